'use client';

import { type ComponentProps, useCallback } from 'react';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Input } from '@/components/ui/input';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { Select } from '@/components/ui/select';
import type { FilterControlProps } from './filter-props';

export function TextFilter(props: FilterControlProps) {
  return <TypedFilter {...props} input={{}} />;
}

export function NumberFilter(props: FilterControlProps) {
  return <TypedFilter {...props} input={{ inputMode: 'decimal' }} />;
}

export function DayFilter(props: FilterControlProps) {
  return <TypedFilter {...props} input={{ type: 'date' }} />;
}

export function InstantFilter(props: FilterControlProps) {
  return <TypedFilter {...props} input={{ type: 'datetime-local' }} />;
}

type TypedFilterProps = FilterControlProps & { input: Pick<ComponentProps<'input'>, 'type' | 'inputMode'> };

function TypedFilter({ field, label, texts, onChange, input }: TypedFilterProps) {
  return (
    <Input
      type="text"
      {...input}
      aria-label={label}
      spellCheck={field.marked || field.sealed ? false : undefined}
      value={texts[0] ?? ''}
      onChange={(event) => onChange([event.currentTarget.value])}
    />
  );
}

export function OptionFilter(props: FilterControlProps) {
  return <ChoiceFilter {...props} options={props.field.options.pickList ?? []} />;
}

export function UserFilter(props: FilterControlProps) {
  return <ChoiceFilter {...props} options={props.users} />;
}

const ANSWERS = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

export function YesNoFilter(props: FilterControlProps) {
  return <ChoiceFilter {...props} options={ANSWERS} />;
}

type ChoiceFilterProps = FilterControlProps & { options: readonly ComboboxOption[] };

function ChoiceFilter({ label, several, texts, onChange, options }: ChoiceFilterProps) {
  if (several) {
    return (
      <MultiCombobox
        label={label}
        options={options}
        value={texts.flatMap((text) => options.filter((option) => option.value === text))}
        onValueChange={(chosen) => onChange(chosen.map((option) => option.value))}
      />
    );
  }
  return (
    <Select
      aria-label={label}
      placeholder="Choose"
      value={texts[0] ?? ''}
      options={options}
      onChange={(event) => onChange([event.currentTarget.value])}
    />
  );
}

export function LookupFilter({ field, label, texts, onChange, names, onNamed, findLookups }: FilterControlProps) {
  const module = field.options.lookupModule ?? '';
  const load = useCallback((query: string) => findLookups({ module, query }), [findLookups, module]);
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
