'use client';

import type { FormEvent } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { AgreementDto } from '@/lib/admin/agreements/get';
import type { Sent } from '@/lib/admin/agreements/signing/send';
import { send } from './actions';

export interface SendDialogProps {
  agreement: AgreementDto;
  ourName: string;
  onClose: () => void;
  onSent: (sent: Sent) => void;
}

const TEMPLATE = 'template';

/** Signs for the organisation and makes the link for the other side. */
export function SendDialog({ agreement, ourName, onClose, onSent }: SendDialogProps) {
  const act = useAction(send, { onSuccess: ({ data }) => onSent(data) });
  const errors = act.result.serverError?.fields ?? {};
  const documents = agreement.papers
    .filter(({ kind }) => kind === 'document')
    .map(({ id, name, createdAt }) => ({ value: id, label: `${name}, ${createdAt.slice(0, 10)}` }));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = String(form.get('file') ?? TEMPLATE);
    act.execute({
      agreementId: agreement.id,
      fileId: file === TEMPLATE ? null : file,
      ourName: String(form.get('ourName') ?? ''),
      ourTitle: String(form.get('ourTitle') ?? ''),
    });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Send for signing"
        description="You sign first. Then you are given a link and a secret for the other side, who reads the document, types name and title, and signs."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field label="Document" hint="The template is not legal advice: have a lawyer read it first.">
              <Select
                name="file"
                options={[{ value: TEMPLATE, label: 'The template, as it is now' }, ...documents]}
                defaultValue={documents[0]?.value ?? TEMPLATE}
              />
            </Field>
            <Field label="Your name" required error={errors.ourName}>
              <Input name="ourName" defaultValue={ourName} autoComplete="off" />
            </Field>
            <Field label="Your title" required error={errors.ourTitle} hint="Such as: Head of Compliance">
              <Input name="ourTitle" autoComplete="off" />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Sign and make the link
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
