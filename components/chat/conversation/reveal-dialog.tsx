'use client';

import type { FormEvent } from 'react';
import { PurposeFields, usePurpose } from '@/components/admin/compliance/purpose-fields';
import { type Act, useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import type { Purpose } from '@/lib/protection/compliance/purposes';

export interface RevealDialogProps<Value> {
  act: Act<Why, Value>;
  onClose: () => void;
  onRevealed: (value: Value) => void;
}

export interface Why {
  purpose: Purpose;
  note?: string;
}

/** Asks why. The event is written before anything is opened. */
export function RevealDialog<Value>({ act, onClose, onRevealed }: RevealDialogProps<Value>) {
  const { run, pending, problem } = useAct(act, { quiet: true });
  const purpose = usePurpose();
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const why = purpose.read(event.currentTarget);
    if (!why) return;
    const answer = await run(why);
    if (answer.ok) onRevealed(answer.value);
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Reveal hidden parts"
        description="Who, what, when and why is recorded in the audit log."
        size="sm"
      >
        <form method="post" onSubmit={(event) => void submit(event)} noValidate className="contents">
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
