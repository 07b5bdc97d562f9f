'use client';

import { useCallback } from 'react';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Input } from '@/components/ui/input';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { Select } from '@/components/ui/select';
import { isProtected, type ListField } from '@/lib/records/list-fields';
import { findLookups } from '../form/actions';

export interface FilterValueProps {
  field: ListField;
  operator: string;
  /** As it is typed: one text, two for `between`, several for `in`. */
  texts: readonly string[];
  onChange: (texts: string[]) => void;
  users: readonly ComboboxOption[];
  /** Labels of ids chosen so far. */
  names: Readonly<Record<string, string>>;
  onNamed: (option: ComboboxOption) => void;
}

/** The control for a filter's value, by the field's type. */
export function FilterValue(props: FilterValueProps) {
  const { field, operator, texts, onChange } = props;
  const label = `Value for ${field.label}`;
  const [first = '', second = ''] = texts;
  if (operator === 'between') {
    return (
      <span className="flex items-center gap-1.5">
        <TextValue {...props} label={`${label}, from`} text={first} onText={(text) => onChange([text, second])} />
        <span className="text-muted text-xs">and</span>
        <TextValue {...props} label={`${label}, to`} text={second} onText={(text) => onChange([first, text])} />
      </span>
    );
  }
  const options = optionsOf(field, props.users);
  if (operator === 'in' && options) {
    return (
      <MultiCombobox
        label={label}
        options={options}
        value={texts.flatMap((text) => options.filter((option) => option.value === text))}
        onValueChange={(chosen) => onChange(chosen.map((option) => option.value))}
      />
    );
  }
  if (field.type === 'lookup' || field.type === 'multi_lookup') return <LookupValue {...props} label={label} />;
  if (options) {
    return (
      <Select
        aria-label={label}
        placeholder="Choose"
        value={first}
        options={options}
        onChange={(event) => onChange([event.currentTarget.value])}
      />
    );
  }
  return <TextValue {...props} label={label} text={first} onText={(text) => onChange([text])} />;
}

function optionsOf(field: ListField, users: readonly ComboboxOption[]): ComboboxOption[] | null {
  if (field.type === 'user') return [...users];
  if (field.type === 'pick_list' || field.type === 'multi_pick_list') return [...(field.options.pickList ?? [])];
  if (field.type !== 'checkbox') return null;
  return [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No' },
  ];
}

const KINDS: Partial<Record<ListField['type'], string>> = { date: 'date', date_time: 'datetime-local' };
const NUMBERS = new Set(['number', 'long_integer', 'decimal', 'currency', 'percent']);

interface TextValueProps extends Pick<FilterValueProps, 'field'> {
  label: string;
  text: string;
  onText: (text: string) => void;
}

function TextValue({ field, label, text, onText }: TextValueProps) {
  return (
    <Input
      aria-label={label}
      type={KINDS[field.type] ?? 'text'}
      inputMode={NUMBERS.has(field.type) ? 'decimal' : undefined}
      spellCheck={isProtected(field) ? false : undefined}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

function LookupValue(props: FilterValueProps & { label: string }) {
  const { field, texts, onChange, names, onNamed, label } = props;
  const module = field.options.lookupModule ?? '';
  const load = useCallback((query: string) => findLookups({ module, query }), [module]);
  const [id] = texts;
  return (
    <Combobox
      label={label}
      load={load}
      value={id ? { value: id, label: names[id] ?? 'The chosen record' } : null}
      onValueChange={(option) => {
        if (option) onNamed(option);
        onChange(option ? [option.value] : []);
      }}
    />
  );
}
