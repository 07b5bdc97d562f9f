'use client';

import { type FormEvent, useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { readId } from '@/lib/crm/modules/field-types/id-input';

export interface RecordFilterProps {
  label?: string;
  placeholder?: string;
  value: string | null;
  onChange: (id: string | null) => void;
}

/** A record, or something else, by its id, taken over with Enter or when the field is left. */
export function RecordFilter({ label = 'Record ID', placeholder = 'Any record', value, onChange }: RecordFilterProps) {
  const [text, setText] = useState(value ?? '');
  const [error, setError] = useState<string>();
  function apply(event?: FormEvent) {
    event?.preventDefault();
    const read = readId(text.trim());
    setError(read.ok ? undefined : 'An ID has digits only.');
    if (read.ok && (read.value ?? null) !== value) onChange(read.value ?? null);
  }
  return (
    <form method="post" onSubmit={apply}>
      <Field label={label} error={error} className="sm:w-48">
        <Input
          inputMode="numeric"
          placeholder={placeholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => apply()}
        />
      </Field>
    </form>
  );
}
