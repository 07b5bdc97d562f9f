'use client';

import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { ConfirmAct } from '@/components/ui/confirm-act';
import type { Id } from '@/lib/platform/ids';
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
  return (
    <ConfirmAct
      act={act}
      input={{ id }}
      title={title}
      description={description}
      confirmLabel={label}
      confirmText={confirmText}
      onClose={onClose}
      onDone={() => {
        onClose();
        toast.success(done);
        onDone?.();
      }}
    />
  );
}
