'use client';

import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { useFieldControl } from '@/components/ui/field-context';
import { Select } from '@/components/ui/select';
import type { FieldControlProps } from './control-props';

const ANSWERS = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** With a placeholder it is a select: a box has no third state that says "unknown here". */
export function CheckboxInput({ name, value, placeholder, disabled, onChange }: FieldControlProps) {
  const [checked, setChecked] = useState(value === true);
  const aria = useFieldControl({});
  if (placeholder !== undefined) {
    return (
      <Select
        name={name}
        placeholder={placeholder}
        options={ANSWERS}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <span className="flex h-8 items-center">
      {name ? <input type="hidden" name={name} value={String(checked)} /> : null}
      <Checkbox
        {...aria}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => {
          setChecked(next);
          onChange(String(next));
        }}
      />
    </span>
  );
}
