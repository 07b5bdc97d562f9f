'use client';

import { Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Department } from '@/lib/chat/setup/departments';
import type { OperatorChoice } from '@/lib/chat/setup/operator-choices';
import { Removal } from '../removal';
import { RowActions } from '../row-actions';
import { DepartmentDialog } from './department-dialog';

export interface DepartmentListProps {
  departments: readonly Department[];
  operators: readonly OperatorChoice[];
}

type Doing = { kind: 'add' } | { kind: 'edit' | 'remove'; department: Department };

export function DepartmentList({ departments, operators }: DepartmentListProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const add = (
    <Button variant="primary" onClick={() => setDoing({ kind: 'add' })}>
      <Plus aria-hidden="true" />
      New department
    </Button>
  );
  return (
    <Card
      id="departments"
      title="Departments"
      description="Who answers what. A conversation for a department is offered to its members only."
      actions={departments.length > 0 ? add : null}
      flush
    >
      {departments.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title="No department yet"
          text="Without any, every conversation is offered to everybody who may answer."
          action={add}
        />
      ) : (
        <Table label="Departments">
          <TableHead>
            <tr>
              <TableHeader>Name</TableHeader>
              <TableHeader>Members</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {departments.map((department) => (
              <TableRow key={department.id}>
                <TableCell className="font-medium">{department.name}</TableCell>
                <TableCell className="text-muted">{membersOf(department, operators)}</TableCell>
                <RowActions
                  name={department.name}
                  onEdit={() => setDoing({ kind: 'edit', department })}
                  onRemove={() => setDoing({ kind: 'remove', department })}
                />
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
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
    </Card>
  );
}

/** Somebody who may no longer answer is not named. */
function membersOf({ memberIds }: Department, operators: readonly OperatorChoice[]): string {
  if (memberIds.length === 0) return 'Everybody who may answer';
  const names = operators.filter(({ id }) => memberIds.includes(id)).map(({ name }) => name);
  const gone = memberIds.length - names.length;
  return [...names, ...(gone > 0 ? [`${gone} who may no longer answer`] : [])].join(', ');
}
