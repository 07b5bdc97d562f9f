'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { FoundRecord } from '@/lib/crm/emergency/look-up';
import { EMERGENCY_REASONS, type EmergencyReason, MOST_MINUTES, USUAL_MINUTES } from '@/lib/crm/emergency/words';
import { start } from './actions';

const REASONS = Object.entries(EMERGENCY_REASONS).map(([value, label]) => ({ value, label }));

/** Asks why and for how long. The event and the notices are written before anything is shown. */
export function StartDialog({ record, onClose }: { record: FoundRecord; onClose: () => void }) {
  const router = useRouter();
  const started = useAction(start, { onSuccess: ({ data }) => router.push(`/emergency/${data.id}/record`) });
  const errors = started.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    started.execute({
      module: record.module,
      recordId: record.id,
      reason: String(given.get('reason')) as EmergencyReason,
      note: String(given.get('note')),
      minutes: Number(given.get('minutes')),
    });
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Open ${record.name} in an emergency`}
        description="Officers, administrators and the record’s owner are told at once. Each page and each value that you see is recorded."
        size="sm"
      >
        <form method="post" noValidate onSubmit={submit} className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={started} shown={['reason', 'note', 'minutes']} />
            <Field label="Reason" required error={errors.reason}>
              <Select name="reason" options={REASONS} placeholder="Choose…" />
            </Field>
            <Field label="What has happened" required error={errors.note} hint="Kept encrypted, for the review.">
              <Textarea name="note" rows={3} maxLength={1000} />
            </Field>
            <Field label="Minutes" required error={errors.minutes} hint={`At most ${MOST_MINUTES}.`}>
              <Input name="minutes" type="number" min={5} max={MOST_MINUTES} defaultValue={USUAL_MINUTES} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button variant="secondary" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" pending={started.isPending}>
              Open the record
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
