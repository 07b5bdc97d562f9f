'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { PURPOSES, type Purpose } from '@/lib/protection/compliance/purposes';

const OPTIONS = Object.entries(PURPOSES).map(([value, label]) => ({ value, label }));

interface PurposeFieldsProps {
  value: Purpose | '';
  onChange: (purpose: Purpose | '') => void;
  /** It was submitted without one. */
  missing: boolean;
  /** What the server says of the reason. */
  noteError: string | undefined;
  /** The longest reason. */
  maxLength: number;
}

/** Why somebody asks for clear text: a purpose, and for any other than those named, the reason (`note` of the form). */
export function PurposeFields({ value, onChange, missing, noteError, maxLength }: PurposeFieldsProps) {
  return (
    <>
      <Field label="Purpose" required error={missing ? 'Choose a purpose.' : undefined}>
        <Select
          name="purpose"
          value={value}
          placeholder="Choose a purpose"
          options={OPTIONS}
          onChange={(event) => onChange(event.target.value as Purpose | '')}
        />
      </Field>
      {value === 'other' ? (
        <Field label="Reason" required error={noteError} hint="Kept encrypted in the audit log.">
          <Textarea name="note" maxLength={maxLength} rows={3} />
        </Field>
      ) : null}
    </>
  );
}

/** The state of `PurposeFields` in a form. */
export function usePurpose() {
  const [value, setValue] = useState<Purpose | ''>('');
  const [missing, setMissing] = useState(false);
  return {
    fields: {
      value,
      missing,
      onChange: (purpose: Purpose | '') => {
        setValue(purpose);
        setMissing(false);
      },
    },
    /** What was chosen, with the reason; null, and said so, when nothing was. */
    read(form: HTMLFormElement): { purpose: Purpose; note?: string } | null {
      if (value === '') {
        setMissing(true);
        return null;
      }
      const note = String(new FormData(form).get('note') ?? '').trim();
      return { purpose: value, ...(note && { note }) };
    },
  };
}
