'use client';

import { Combobox } from '@/components/ui/combobox';
import type { FieldControlProps } from './control-props';
import { useLookupSearch } from './use-lookup-search';

export function LookupInput(props: FieldControlProps) {
  const { field, name, value, sources, placeholder, disabled, onChange } = props;
  const id = value === undefined ? undefined : String(value);
  return (
    <Combobox
      label={field.label}
      name={name}
      load={useLookupSearch(props)}
      defaultValue={id === undefined ? null : { value: id, label: sources.names[id] ?? 'Unknown record' }}
      placeholder={placeholder}
      clearable={!field.required}
      disabled={disabled}
      onValueChange={(option) => onChange(option?.value ?? '')}
    />
  );
}
