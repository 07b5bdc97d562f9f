'use client';

import { type FormEvent, useId, useState } from 'react';
import { DaysField } from '@/components/admin/audit/extract/days-field';
import { MadeExtract } from '@/components/admin/audit/extract/made-extract';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { RadioGroup } from '@/components/ui/radio-group';
import { useAction } from '@/components/ui/use-action';
import type { Id } from '@/lib/platform/ids';
import { makeExtract } from './actions';

export interface ExtractDialogProps {
  conversationId: Id;
  entryIds: readonly Id[];
  /** @param made whether there is a new one. */
  onClose: (made: boolean) => void;
}

/** Asks for whom and for how long, and tells link and secret the one time. */
export function ExtractDialog({ conversationId, entryIds, onClose }: ExtractDialogProps) {
  const formId = useId();
  const [audience, setAudience] = useState('visitor');
  const [days, setDays] = useState('7');
  const make = useAction(makeExtract);
  const made = make.result.data;
  if (made) return <MadeExtract made={made} onClose={() => onClose(true)} />;

  function submit(event: FormEvent) {
    event.preventDefault();
    make.execute({
      conversationId,
      entryIds: [...entryIds],
      audience: audience as 'visitor' | 'operator',
      days: Number(days),
    });
  }

  const fields = make.result.serverError?.fields ?? {};
  return (
    <Dialog open onOpenChange={(open) => !open && onClose(false)}>
      <DialogContent
        title="Make an extract"
        description={`${entryIds.length} ${entryIds.length === 1 ? 'entry' : 'entries'} of conversation ${conversationId}: times, names of people and ids.`}
      >
        <DialogBody>
          <form method="post" id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
            <ActionError of={make} shown={['days', 'audience']} />
            <RadioGroup
              legend="For whom"
              value={audience}
              onValueChange={setAudience}
              options={[
                { value: 'visitor', label: 'The visitor', description: 'Who asked for what concerns them' },
                { value: 'operator', label: 'An operator' },
              ]}
            />
            <DaysField value={days} error={fields.days} onChange={setDays} />
          </form>
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={make.isPending}>
            Make an extract
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
