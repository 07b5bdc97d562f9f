'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { block } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import type { Id } from '@/lib/platform/ids';

const KINDS = [
  { value: 'visitor', label: 'This browser', description: 'Wherever they write from.' },
  {
    value: 'address',
    label: 'The network address',
    description: 'Everybody who writes from it, a clinic or a family too.',
  },
];

const TIMES = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '', label: 'Until it is lifted' },
];

export function BlockDialog({ conversationId, onClose }: { conversationId: Id; onClose: () => void }) {
  const { run, pending, problem } = useAct(block, { quiet: true });
  const [kind, setKind] = useState<'visitor' | 'address'>('visitor');
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const days = String(new FormData(event.currentTarget).get('days') ?? '');
    const answer = await run({ conversationId, kind, ...(days !== '' && { days: Number(days) }) });
    if (!answer.ok) return;
    toast.success('Blocked');
    onClose();
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Block visitor" description="They can no longer write. This conversation stays." size="sm">
        <form method="post" onSubmit={(event) => void submit(event)} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            {problem ? (
              <Callout tone="danger" role="alert">
                {problem.message}
              </Callout>
            ) : null}
            <RadioGroup
              legend="Block"
              options={KINDS}
              value={kind}
              onValueChange={(value) => setKind(value === 'address' ? 'address' : 'visitor')}
            />
            <Field label="For">
              <Select name="days" options={TIMES} defaultValue="7" />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="danger" pending={pending}>
              Block
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
