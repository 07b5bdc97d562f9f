'use client';

import { useState } from 'react';
import { Input } from '@/components/ui/input';
import type { FieldControlProps } from './control-props';

/** Sent in place of a half-typed date, which a browser gives as empty: it is refused instead of emptying the field. */
export const INCOMPLETE = 'incomplete';

export function DateInput({ name, value, disabled, onChange, onDone }: FieldControlProps) {
  const [entry, setEntry] = useState(value === undefined ? '' : String(value));
  function read(input: HTMLInputElement): string {
    const next = input.validity.badInput ? INCOMPLETE : input.value;
    if (next !== entry) {
      setEntry(next);
      onChange(next);
    }
    return next;
  }
  return (
    <>
      {name ? <input type="hidden" name={name} value={entry} /> : null}
      <Input
        type="date"
        max="9999-12-31"
        defaultValue={value === undefined ? '' : String(value)}
        disabled={disabled}
        onChange={(event) => read(event.currentTarget)}
        onBlur={(event) => onDone(read(event.currentTarget))}
      />
    </>
  );
}
