'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { HoldDto } from '@/lib/admin/audit/retention/queries';
import { addHold } from './actions';

type Scope = HoldDto['scope'];

const SCOPE_WORDS: Record<Scope, string> = {
  record: 'A record',
  conversation: 'A conversation',
  person: 'A person: what they did, and what was done to their account',
  org: 'The whole audit log',
};
const OPTIONS = Object.entries(SCOPE_WORDS).map(([value, label]) => ({ value, label }));

export function HoldDialog({ onClose }: { onClose: () => void }) {
  const [scope, setScope] = useState<Scope>('record');
  const add = useAction(addHold, {
    onSuccess: () => {
      onClose();
      toast.success('The hold is in force');
    },
  });
  const errors = add.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = String(form.get('reason') ?? '');
    const subjectId = String(form.get('subjectId') ?? '');
    add.execute({ scope, reason, ...(scope !== 'org' && { subjectId }) });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Add a legal hold"
        description="In force at once. Lifting it later needs a second person where there is one."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={add} shown={Object.keys(errors)} />
            <Field label="What is held" required error={errors.scope}>
              <Select
                options={OPTIONS}
                value={scope}
                onChange={(event) => setScope(event.currentTarget.value as Scope)}
              />
            </Field>
            {scope === 'org' ? null : (
              <Field label="ID" required error={errors.subjectId} hint="As it stands in its entries and its address.">
                <Input name="subjectId" inputMode="numeric" autoComplete="off" maxLength={19} />
              </Field>
            )}
            <Field
              label="Reason"
              required
              error={errors.reason}
              hint="Encrypted. Shown to officers and administrators."
            >
              <Textarea name="reason" maxLength={1000} rows={3} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={add.isPending}>
              Hold
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
