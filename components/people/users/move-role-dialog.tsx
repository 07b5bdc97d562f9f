'use client';

import type { FormEvent } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { RoleDto } from '@/lib/people/users/queries';
import { placeRole } from './role-actions';

export interface MoveRoleDialogProps {
  role: RoleDto;
  roles: readonly RoleDto[];
  onClose: () => void;
}

export function MoveRoleDialog({ role, roles, onClose }: MoveRoleDialogProps) {
  const move = useAction(placeRole, { onSuccess: onClose });
  const below = rolesBelow(role, roles);
  const places = roles.filter((other) => !below.has(other.id));
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    move.execute({ id: role.id, parentId: String(new FormData(event.currentTarget).get('parentId') ?? '') });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={`Move ${role.name}`} description="The roles below it come along." size="sm">
        <form method="post" onSubmit={submit} className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={move} />
            <Field label="Below">
              <Select
                name="parentId"
                defaultValue={role.parentId ?? ''}
                options={places.map(({ id, name, depth }) => ({
                  value: id,
                  label: `${'\u2003'.repeat(depth)}${name}`,
                }))}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={move.isPending}>
              Move
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** The role itself and all below it: no place for it. Parents stand before their children. */
function rolesBelow(role: RoleDto, roles: readonly RoleDto[]): Set<string> {
  const below = new Set([role.id]);
  for (const other of roles) if (other.parentId !== null && below.has(other.parentId)) below.add(other.id);
  return below;
}
