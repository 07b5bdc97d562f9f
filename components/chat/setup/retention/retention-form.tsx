'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { Aged } from '@/lib/chat/setup/retention';
import { saveRetention } from '../actions';
import { AgedNotice } from './aged-notice';
import { daysOf, isShorter } from './days';
import { useAged } from './use-aged';

export interface RetentionFormProps {
  retentionDays: number;
  /** A shorter age deletes conversations, which is a right of its own. */
  mayShorten: boolean;
}

/** How long closed conversations are kept. What a change removes is said before it is saved. */
export function RetentionForm(before: RetentionFormProps) {
  const [days, setDays] = useState(String(before.retentionDays));
  const [asking, setAsking] = useState<Aged | null>(null);
  const { aged, look } = useAged(daysOf(days));
  const save = useAction(saveRetention, {
    onSuccess: () => {
      setAsking(null);
      toast.success('Retention saved');
    },
    // Conversations grew too old between the look and the save, or there was no answer to the look.
    onError: ({ error }) => void (error.serverError?.reason === 'CONFIRM' && look().then(setAsking)),
  });
  const errors = save.result.serverError?.fields ?? {};
  const given = { retentionDays: daysOf(days) };

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // Counted anew: time has gone by since it was typed.
    const found = isShorter(given.retentionDays, before.retentionDays) ? await look() : null;
    if (found && found.count > 0) setAsking(found);
    else save.execute(given);
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate>
      <Card
        id="retention"
        title="Retention"
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save retention
          </Button>
        }
      >
        <div className="flex max-w-xl flex-col gap-4">
          {asking ? null : <ActionError of={save} shown={['retentionDays']} />}
          <Field
            label="Keep closed conversations for days"
            required
            error={errors.retentionDays}
            hint="Counted from when they were closed, up to 3,650. 0: until somebody deletes them."
          >
            <DaysInput value={days} onChange={setDays} />
          </Field>
          <AgedNotice days={given.retentionDays} aged={aged} />
          {before.mayShorten ? null : (
            <Callout tone="info">
              Your profile may not delete conversations, so you can make this time longer but not shorter.
            </Callout>
          )}
          <p className="text-muted text-sm">
            How long the events of live chat stay in the audit log is set for the{' '}
            <Link href="/setup/compliance/retention" className="text-accent-text underline">
              whole audit log
            </Link>
            .
          </p>
        </div>
      </Card>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => open || setAsking(null)}
        title="Remove old conversations?"
        description="They are deleted for good the next night: messages, files and keys. They do not go to the recycle bin, and nobody can bring them back."
        confirmLabel="Save and remove"
        {...(asking && { confirmText: asking.confirmText })}
        pending={save.isPending}
        onConfirm={() => asking && save.execute({ ...given, confirmation: asking.confirmText })}
      >
        {asking ? <ActionError of={save} /> : null}
        {asking ? <AgedNotice days={given.retentionDays} aged={asking} /> : null}
      </ConfirmDialog>
    </form>
  );
}

function DaysInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Input
      inputMode="numeric"
      className="max-w-32"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
