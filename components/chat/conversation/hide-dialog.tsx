'use client';

import { type FormEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { hide } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { Message } from '@/lib/chat/conversations/changes';
import type { Id } from '@/lib/platform/ids';
import { SPAN_KINDS } from '@/lib/protection/compliance/phi-text/kinds';

const KINDS = Object.entries(SPAN_KINDS).map(([value, { label }]) => ({ value, label }));

export interface HideDialogProps {
  conversationId: Id;
  message: Message;
  onClose: () => void;
}

/** Hides what no detector found: the operator selects it. */
export function HideDialog({ conversationId, message, onClose }: HideDialogProps) {
  const { run, pending, problem } = useAct(hide, { quiet: true });
  const text = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { selectionStart: start = 0, selectionEnd: end = 0 } = text.current ?? {};
    if (end <= start) return setMissing(true);
    const kind = String(new FormData(event.currentTarget).get('kind') ?? '');
    const answer = await run({ conversationId, messageId: message.id, start, end, masked: message.masked, kind });
    if (!answer.ok) return;
    toast.success('Hidden');
    onClose();
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Hide a part"
        description="Everybody but the operator of the conversation sees a token instead, wherever the conversation holds the same text."
        size="md"
      >
        <form method="post" onSubmit={(event) => void submit(event)} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <Field
              label="Select what is to be hidden"
              error={missing ? 'Select a part of the text.' : problem?.message}
            >
              <Textarea ref={text} readOnly value={message.text} rows={5} onSelect={() => setMissing(false)} />
            </Field>
            <Field label="It is">
              <Select name="kind" placeholder="Something else" options={KINDS} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={pending}>
              Hide
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
