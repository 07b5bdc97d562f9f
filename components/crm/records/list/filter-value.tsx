'use client';

import type { FilterControlProps } from '@/components/fields/filter-props';
import { FILTERS } from '@/components/fields/filters';
import { KINDS } from '@/components/fields/kinds';
import type { ListField } from '@/lib/crm/records/list-fields';
import { findLookups } from '../form/actions';

export interface FilterValueProps extends Omit<FilterControlProps, 'label' | 'several' | 'findLookups'> {
  field: ListField;
  operator: string;
}

/** The control for a filter's value, by the field's type; two of them for `between`. */
export function FilterValue({ operator, ...given }: FilterValueProps) {
  const props = { ...given, findLookups };
  const { field, texts, onChange } = props;
  const Filter = FILTERS[KINDS[field.type].filter];
  const label = `Value for ${field.label}`;
  if (operator !== 'between') return <Filter {...props} label={label} several={operator === 'in'} />;
  const [first = '', second = ''] = texts;
  const end = { ...props, several: false };
  return (
    <span className="flex items-center gap-1.5">
      <Filter {...end} label={`${label}, from`} texts={[first]} onChange={([text = '']) => onChange([text, second])} />
      <span className="text-muted text-xs">and</span>
      <Filter {...end} label={`${label}, to`} texts={[second]} onChange={([text = '']) => onChange([first, text])} />
    </span>
  );
}
