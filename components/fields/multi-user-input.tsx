'use client';

import { MultiCombobox } from '@/components/ui/multi-combobox';
import type { FieldControlProps } from './control-props';
import { SentEmpty } from './sent-empty';

export function MultiUserInput({ field, name, value, sources, placeholder, disabled, onChange }: FieldControlProps) {
  const ids = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <>
      <SentEmpty name={name} />
      <MultiCombobox
        label={field.label}
        name={name}
        options={sources.users}
        defaultValue={ids.map((id) => ({ value: id, label: sources.names[id] ?? 'Unknown user' }))}
        placeholder={placeholder}
        disabled={disabled}
        onValueChange={(options) => onChange(options.map((option) => option.value))}
      />
    </>
  );
}
