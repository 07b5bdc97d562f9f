'use client';

import { MoreHorizontal, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { RoleDto } from '@/lib/people/users/queries';
import { type RoleAct, RoleActs } from './role-acts';

/** The tree as a list in its order, each role as far in as it is deep. */
export function RoleTree({ roles }: { roles: readonly RoleDto[] }) {
  const [act, setAct] = useState<RoleAct | null>(null);
  return (
    <Card id="roles" title="Role tree" flush>
      <ul aria-label="Roles" className="divide-y divide-line">
        {roles.map((role) => (
          <li key={role.id} className="flex min-h-11 items-center gap-2 px-4">
            <span
              className="min-w-0 flex-1 truncate text-fg text-sm"
              style={{ paddingInlineStart: `${role.depth * 1.5}rem` }}
            >
              {role.depth > 0 ? (
                <span aria-hidden="true" className="mr-2 text-subtle">
                  └
                </span>
              ) : null}
              <span className="font-medium">{role.name}</span>
              <span className="ml-2 text-subtle text-xs">{countOf(role.users)}</span>
            </span>
            <Button size="sm" aria-label={`Add below ${role.name}`} onClick={() => setAct({ kind: 'add', role })}>
              <Plus aria-hidden="true" />
              Add below
            </Button>
            <RoleMenu role={role} onAct={setAct} />
          </li>
        ))}
      </ul>
      <RoleActs act={act} roles={roles} onClose={() => setAct(null)} />
    </Card>
  );
}

const countOf = (users: number): string => (users === 1 ? '1 user' : `${users} users`);

function RoleMenu({ role, onAct }: { role: RoleDto; onAct: (act: RoleAct) => void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More actions for ${role.name}`}>
          <MoreHorizontal aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onAct({ kind: 'rename', role })}>Rename</DropdownMenuItem>
        {role.parentId === null ? null : (
          <>
            <DropdownMenuItem onSelect={() => onAct({ kind: 'move', role })}>Move</DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem tone="danger" onSelect={() => onAct({ kind: 'delete', role })}>
              Delete
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
