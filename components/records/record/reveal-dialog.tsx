'use client';

import { useAction } from 'next-safe-action/hooks';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { PURPOSES, type Purpose } from '@/lib/compliance/purposes';
import type { Id } from '@/lib/ids';
import type { FieldDefinition } from '@/lib/modules/definition';
import type { StoredValue } from '@/lib/modules/field-types/type';
import { useRecordActs } from './record-acts';

const OPTIONS = Object.entries(PURPOSES).map(([value, label]) => ({ value, label }));

export interface RevealDialogProps {
  module: string;
  recordId: Id;
  fields: readonly FieldDefinition[];
  onClose: () => void;
  onRevealed: (values: Record<string, StoredValue>) => void;
}

/** Asks why. The event is written before the value is opened; without it nothing is shown. */
export function RevealDialog({ module, recordId, fields, onClose, onRevealed }: RevealDialogProps) {
  const { revealFields } = useRecordActs();
  const [purpose, setPurpose] = useState<Purpose | ''>('');
  const [missing, setMissing] = useState(false);
  const { execute, isPending, result } = useAction(revealFields, { onSuccess: ({ data }) => onRevealed(data) });
  const what = fields.length === 1 ? fields[0]?.label : `${fields.length} fields`;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (purpose === '') return setMissing(true);
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim();
    const names = fields.map((field) => field.apiName);
    execute({ module, recordId, fields: names, purpose, ...(note && { note }) });
  }

  const { serverError } = result;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Reveal ${what}`}
        description="Who, what, when and why is recorded in the audit log."
        size="sm"
      >
        <form onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {serverError ? (
              <Callout tone="danger" role="alert">
                {serverError.message}
              </Callout>
            ) : null}
            <Field label="Purpose" required error={missing ? 'Choose a purpose.' : undefined}>
              <Select
                name="purpose"
                value={purpose}
                placeholder="Choose a purpose"
                options={OPTIONS}
                onChange={(event) => {
                  setPurpose(event.target.value as Purpose | '');
                  setMissing(false);
                }}
              />
            </Field>
            {purpose === 'other' ? (
              <Field label="Reason" required error={serverError?.fields.note} hint="Kept encrypted in the audit log.">
                <Textarea name="note" maxLength={1000} rows={3} />
              </Field>
            ) : null}
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
