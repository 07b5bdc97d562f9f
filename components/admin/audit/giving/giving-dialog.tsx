'use client';

import { type FormEvent, useId, useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { useAction } from '@/components/ui/use-action';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import type { AuditQuery } from '@/lib/admin/audit/query';
import type { Id } from '@/lib/platform/ids';
import { DaysField } from '../extract/days-field';
import { MadeExtract } from '../extract/made-extract';
import { giveExtract } from './actions';
import { ChosenEntries } from './chosen-entries';

/** Of which entries it can be. */
export interface GivenEntries {
  query: AuditQuery & { record: Id };
  /** The entries of this page. */
  lines: readonly EntryLine[];
  /** There are more on other pages. */
  hasMore: boolean;
}

export interface GivingDialogProps extends GivenEntries {
  /** @param made whether there is a new one. */
  onClose: (made: boolean) => void;
}

/** Asks which entries, for whom and for how long, and tells link and secret the one time. */
export function GivingDialog({ query, lines, hasMore, onClose }: GivingDialogProps) {
  const formId = useId();
  const [chosen, setChosen] = useState<readonly Id[] | null>(null);
  const [audience, setAudience] = useState('patient');
  const [recipient, setRecipient] = useState('');
  const [days, setDays] = useState('7');
  const give = useAction(giveExtract);
  const made = give.result.data;
  if (made) return <MadeExtract made={made} onClose={() => onClose(true)} />;

  function submit(event: FormEvent) {
    event.preventDefault();
    give.execute({
      query,
      entryIds: chosen === null ? null : [...chosen],
      audience: audience as 'patient' | 'operator',
      recipient,
      days: Number(days),
    });
  }

  const fields = give.result.serverError?.fields ?? {};
  return (
    <Dialog open onOpenChange={(open) => !open && onClose(false)}>
      <DialogContent
        title="Give an extract"
        description="Entries about this one record: times, names of people and of fields, ids."
      >
        <DialogBody>
          <form method="post" id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
            <ActionError of={give} shown={['days', 'recipient', 'entryIds']} />
            <ChosenEntries
              lines={lines}
              hasMore={hasMore}
              chosen={chosen}
              error={fields.entryIds}
              onChange={setChosen}
            />
            <RadioGroup
              legend="For whom"
              value={audience}
              onValueChange={setAudience}
              options={[
                { value: 'patient', label: 'The patient', description: 'Who asked for what concerns them' },
                { value: 'operator', label: 'An operator' },
              ]}
            />
            <Field
              label="Their name"
              hint="Or how you know them. It is kept encrypted, and not in the extract."
              required
              error={fields.recipient}
            >
              <Input
                value={recipient}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => setRecipient(event.currentTarget.value)}
              />
            </Field>
            <DaysField value={days} error={fields.days} onChange={setDays} />
            <Callout>
              No value of the record is in it. The proofs carry each entry as it was signed, with the network address
              that the act came from.
            </Callout>
          </form>
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={give.isPending}>
            Give an extract
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
