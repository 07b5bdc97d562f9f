'use client';

import type { FormEvent } from 'react';
import { PurposeFields, usePurpose } from '@/components/compliance/purpose-fields';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import type { Id } from '@/lib/ids';
import { useChat } from '../chat-context';
import { useAct } from '../use-act';

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
  const purpose = usePurpose();
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const why = purpose.read(event.currentTarget);
    if (!why) return;
    const answer = await run({ conversationId, messageId, ...why });
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
            <PurposeFields {...purpose.fields} noteError={problem?.fields.note} maxLength={500} />
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
