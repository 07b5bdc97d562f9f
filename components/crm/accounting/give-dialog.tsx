'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { ShownOnce } from '@/components/admin/api-clients/shown-once';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { Period } from '@/lib/crm/accounting/period';
import { give } from './actions';

export interface GiveDialogProps {
  reference: { module: string; recordId: string };
  period: Period;
  /** How many lines the patient's copy has now. */
  lines: number;
  onClose: () => void;
}

/** Asks for how long, and tells link and secret the one time. */
export function GiveDialog({ reference, period, lines, onClose }: GiveDialogProps) {
  const router = useRouter();
  const act = useAction(give);
  const errors = act.result.serverError?.fields ?? {};
  const made = act.result.data;
  if (made) {
    return (
      <ShownOnce
        title="The link is made"
        description="It opens the patient’s copy once, together with the secret."
        warning="Shown only now. Send the link and the secret by two different ways: whoever has both can open it."
        secrets={[
          { label: 'Link', value: `${window.location.origin}${made.path}` },
          { label: 'Secret', value: made.secret },
        ]}
        onClose={() => {
          onClose();
          router.refresh();
        }}
      />
    );
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const days = Number(new FormData(event.currentTarget).get('days'));
    act.execute({ ...reference, ...period, days });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Give to the patient"
        description={`The patient’s copy of ${period.from} to ${period.to}, ${lines} ${lines === 1 ? 'line' : 'lines'} now, by a link that opens it once.`}
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={['days']} />
            <p className="text-muted text-sm">
              It is made when it is opened. What is suspended for an agency by then is not in it.
            </p>
            <Field label="Days the link lasts" hint="1 to 30" error={errors.days} className="w-40">
              <Input name="days" type="number" min={1} max={30} defaultValue={7} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Make the link
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
