'use client';

import { Select } from '@/components/ui/select';
import type { FieldControlProps } from './control-props';

export function PickListInput({ field, name, value, placeholder = 'None', disabled, onChange }: FieldControlProps) {
  const options = field.options.pickList ?? [];
  const chosen = value === undefined ? '' : String(value);
  const removed = chosen !== '' && !options.some((option) => option.value === chosen);
  return (
    <Select
      name={name}
      defaultValue={chosen}
      // An option that was removed since stays in the record until another is chosen.
      options={removed ? [...options, { value: chosen, label: chosen }] : options}
      placeholder={placeholder}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
