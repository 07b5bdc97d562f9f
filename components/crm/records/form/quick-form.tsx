'use client';

import { type FormEvent, useMemo } from 'react';
import { FieldInput } from '@/components/fields/field-input';
import { readFieldForm } from '@/components/fields/read-field-form';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { DialogBody, DialogClose, DialogFooter } from '@/components/ui/dialog';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { RecordNames } from '@/lib/crm/records/names';
import type { Id } from '@/lib/platform/ids';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { useSources } from './use-sources';

export interface QuickFormProps {
  /** What the form is called. */
  label: string;
  fields: readonly FieldDefinition[];
  /** What is filled in already. */
  given: Readonly<Record<string, StoredValue>>;
  /** Of the records that this points to. */
  lookups: RecordNames['lookups'];
  users: { value: Id; label: string }[];
  error?: ErrorAnswer | undefined;
  pending: boolean;
  /** With all that the form asks for, also what is empty. */
  onSave: (values: Record<string, string | string[]>) => void;
}

const NOBODY = {};

/** The few fields of a new record that a dialog asks for; what was typed stays, whatever the server answers. */
export function QuickForm({ label, fields, given, lookups, users, error, pending, onSave }: QuickFormProps) {
  const names = useMemo(() => ({ users: NOBODY, lookups }), [lookups]);
  const sources = useSources(users, names);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSave(readFieldForm(new FormData(event.currentTarget), fields) as Record<string, string | string[]>);
  }
  const elsewhere = Object.entries(error?.fields ?? {}).filter(([name]) => !fields.some((f) => f.apiName === name));
  return (
    <form method="post" onSubmit={submit} noValidate aria-label={label} className="contents">
      <DialogBody className="flex flex-col gap-4">
        {error ? (
          <Callout tone="danger" role="alert" title={error.message}>
            {elsewhere.map(([name, message]) => (
              <p key={name}>{`${name}: ${message}`}</p>
            ))}
          </Callout>
        ) : null}
        {fields.map((field) => (
          <FieldInput
            key={field.id}
            field={field}
            sources={sources}
            value={given[field.apiName]}
            error={error?.fields[field.apiName]}
          />
        ))}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="secondary" disabled={pending}>
            Cancel
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
