'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useMemo, useRef } from 'react';
import { FieldInput } from '@/components/fields/field-input';
import { readFieldForm } from '@/components/fields/read-field-form';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { RecordNames } from '@/lib/crm/records/names';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { isUnopened } from '@/lib/crm/records/unopened';
import type { Id } from '@/lib/platform/ids';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { useSources } from './use-sources';

export interface RecordFormProps {
  module: ModuleDefinition;
  /** Absent for a new record. */
  record?: RecordDto;
  names: RecordNames;
  users: { value: Id; label: string }[];
  ownerId: Id;
  error?: ErrorAnswer;
  pending: boolean;
  onSave: (values: Record<string, string | string[]>, ownerId: Id) => void;
}

/** A record's fields by section. What a person typed stays on the form whatever the server answers. */
export function RecordForm({ module, record, names, users, ownerId, error, pending, ...props }: RecordFormProps) {
  const router = useRouter();
  const sources = useSources(users, names);
  const alert = useRef<HTMLDivElement>(null);
  const sections = useMemo(() => module.layouts[0]?.sections.filter((s) => s.fields.length > 0) ?? [], [module]);
  const fields = useMemo(() => sections.flatMap((section) => section.fields), [sections]);
  useEffect(() => {
    if (error) alert.current?.focus();
  }, [error]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const kept = fields.filter((field) => !(record && isUnopened(record, field)));
    const values = readFieldForm(form, kept, record?.values) as Record<string, string | string[]>;
    props.onSave(values, String(form.get('Owner')));
  }

  const elsewhere = Object.entries(error?.fields ?? {}).filter(([name]) => !fields.some((f) => f.apiName === name));
  return (
    <form
      method="post"
      onSubmit={submit}
      noValidate
      className="flex max-w-5xl flex-col gap-4"
      aria-label={module.singular}
    >
      <div ref={alert} tabIndex={-1} className="outline-none empty:hidden">
        {error ? (
          <Callout tone="danger" role="alert" title={error.message}>
            {elsewhere.map(([name, message]) => (
              <p key={name}>{`${name}: ${message}`}</p>
            ))}
          </Callout>
        ) : null}
      </div>
      {sections.map((section, index) => (
        <Card key={section.id} id={`section-${section.id}`} title={section.name}>
          <div className={cn('grid gap-x-6 gap-y-4', section.columns === 2 && 'md:grid-cols-2')}>
            {section.fields.map((field) =>
              record && isUnopened(record, field) ? (
                <UnopenedField key={field.id} label={field.label} />
              ) : (
                <FieldInput
                  key={field.id}
                  field={field}
                  sources={sources}
                  value={record?.values[field.apiName]}
                  masked={record?.masked.includes(field.apiName)}
                  error={error?.fields[field.apiName]}
                />
              ),
            )}
            {index === 0 ? (
              <Field label="Owner">
                <Select name="Owner" defaultValue={ownerId} options={users} />
              </Field>
            ) : null}
          </div>
        </Card>
      ))}
      <div className="sticky bottom-0 z-10 -mx-1 flex justify-end gap-2 border-line border-t bg-canvas px-1 py-3">
        <Button variant="secondary" onClick={() => router.back()} disabled={pending}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" pending={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** In the place of an input: what was typed there could not be saved, and nothing is overwritten unseen. */
function UnopenedField({ label }: { label: string }) {
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <span className="font-medium text-fg">{label}</span>
      <span className="flex min-h-9 items-center gap-2">
        <UnopenedDisplay />
        <span className="text-subtle">Stays as it is</span>
      </span>
    </div>
  );
}
