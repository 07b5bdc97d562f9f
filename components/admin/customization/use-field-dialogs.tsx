'use client';

import { type ReactNode, useState } from 'react';
import type { FieldSetup, ModuleSetup } from '@/lib/admin/customization/queries';
import type { Id } from '@/lib/platform/ids';
import { DeleteFieldDialog } from './delete-field-dialog';
import { EditPropertiesDialog } from './edit-properties-dialog';
import { menuButtonId } from './field-menu';

/** The dialogs that a field's menu opens; render `dialogs` once. */
export function useFieldDialogs(module: ModuleSetup) {
  const [open, setOpen] = useState<{ dialog: 'edit' | 'delete'; fieldId: Id } | null>(null);
  const field = module.fields.find(({ id }) => id === open?.fieldId);

  function close() {
    setOpen(null);
    // The menu that opened the dialog is gone: its button takes the focus.
    if (open) requestAnimationFrame(() => document.getElementById(menuButtonId(open.fieldId))?.focus());
  }

  let dialogs: ReactNode = null;
  if (field && open?.dialog === 'edit') {
    dialogs = <EditPropertiesDialog field={field} module={module} onClose={close} />;
  } else if (field && open) {
    dialogs = <DeleteFieldDialog field={field} module={module} onClose={close} />;
  }
  return {
    dialogs,
    edit: (target: FieldSetup) => setOpen({ dialog: 'edit', fieldId: target.id }),
    remove: (target: FieldSetup) => setOpen({ dialog: 'delete', fieldId: target.id }),
  };
}
