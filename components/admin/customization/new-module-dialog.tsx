'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import { createModule } from './actions';
import { focusFirstInput } from './focus-first-input';
import { FormError } from './form-error';
import { modulePath } from './paths';

export function NewModuleDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden="true" />
          New module
        </Button>
      </DialogTrigger>
      <DialogContent
        title="New module"
        description="It starts with one field, its name, and a standard layout."
        onOpenAutoFocus={focusFirstInput}
      >
        <NewModuleForm />
      </DialogContent>
    </Dialog>
  );
}

function NewModuleForm() {
  const router = useRouter();
  const { executeAsync, isPending, result } = useAction(createModule);
  const [apiName, setApiName] = useState('');
  const [plural, setPlural] = useState('');
  const error = result.serverError;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const singular = String(new FormData(event.currentTarget).get('singular'));
    const { data } = await executeAsync({ singular, plural, ...(apiName && { apiName }) });
    if (data) router.push(modulePath(data.apiName));
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="contents">
      <DialogBody className="flex flex-col gap-4">
        <FormError error={error} shown={['singular', 'plural', 'apiName']} />
        <Field label="Singular" required error={error?.fields.singular}>
          <Input name="singular" required maxLength={50} placeholder="Referral" />
        </Field>
        <Field label="Plural" required error={error?.fields.plural} hint="As the module is called in the navigation.">
          <Input
            required
            maxLength={50}
            placeholder="Referrals"
            value={plural}
            onChange={(event) => setPlural(event.currentTarget.value)}
          />
        </Field>
        <Field
          label="API name"
          error={error?.fields.apiName}
          hint="How programs call it: letters, digits and underscores. It never changes. Made from the plural when left empty."
        >
          <Input
            maxLength={50}
            spellCheck={false}
            className="font-mono"
            value={apiName}
            placeholder={plural.replace(/[^A-Za-z0-9]+/g, '_')}
            onChange={(event) => setApiName(event.currentTarget.value)}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          Create module
        </Button>
      </DialogFooter>
    </form>
  );
}
