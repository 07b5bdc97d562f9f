'use client';

import { toast } from 'sonner';
import { ConfirmAct } from '@/components/ui/confirm-act';
import type { SelectOption } from '@/components/ui/select';
import type { UserDto } from '@/lib/people/users/queries';
import { InviteDialog } from './invite-dialog';
import { ResetFactors } from './reset-factors';
import { TemporaryPassword } from './temporary-password';
import { endSessions, newPassword, setActive } from './user-actions';
import { UserDialog } from './user-dialog';

export type UserAct =
  | { kind: 'add' | 'invite' }
  | { kind: 'edit' | 'reset' | 'factors' | 'end' | 'deactivate' | 'activate'; user: UserDto }
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
  const say = (words: string) => {
    close();
    toast.success(words);
  };
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
          onCreated={(name, made) => onAct(shownTo(name, made))}
        />
      );
    case 'invite':
      return <InviteDialog profiles={profiles} roles={roles} onClose={close} />;
    case 'password':
      return <TemporaryPassword name={act.name} password={act.password} waits={act.waits} onClose={close} />;
    case 'reset':
      return (
        <ConfirmAct
          act={newPassword}
          input={{ id: act.user.id }}
          title={`Reset the password of ${act.user.name}?`}
          description="They get a new temporary password, which you hand over, and their sessions end at once. They are told, and so are officers."
          confirmLabel="Reset password"
          onClose={close}
          onDone={(made) => onAct(shownTo(act.user.name, made))}
        />
      );
    case 'factors':
      return <ResetFactors user={act.user} onClose={close} onDone={say} />;
    case 'end':
      return (
        <ConfirmAct
          act={endSessions}
          input={{ id: act.user.id }}
          title={`End all sessions of ${act.user.name}?`}
          description="They are signed out everywhere at their next click. What they have not saved is lost."
          confirmLabel="End all sessions"
          onClose={close}
          onDone={(ended) => say(ended === 1 ? '1 session ended' : `${ended} sessions ended`)}
        />
      );
    case 'deactivate':
      return (
        <ConfirmAct
          act={setActive}
          input={{ id: act.user.id, active: false }}
          title={`Deactivate ${act.user.name}?`}
          description="They are signed out at once and cannot sign in. Their records stay as they are."
          confirmLabel="Deactivate"
          onClose={close}
          onDone={() => say('User deactivated')}
        />
      );
    case 'activate':
      return (
        <ConfirmAct
          act={setActive}
          input={{ id: act.user.id, active: true }}
          title={`Activate ${act.user.name}?`}
          description="They can sign in again with the password they had. They are told, and so are officers."
          confirmLabel="Activate"
          tone="primary"
          onClose={close}
          onDone={() => say('User activated')}
        />
      );
  }
}

/** The one time that a temporary password is shown. */
const shownTo = (name: string, made: { temporaryPassword: string; waits: boolean }): UserAct => ({
  kind: 'password',
  name,
  password: made.temporaryPassword,
  waits: made.waits,
});
