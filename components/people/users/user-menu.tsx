'use client';

import { Eye, KeyRound, LogOut, MoreHorizontal, Pencil, ShieldOff, UserCheck, UserX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { UserDto } from '@/lib/people/users/queries';
import type { UserAct } from './user-acts';

export interface UserMenuProps {
  user: UserDto;
  isSelf: boolean;
  onAct: (act: UserAct) => void;
}

export function UserMenu({ user, isSelf, onAct }: UserMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More actions for ${user.name}`}>
          <MoreHorizontal aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => onAct({ kind: 'edit', user })}>
          Edit
        </DropdownMenuItem>
        <DropdownMenuItem icon={<Eye aria-hidden="true" />} href={`/setup/users/${user.id}/access`}>
          What can they see and why
        </DropdownMenuItem>
        {isSelf ? null : (
          <DropdownMenuItem icon={<KeyRound aria-hidden="true" />} onSelect={() => onAct({ kind: 'reset', user })}>
            Reset password
          </DropdownMenuItem>
        )}
        {isSelf ? null : (
          <DropdownMenuItem icon={<ShieldOff aria-hidden="true" />} onSelect={() => onAct({ kind: 'factors', user })}>
            Reset second factors
          </DropdownMenuItem>
        )}
        <DropdownMenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => onAct({ kind: 'end', user })}>
          End all sessions
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {user.active ? (
          <DropdownMenuItem
            icon={<UserX aria-hidden="true" />}
            tone="danger"
            onSelect={() => onAct({ kind: 'deactivate', user })}
          >
            Deactivate
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem icon={<UserCheck aria-hidden="true" />} onSelect={() => onAct({ kind: 'activate', user })}>
            Activate
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
