'use client';

import { MultiCombobox } from '@/components/ui/multi-combobox';
import type { FieldControlProps } from './control-props';
import { SentEmpty } from './sent-empty';
import { useLookupSearch } from './use-lookup-search';

export function MultiLookupInput(props: FieldControlProps) {
  const { field, name, value, sources, placeholder, disabled, onChange } = props;
  const ids = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <>
      <SentEmpty name={name} />
      <MultiCombobox
        label={field.label}
        name={name}
        load={useLookupSearch(props)}
        defaultValue={ids.map((id) => ({ value: id, label: sources.names[id] ?? 'Unknown record' }))}
        placeholder={placeholder}
        disabled={disabled}
        onValueChange={(options) => onChange(options.map((option) => option.value))}
      />
    </>
  );
}
