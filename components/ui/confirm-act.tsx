'use client';

import type { SingleInputActionFn, UseActionHookReturn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { ActionError } from './action-error';
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog';
import { useAction } from './use-action';

export interface ConfirmActProps<Schema extends z.ZodType, Value>
  extends Pick<ConfirmDialogProps, 'title' | 'description' | 'confirmLabel' | 'tone' | 'confirmText'> {
  act: SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;
  input: Parameters<UseActionHookReturn<ErrorAnswer, Schema, undefined, Value>['execute']>[0];
  onClose: () => void;
  /** It is done. Closing the dialog is the caller's. */
  onDone: (value: Value) => void;
}

/** Asks, then calls a server action with this one input; what goes wrong is said in the dialog. */
export function ConfirmAct<Schema extends z.ZodType, Value>(props: ConfirmActProps<Schema, Value>) {
  const { act, input, onClose, onDone, ...dialog } = props;
  const asked = useAction(act, { onSuccess: ({ data }) => onDone(data) });
  return (
    <ConfirmDialog
      {...dialog}
      open
      onOpenChange={onClose}
      pending={asked.isPending}
      onConfirm={() => asked.execute(input)}
    >
      <ActionError of={asked} />
    </ConfirmDialog>
  );
}
