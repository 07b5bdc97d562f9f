'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import { addBrand } from '../actions';
import { brandPath } from './paths';

/** Asks for the name alone: the rest has a default, and a page of its own. */
export function NewBrandDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const add = useAction(addBrand, { onSuccess: ({ data }) => router.push(brandPath(data.id)) });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    add.execute({ name: String(new FormData(event.currentTarget).get('name') ?? '') });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent size="sm" title="New brand" description="Look, words and sites are set on its page.">
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={add} shown={['name']} />
            <Field
              label="Name"
              required
              error={add.result.serverError?.fields.name}
              hint="Visitors read it at the head of the chat."
            >
              <Input name="name" maxLength={100} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={add.isPending}>
              Add brand
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
