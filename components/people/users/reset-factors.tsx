'use client';

import { useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { UserDto } from '@/lib/people/users/queries';
import { SHOWN_BY } from '@/lib/people/users/shown-by';
import { resetSecondFactors } from './user-actions';

export interface ResetFactorsProps {
  user: UserDto;
  onClose: () => void;
  /** In words. */
  onDone: (words: string) => void;
}

const WAYS = Object.entries(SHOWN_BY).map(([value, label]) => ({ value, label }));

/** For somebody who has lost their second factor. */
export function ResetFactors({ user, onClose, onDone }: ResetFactorsProps) {
  const [shownBy, setShownBy] = useState('');
  const reset = useAction(resetSecondFactors, {
    onSuccess: ({ data: { waits } }) =>
      onDone(waits ? 'Reset. A second person has to confirm it.' : 'Second factors reset'),
  });
  return (
    <ConfirmDialog
      title={`Reset the second factors of ${user.name}?`}
      description="For somebody who has lost them. Their sessions end at once, their passkeys, apps and recovery codes serve no more, and they set up another one. They are told, and so are officers."
      confirmLabel="Reset second factors"
      open
      onOpenChange={onClose}
      pending={reset.isPending}
      onConfirm={() => reset.execute({ id: user.id, shownBy })}
    >
      <Field
        label="How do you know that it is them who ask?"
        hint="It stands in the audit log."
        required
        error={reset.result.serverError?.fields?.shownBy}
      >
        <Select
          options={WAYS}
          placeholder="Choose"
          value={shownBy}
          onChange={(event) => setShownBy(event.currentTarget.value)}
        />
      </Field>
      <ActionError of={reset} shown={['shownBy']} />
    </ConfirmDialog>
  );
}
