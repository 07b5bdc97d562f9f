'use client';

import { type FormEvent, useId } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { useAction } from '@/components/ui/use-action';
import { suspend } from './actions';

export interface SuspendDialogProps {
  reference: { module: string; recordId: string };
  /** To whom something went, to choose the agency among. */
  recipients: readonly string[];
  today: string;
  onClose: () => void;
}

export function SuspendDialog({ reference, recipients, today, onClose }: SuspendDialogProps) {
  const list = useId();
  const act = useAction(suspend, {
    onSuccess: () => {
      onClose();
      toast.success('The accounting is suspended for this agency');
    },
  });
  const errors = act.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const statement = text('statement') as 'written' | 'oral';
    act.execute({ ...reference, agency: text('agency'), statement, endsOn: text('endsOn') });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Suspend for an agency"
        description="While it is in force the patient’s copy lists nothing that was disclosed to the agency. It ends by itself."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field
              label="Agency"
              required
              error={errors.agency}
              hint="As it stands among the recipients; what stands behind it in brackets may be left out."
            >
              <Input name="agency" list={list} autoComplete="off" maxLength={200} />
            </Field>
            <datalist id={list}>
              {recipients.map((recipient) => (
                <option key={recipient} value={recipient} />
              ))}
            </datalist>
            <RadioGroup
              legend="Statement of the agency"
              name="statement"
              defaultValue="written"
              error={[errors.statement].flat()[0]}
              options={[
                { value: 'written', label: 'In writing', description: 'It says why, and until when.' },
                { value: 'oral', label: 'By word of mouth', description: 'Holds for 30 days at most.' },
              ]}
            />
            <Field label="Last day" required error={errors.endsOn}>
              <Input type="date" name="endsOn" min={today} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Suspend
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
