'use client';

import { useAction } from 'next-safe-action/hooks';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ActionError } from '@/components/users/action-error';
import type { Id } from '@/lib/ids';
import { removeBrand, removeDepartment, removeResponse, undeclareField } from './actions';

const REMOVALS = {
  brand: { act: removeBrand, done: 'Brand removed', label: 'Remove brand' },
  department: { act: removeDepartment, done: 'Department removed', label: 'Remove department' },
  response: { act: removeResponse, done: 'Canned response removed', label: 'Remove response' },
  field: { act: undeclareField, done: 'Declaration taken back', label: 'Take back' },
};

export interface RemovalProps {
  kind: keyof typeof REMOVALS;
  id: Id;
  title: string;
  /** What becomes of what depends on it. */
  description: ReactNode;
  /** To be typed. */
  confirmText?: string;
  onClose: () => void;
  onDone?: () => void;
}

/** Asks before a setting is removed. */
export function Removal({ kind, id, title, description, confirmText, onClose, onDone }: RemovalProps) {
  const { act, done, label } = REMOVALS[kind];
  const remove = useAction(act, {
    onSuccess: () => {
      onClose();
      toast.success(done);
      onDone?.();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      confirmLabel={label}
      {...(confirmText !== undefined && { confirmText })}
      pending={remove.isPending}
      onConfirm={() => remove.execute({ id })}
    >
      <ActionError of={remove} />
    </ConfirmDialog>
  );
}
