'use client';

import { ConfirmAct } from '@/components/ui/confirm-act';
import type { UserDto } from '@/lib/people/users/queries';
import { resetSecondFactors } from './user-actions';

export interface ResetFactorsProps {
  user: UserDto;
  onClose: () => void;
  /** In words. */
  onDone: (words: string) => void;
}

/** For somebody who has lost their second factor. */
export function ResetFactors({ user, onClose, onDone }: ResetFactorsProps) {
  return (
    <ConfirmAct
      act={resetSecondFactors}
      input={{ id: user.id }}
      title={`Reset the second factors of ${user.name}?`}
      description="For somebody who has lost them: make sure that it is them who asks. Their sessions end at once, their passkeys, apps and recovery codes serve no more, and they set up another one. They are told, and so are officers."
      confirmLabel="Reset second factors"
      onClose={onClose}
      onDone={({ waits }) => onDone(waits ? 'Reset. A second person has to confirm it.' : 'Second factors reset')}
    />
  );
}
