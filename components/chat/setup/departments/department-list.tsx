'use client';

import { Users } from 'lucide-react';
import { useState } from 'react';
import { TableCell } from '@/components/ui/table';
import type { Department } from '@/lib/chat/setup/departments';
import type { OperatorChoice } from '@/lib/chat/setup/operator-choices';
import { Removal } from '../removal';
import { RowActions } from '../row-actions';
import { SetupList } from '../setup-list';
import { DepartmentDialog } from './department-dialog';

export interface DepartmentListProps {
  departments: readonly Department[];
  operators: readonly OperatorChoice[];
}

type Doing = { kind: 'add' } | { kind: 'edit' | 'remove'; department: Department };

export function DepartmentList({ departments, operators }: DepartmentListProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <SetupList
      id="departments"
      title="Departments"
      description="Who answers what. A conversation for a department is offered to its members only."
      addLabel="New department"
      onAdd={() => setDoing({ kind: 'add' })}
      empty={{
        icon: <Users />,
        title: 'No department yet',
        text: 'Without any, every conversation is offered to everybody who may answer.',
      }}
      rows={departments}
      columns={['Name', 'Members']}
      lastColumn="Actions"
      cells={(department) => (
        <>
          <TableCell className="font-medium">{department.name}</TableCell>
          <TableCell className="text-muted">{membersOf(department, operators)}</TableCell>
          <RowActions
            name={department.name}
            onEdit={() => setDoing({ kind: 'edit', department })}
            onRemove={() => setDoing({ kind: 'remove', department })}
          />
        </>
      )}
    >
      {doing?.kind === 'add' ? <DepartmentDialog department={null} operators={operators} onClose={close} /> : null}
      {doing?.kind === 'edit' ? (
        <DepartmentDialog department={doing.department} operators={operators} onClose={close} />
      ) : null}
      {doing?.kind === 'remove' ? (
        <Removal
          kind="department"
          id={doing.department.id}
          title={`Remove ${doing.department.name}?`}
          description="Its conversations stay, with no department. Widgets stop offering it at once."
          onClose={close}
        />
      ) : null}
    </SetupList>
  );
}

/** Somebody who may no longer answer is not named. */
function membersOf({ memberIds }: Department, operators: readonly OperatorChoice[]): string {
  if (memberIds.length === 0) return 'Everybody who may answer';
  const names = operators.filter(({ id }) => memberIds.includes(id)).map(({ name }) => name);
  const gone = memberIds.length - names.length;
  return [...names, ...(gone > 0 ? [`${gone} who may no longer answer`] : [])].join(', ');
}
