'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { PURPOSES, type Purpose } from '@/lib/compliance/purposes';
import type { Id } from '@/lib/ids';
import { useChat } from '../chat-context';
import { useAct } from '../use-act';

const OPTIONS = Object.entries(PURPOSES).map(([value, label]) => ({ value, label }));

export interface RevealMessageDialogProps {
  conversationId: Id;
  messageId: Id;
  onClose: () => void;
  onRevealed: (text: string) => void;
}

/** Asks why. The event is written before anything is opened. */
export function RevealMessageDialog({ conversationId, messageId, onClose, onRevealed }: RevealMessageDialogProps) {
  const { acts } = useChat();
  const { run, pending, problem } = useAct(acts.reveal, { quiet: true });
  const [purpose, setPurpose] = useState<Purpose | ''>('');
  const [missing, setMissing] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (purpose === '') return setMissing(true);
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim();
    const answer = await run({ conversationId, messageId, purpose, ...(note && { note }) });
    if (answer.ok) onRevealed(answer.value.text);
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Reveal hidden parts"
        description="Who, what, when and why is recorded in the audit log."
        size="sm"
      >
        <form onSubmit={(event) => void submit(event)} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {problem && !problem.fields.note ? (
              <Callout tone="danger" role="alert">
                {problem.message}
              </Callout>
            ) : null}
            <Field label="Purpose" required error={missing ? 'Choose a purpose.' : undefined}>
              <Select
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
              <Field label="Reason" required error={problem?.fields.note} hint="Kept encrypted in the audit log.">
                <Textarea name="note" maxLength={500} rows={3} />
              </Field>
            ) : null}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={pending}>
              Reveal
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
