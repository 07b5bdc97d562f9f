'use client';

import { MultiCombobox } from '@/components/ui/multi-combobox';
import { optionLabel } from '@/lib/crm/modules/field-types/pick-list';
import type { FieldControlProps } from './control-props';
import { SentEmpty } from './sent-empty';

export function MultiPickListInput({ field, name, value, placeholder, disabled, onChange }: FieldControlProps) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <>
      <SentEmpty name={name} />
      <MultiCombobox
        label={field.label}
        name={name}
        options={field.options.pickList ?? []}
        defaultValue={chosen.map((one) => ({ value: one, label: optionLabel(one, field.options) }))}
        placeholder={placeholder}
        disabled={disabled}
        onValueChange={(options) => onChange(options.map((option) => option.value))}
      />
    </>
  );
}
