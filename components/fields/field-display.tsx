import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { ValueDisplayProps } from './display-props';
import { DISPLAYS } from './displays';
import { KINDS } from './kinds';

export interface FieldDisplayProps
  extends Pick<ValueDisplayProps, 'field' | 'timeZone'>,
    Partial<Pick<ValueDisplayProps, 'lookups' | 'users' | 'compact'>> {
  value: StoredValue | undefined;
}

/** One value as a person reads it. For a server or a client component; a hidden value is a MaskedDisplay instead. */
export function FieldDisplay({ field, value, timeZone, lookups = {}, users = {}, compact = false }: FieldDisplayProps) {
  if (value === undefined) return <Nothing />;
  const text = fieldType(field.type).format(value, field.options, { timeZone });
  const Display = DISPLAYS[KINDS[field.type].display];
  return <Display {...{ field, value, text, timeZone, lookups, users, compact }} />;
}

function Nothing() {
  return (
    <span className="text-subtle">
      <span aria-hidden="true">—</span>
      <span className="sr-only">Empty</span>
    </span>
  );
}
