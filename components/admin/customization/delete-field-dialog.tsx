'use client';

import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/use-action';
import type { FieldSetup, ModuleSetup } from '@/lib/admin/customization/queries';
import { deleteField } from './actions';
import { FormError } from './form-error';

export interface DeleteFieldProps {
  field: FieldSetup;
  module: ModuleSetup;
  onClose: () => void;
}

export function DeleteFieldDialog({ field, module, onClose }: DeleteFieldProps) {
  const { executeAsync, isPending, result } = useAction(deleteField);

  async function confirm() {
    const { serverError } = await executeAsync({ module: module.apiName, fieldId: field.id });
    if (serverError) return;
    toast.success(`${field.label} was deleted.`);
    onClose();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${field.label}?`}
      description={`The field leaves ${module.plural} and all its layouts and cannot be brought back. Values that records hold are shown nowhere any more; they stay in the database until the records are deleted for good.`}
      confirmLabel="Delete field"
      confirmText={field.label}
      pending={isPending}
      onConfirm={confirm}
    >
      <FormError error={result.serverError} />
    </ConfirmDialog>
  );
}
