'use client';

import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { GroupDto, GroupsDto } from '@/lib/people/users/sharing/list-groups';
import { removeGroup } from './actions';
import { GroupDialog } from './group-dialog';
import { memberLabel } from './member-words';
import { RowActs, SharingFrame } from './sharing-frame';

type Act = { kind: 'change'; group: GroupDto | null } | { kind: 'delete'; group: GroupDto };

/** Groups of people beside the role tree, and the sharing rules that name them. */
export function GroupsScreen({ groups, roles, waiting }: GroupsDto) {
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  return (
    <>
      <SharingFrame
        id="groups"
        title="Groups"
        description="People and roles together, beside the role tree. A group opens nothing by itself: sharing rules name it."
        addLabel="Add a group"
        onAdd={() => setAct({ kind: 'change', group: null })}
        empty={{
          icon: <UsersRound aria-hidden="true" />,
          title: 'There is no group',
          text: 'Put people of several roles together, so that a sharing rule can name them at once.',
        }}
        waiting={waiting}
        table={
          groups.length > 0 ? <GroupTable groups={groups} onAct={(kind, group) => setAct({ kind, group })} /> : null
        }
      />
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
              <RowActs name={group.name} changed={group.changed} onAct={(kind) => onAct(kind, group)} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const SHOWN = 8;
