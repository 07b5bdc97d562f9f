'use client';

import { ConfirmAct } from '@/components/ui/confirm-act';
import { useAction } from '@/components/ui/use-action';
import type { RoleDto } from '@/lib/people/users/queries';
import { MoveRoleDialog } from './move-role-dialog';
import { NameDialog } from './name-dialog';
import { addRole, nameRole, removeRole } from './role-actions';

export interface RoleAct {
  kind: 'add' | 'rename' | 'move' | 'delete';
  role: RoleDto;
}

export interface RoleActsProps {
  act: RoleAct | null;
  roles: readonly RoleDto[];
  onClose: () => void;
}

/** The dialog of what is being done to a role. */
export function RoleActs({ act, roles, onClose }: RoleActsProps) {
  switch (act?.kind) {
    case undefined:
      return null;
    case 'add':
      return <AddDialog above={act.role} onClose={onClose} />;
    case 'rename':
      return <RenameDialog role={act.role} onClose={onClose} />;
    case 'move':
      return <MoveRoleDialog role={act.role} roles={roles} onClose={onClose} />;
    case 'delete':
      return (
        <ConfirmAct
          act={removeRole}
          input={{ id: act.role.id }}
          title={`Delete ${act.role.name}?`}
          description="This cannot be undone. A role that users have, that has roles below, or that a sharing rule or a group names, is not deleted."
          confirmLabel="Delete"
          onClose={onClose}
          onDone={onClose}
        />
      );
  }
}

function AddDialog({ above, onClose }: { above: RoleDto; onClose: () => void }) {
  const add = useAction(addRole, { onSuccess: onClose });
  return (
    <NameDialog
      title={`Add a role below ${above.name}`}
      submitLabel="Add"
      act={add}
      onSubmit={(name) => add.execute({ name, parentId: above.id })}
      onClose={onClose}
    />
  );
}

function RenameDialog({ role, onClose }: { role: RoleDto; onClose: () => void }) {
  const rename = useAction(nameRole, { onSuccess: onClose });
  return (
    <NameDialog
      title={`Rename ${role.name}`}
      initial={role.name}
      submitLabel="Rename"
      act={rename}
      onSubmit={(name) => rename.execute({ id: role.id, name })}
      onClose={onClose}
    />
  );
}
