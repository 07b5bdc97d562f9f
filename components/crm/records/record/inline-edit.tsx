'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { FieldInput } from '@/components/fields/field-input';
import { readFieldForm } from '@/components/fields/read-field-form';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/use-action';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { RecordNames } from '@/lib/crm/records/names';
import type { Id } from '@/lib/platform/ids';
import { saveRecord } from '../form/actions';
import { useSources } from '../form/use-sources';

export interface FieldRowProps {
  module: string;
  recordId: Id;
  version: number;
  field: FieldDefinition;
  /** Never given for a masked field. */
  value: StoredValue | undefined;
  masked: boolean;
  /** Its encrypted value does not open. */
  unopened: boolean;
  names: RecordNames;
  users: { value: Id; label: string }[];
  changeable: boolean;
  timeZone: string;
}

/** One field as a form in its place. Enter saves, Esc leaves it as it was. */
export function InlineEdit({ onClose, ...props }: FieldRowProps & { onClose: () => void }) {
  const { module, recordId, version, field, value, masked, names, users } = props;
  const sources = useSources(users, names);
  const form = useRef<HTMLFormElement>(null);
  const { execute, isPending, result } = useAction(saveRecord, { onSuccess: onClose });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, button')?.focus();
  }, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const before = value === undefined ? {} : { [field.apiName]: value };
    const values = readFieldForm(new FormData(event.currentTarget), [field], before);
    if (Object.keys(values).length === 0) return onClose();
    execute({ module, id: recordId, version, values: values as Record<string, string | string[]> });
  }

  function leave(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
  }

  const { serverError } = result;
  return (
    <form method="post" ref={form} onSubmit={submit} onKeyDown={leave} noValidate className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <FieldInput
          field={field}
          sources={sources}
          value={value}
          masked={masked}
          error={serverError?.fields[field.apiName] ?? serverError?.message}
          disabled={isPending}
        />
      </div>
      <Button type="submit" variant="primary" pending={isPending}>
        Save
      </Button>
      <Button variant="ghost" onClick={onClose} disabled={isPending}>
        Cancel
      </Button>
    </form>
  );
}
