'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';
import { keepResponse } from '../actions';

interface ResponseDialogProps {
  /** Null adds one. */
  response: CannedResponse | null;
  onClose: () => void;
}

export function ResponseDialog({ response, onClose }: ResponseDialogProps) {
  const save = useAction(keepResponse, {
    onSuccess: () => {
      onClose();
      toast.success('Canned response saved');
    },
  });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [shortName, text] = [String(form.get('shortName') ?? ''), String(form.get('text') ?? '')];
    save.execute({ shortName: shortName.replace(/^\s*\//, ''), text, ...(response && { id: response.id }) });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={response ? 'Edit canned response' : 'New canned response'}>
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={save} shown={['shortName', 'text']} />
            <Field
              label="Short name"
              required
              error={errors.shortName}
              hint="What is typed after the /. Letters, digits, - and _."
            >
              <Input name="shortName" maxLength={51} spellCheck={false} defaultValue={response?.shortName} />
            </Field>
            <Field label="Text" required error={errors.text} hint="Can be changed before it is sent.">
              <Textarea name="text" rows={6} maxLength={5000} defaultValue={response?.text} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={save.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
