'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { ReviewState } from '@/lib/admin/audit/review/states';
import type { DeskItem } from '@/lib/admin/audit/review/view';
import { signOffItems } from './actions';
import { STATE_WORDS } from './words';

export interface SignOffDialogProps {
  items: readonly DeskItem[];
  onClose: () => void;
  onDone: () => void;
}

/** Signs off one item or several, with a verdict and a note. */
export function SignOffDialog({ items, onClose, onDone }: SignOffDialogProps) {
  const [verdict, setVerdict] = useState<ReviewState>('fine');
  const save = useAction(signOffItems, {
    onSuccess: () => {
      toast.success(items.length === 1 ? 'Signed off' : `${items.length} signed off`);
      onDone();
    },
  });
  const errors = save.result.serverError?.fields ?? {};
  const verdicts: ReviewState[] = ['fine', 'follow_up', 'incident'];
  if (items.every(({ state }) => state !== 'open')) verdicts.push('open');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note') ?? '');
    save.execute({ items: items.map(({ id, entries }) => ({ id, entries })), verdict, note });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={items.length === 1 ? `Sign off: ${items[0]?.title}` : `Sign off ${items.length} items`}
        description="It is written to the audit log with your name, and stays. A later verdict counts in its place."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={save} shown={['verdict', 'note']} />
            <Field label="Verdict" required error={errors.verdict}>
              <Select
                value={verdict}
                options={verdicts.map((value) => ({
                  value,
                  label: value === 'open' ? 'Open again' : STATE_WORDS[value],
                }))}
                onChange={(event) => setVerdict(event.currentTarget.value as ReviewState)}
              />
            </Field>
            <Field
              label="Note"
              required={verdict !== 'fine'}
              error={errors.note}
              hint="Kept encrypted. What you looked at, whom you asked, what follows."
            >
              <Textarea name="note" maxLength={2000} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button type="button" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" pending={save.isPending}>
              Sign off
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
