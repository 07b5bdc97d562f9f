'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import { VERDICT_WORDS } from '@/lib/crm/emergency/words';
import type { Id } from '@/lib/platform/ids';
import { signOff } from './actions';

const VERDICTS = Object.entries(VERDICT_WORDS).map(([value, label]) => ({ value, label }));

/** Somebody else's word on it. */
export function ReviewCard({ id }: { id: Id }) {
  const signed = useAction(signOff, { onSuccess: () => toast.success('Signed off') });
  const errors = signed.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const verdict = String(given.get('verdict')) as keyof typeof VERDICT_WORDS;
    signed.execute({ id, verdict, note: String(given.get('note')) });
  }

  return (
    <Card
      id="review"
      title="Review"
      description="Look at the reason and at what was done. Ask the person where it is not clear."
    >
      <form method="post" noValidate onSubmit={submit} className="flex max-w-xl flex-col gap-3">
        <ActionError of={signed} shown={['verdict', 'note']} />
        <Field label="Verdict" required error={errors.verdict}>
          <Select name="verdict" options={VERDICTS} placeholder="Choose…" />
        </Field>
        <Field
          label="Note"
          error={errors.note}
          hint="Kept encrypted in the audit log. Required where it was not justified."
        >
          <Textarea name="note" rows={3} maxLength={1000} />
        </Field>
        <div>
          <Button type="submit" variant="primary" pending={signed.isPending}>
            Sign off
          </Button>
        </div>
      </form>
    </Card>
  );
}
