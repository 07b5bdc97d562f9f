'use client';

import { Combobox } from '@/components/ui/combobox';
import type { FieldControlProps } from './control-props';

export function UserInput({ field, name, value, sources, placeholder, disabled, onChange }: FieldControlProps) {
  const id = value === undefined ? undefined : String(value);
  return (
    <Combobox
      label={field.label}
      name={name}
      options={sources.users}
      defaultValue={id === undefined ? null : { value: id, label: sources.names[id] ?? 'Unknown user' }}
      placeholder={placeholder}
      clearable={!field.required}
      disabled={disabled}
      onValueChange={(option) => onChange(option?.value ?? '')}
    />
  );
}
