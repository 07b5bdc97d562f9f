'use client';

import type { FormEvent } from 'react';
import { PurposeFields, usePurpose } from '@/components/admin/compliance/purpose-fields';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Id } from '@/lib/platform/ids';
import { revealFields } from './actions';

export interface RevealDialogProps {
  module: string;
  recordId: Id;
  fields: readonly Pick<FieldDescription, 'apiName' | 'label'>[];
  onClose: () => void;
  onRevealed: (values: Record<string, StoredValue>) => void;
}

/** Asks why. The event is written before the value is opened; without it nothing is shown. */
export function RevealDialog({ module, recordId, fields, onClose, onRevealed }: RevealDialogProps) {
  const purpose = usePurpose();
  const { execute, isPending, result } = useAction(revealFields, { onSuccess: ({ data }) => onRevealed(data) });
  const what = fields.length === 1 ? fields[0]?.label : `${fields.length} fields`;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const why = purpose.read(event.currentTarget);
    if (!why) return;
    const names = fields.map((field) => field.apiName);
    execute({ module, recordId, fields: names, ...why });
  }

  const { serverError } = result;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Reveal ${what}`}
        description="Who, what, when and why is recorded in the audit log."
        size="sm"
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {serverError ? (
              <Callout tone="danger" role="alert">
                {serverError.message}
              </Callout>
            ) : null}
            <PurposeFields {...purpose.fields} noteError={serverError?.fields.note} maxLength={1000} />
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" pending={isPending}>
              Reveal
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
