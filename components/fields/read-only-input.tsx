'use client';

import { Input } from '@/components/ui/input';
import { useTimeZone } from '@/components/ui/time-zone';
import { fieldType } from '@/lib/modules/field-types/registry';
import type { FieldControlProps } from './control-props';

/** A field that nobody types in, such as an Auto-Number. Nothing is sent. */
export function ReadOnlyInput({ field, value, sources }: FieldControlProps) {
  const timeZone = useTimeZone();
  return <Input readOnly value={text()} placeholder={field.type === 'auto_number' ? 'Set when saved' : undefined} />;

  function text(): string {
    if (value === undefined) return '';
    if (field.type === 'user' || field.type === 'lookup') return sources.names[String(value)] ?? '';
    if (field.type === 'multi_lookup' && Array.isArray(value)) {
      return value.map((id) => sources.names[String(id)] ?? 'Unknown record').join(', ');
    }
    return fieldType(field.type).format(value, field.options, { timeZone });
  }
}
