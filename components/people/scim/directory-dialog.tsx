'use client';

import type { FormEvent } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { DirectoryDto } from '@/lib/people/users/scim/queries';
import type { LIVES } from '@/lib/people/users/scim/schemas';
import { changeDirectory, connectDirectory } from './actions';
import { type Places, RulesFields, readRules } from './rules-fields';

export interface DirectoryDialogProps {
  /** Null connects one. */
  directory: DirectoryDto | null;
  places: Places;
  onClose: () => void;
  /** @param token null where the one that was there goes on */
  onSaved: (name: string, token: string | null) => void;
}

const LIFE_OPTIONS = [
  { value: '365', label: 'A year' },
  { value: '90', label: '90 days' },
  { value: 'none', label: 'No end' },
];

export function DirectoryDialog({ directory, places, onClose, onSaved }: DirectoryDialogProps) {
  const add = useAction(connectDirectory, { onSuccess: ({ data, input }) => onSaved(input.name, data.token) });
  const change = useAction(changeDirectory, { onSuccess: ({ data, input }) => onSaved(input.name, data.token) });
  const act = directory ? change : add;
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = { name: String(form.get('name') ?? ''), rules: readRules(form) };
    if (directory) change.execute({ ...given, id: directory.id });
    else add.execute({ ...given, lives: String(form.get('lives')) as (typeof LIVES)[number] });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={directory ? 'Change the directory' : 'Connect a directory'}
        description="Entra ID, Okta and others add, change and deactivate people by SCIM. What it may do is that alone: it reads no record."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            {directory && !directory.isOwn ? (
              <Callout tone="warning">
                {directory.madeBy} made its token. With your change it gets a new one, which is shown once: the old one
                ends.
              </Callout>
            ) : null}
            <Field label="Name" required error={errors.name} hint="Stands in the audit log as who did it.">
              <Input name="name" defaultValue={directory?.name} autoComplete="off" />
            </Field>
            {directory ? null : (
              <Field label="Token is good for" required error={errors.lives}>
                <Select name="lives" options={LIFE_OPTIONS} defaultValue="365" />
              </Field>
            )}
            <RulesFields rules={directory?.rules ?? null} places={places} errors={errors} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              {directory ? 'Save' : 'Connect'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
