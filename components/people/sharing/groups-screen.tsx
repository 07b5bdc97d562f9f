'use client';

import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { GroupDto, GroupsDto } from '@/lib/people/users/sharing/list-groups';
import { removeGroup } from './actions';
import { GroupDialog } from './group-dialog';
import { memberLabel } from './member-words';
import { WaitingChanges } from './waiting-changes';

type Act = { kind: 'change'; group: GroupDto | null } | { kind: 'delete'; group: GroupDto };

/** Groups of people beside the role tree, and the sharing rules that name them. */
export function GroupsScreen({ groups, roles, waiting }: GroupsDto) {
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const add = (
    <Button variant="primary" onClick={() => setAct({ kind: 'change', group: null })}>
      Add a group
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Groups"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="People and roles together, beside the role tree. A group opens nothing by itself: sharing rules name it."
        actions={groups.length > 0 ? add : null}
      />
      <div className="flex flex-col gap-4">
        <WaitingChanges waiting={waiting} />
        {groups.length === 0 ? (
          <EmptyState
            icon={<UsersRound aria-hidden="true" />}
            title="There is no group"
            text="Put people of several roles together, so that a sharing rule can name them at once."
            action={add}
          />
        ) : (
          <Card id="groups" flush>
            <GroupTable groups={groups} onAct={(kind, group) => setAct({ kind, group })} />
          </Card>
        )}
      </div>
      {act?.kind === 'change' ? <GroupDialog group={act.group} roles={roles} onClose={close} /> : null}
      {act?.kind === 'delete' ? (
        <ConfirmAct
          act={removeGroup}
          input={{ id: act.group.id }}
          title={`Delete ${act.group.name}?`}
          description="This cannot be undone. A group that a sharing rule names is not deleted."
          confirmLabel="Delete"
          onClose={close}
          onDone={() => {
            close();
            toast.success('Deleted');
          }}
        />
      ) : null}
    </>
  );
}

interface GroupTableProps {
  groups: readonly GroupDto[];
  onAct: (kind: Act['kind'], group: GroupDto) => void;
}

function GroupTable({ groups, onAct }: GroupTableProps) {
  return (
    <Table label="Groups">
      <TableHead>
        <tr>
          <TableHeader>Group</TableHeader>
          <TableHeader>Members</TableHeader>
          <TableHeader align="right">People</TableHeader>
          <TableHeader>Sharing rules</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id}>
            <TableCell className="break-words font-medium">
              {group.name} {group.changed ? <Badge tone="danger">Changed outside Careledger</Badge> : null}
            </TableCell>
            <TableCell className="break-words">
              {group.members.slice(0, SHOWN).map(memberLabel).join(', ')}
              {group.members.length > SHOWN ? ` and ${group.members.length - SHOWN} more` : ''}
            </TableCell>
            <TableCell align="right">{group.people.toLocaleString('en-US')}</TableCell>
            <TableCell className="break-words">{group.rules.join(', ') || 'None'}</TableCell>
            <TableCell align="right">
              <span className="flex justify-end gap-2">
                {group.changed ? null : (
                  <Button size="sm" aria-label={`Change ${group.name}`} onClick={() => onAct('change', group)}>
                    Change
                  </Button>
                )}
                <Button size="sm" aria-label={`Delete ${group.name}`} onClick={() => onAct('delete', group)}>
                  Delete
                </Button>
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const SHOWN = 8;
