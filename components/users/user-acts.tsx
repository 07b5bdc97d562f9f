'use client';

import { useAction } from 'next-safe-action/hooks';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { SelectOption } from '@/components/ui/select';
import type { UserDto } from '@/lib/users/queries';
import type { ResetPassword as ResetPasswordAnswer } from '@/lib/users/reset-password';
import { ActionError } from './action-error';
import { TemporaryPassword } from './temporary-password';
import { endSessions, newPassword, setActive } from './user-actions';
import { UserDialog } from './user-dialog';

export type UserAct =
  | { kind: 'add' }
  | { kind: 'edit' | 'reset' | 'end' | 'deactivate' | 'activate'; user: UserDto }
  | { kind: 'password'; name: string; password: string; waits: boolean };

export interface UserActsProps {
  act: UserAct | null;
  onAct: (act: UserAct | null) => void;
  profiles: readonly SelectOption[];
  roles: readonly SelectOption[];
}

/** The dialog of what is being done to a user. */
export function UserActs({ act, onAct, profiles, roles }: UserActsProps) {
  const close = () => onAct(null);
  switch (act?.kind) {
    case undefined:
      return null;
    case 'add':
    case 'edit':
      return (
        <UserDialog
          user={act.kind === 'edit' ? act.user : null}
          profiles={profiles}
          roles={roles}
          onClose={close}
          onCreated={(name, { temporaryPassword: password, waits }) =>
            onAct({ kind: 'password', name, password, waits })
          }
        />
      );
    case 'password':
      return <TemporaryPassword name={act.name} password={act.password} waits={act.waits} onClose={close} />;
    case 'reset':
      return (
        <ResetDialog
          user={act.user}
          onClose={close}
          onDone={({ temporaryPassword: password, waits }) =>
            onAct({ kind: 'password', name: act.user.name, password, waits })
          }
        />
      );
    case 'end':
      return <EndDialog user={act.user} onClose={close} />;
    case 'deactivate':
    case 'activate':
      return <ActiveDialog user={act.user} onClose={close} />;
  }
}

interface DialogProps {
  user: UserDto;
  onClose: () => void;
}

function ResetDialog({ user, onClose, onDone }: DialogProps & { onDone: (reset: ResetPasswordAnswer) => void }) {
  const reset = useAction(newPassword, { onSuccess: ({ data }) => onDone(data) });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Reset the password of ${user.name}?`}
      description="They get a new temporary password, which you hand over, and their sessions end at once. They are told, and so are officers."
      confirmLabel="Reset password"
      pending={reset.isPending}
      onConfirm={() => reset.execute({ id: user.id })}
    >
      <ActionError of={reset} />
    </ConfirmDialog>
  );
}

function EndDialog({ user, onClose }: DialogProps) {
  const end = useAction(endSessions, {
    onSuccess: ({ data }) => {
      onClose();
      toast.success(data === 1 ? '1 session ended' : `${data} sessions ended`);
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`End all sessions of ${user.name}?`}
      description="They are signed out everywhere at their next click. What they have not saved is lost."
      confirmLabel="End all sessions"
      pending={end.isPending}
      onConfirm={() => end.execute({ id: user.id })}
    >
      <ActionError of={end} />
    </ConfirmDialog>
  );
}

function ActiveDialog({ user, onClose }: DialogProps) {
  const { active } = user;
  const set = useAction(setActive, {
    onSuccess: () => {
      onClose();
      toast.success(active ? 'User deactivated' : 'User activated');
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${active ? 'Deactivate' : 'Activate'} ${user.name}?`}
      description={
        active
          ? 'They are signed out at once and cannot sign in. Their records stay as they are.'
          : 'They can sign in again with the password they had. They are told, and so are officers.'
      }
      confirmLabel={active ? 'Deactivate' : 'Activate'}
      tone={active ? 'danger' : 'primary'}
      pending={set.isPending}
      onConfirm={() => set.execute({ id: user.id, active: !active })}
    >
      <ActionError of={set} />
    </ConfirmDialog>
  );
}
