'use client';

import { Input } from '@/components/ui/input';
import { useTimeZone } from '@/components/ui/time-zone';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldControlProps } from './control-props';

/** A field that nobody types in, such as an Auto-Number. Nothing is sent. */
export function ReadOnlyInput({ field, value, sources }: FieldControlProps) {
  const timeZone = useTimeZone();
  const { generated, refersTo } = fieldType(field.type);
  return <Input readOnly value={text()} placeholder={generated ? 'Set when saved' : undefined} />;

  function text(): string {
    if (value === undefined) return '';
    if (refersTo !== null && Array.isArray(value)) {
      return value.map((id) => sources.names[String(id)] ?? `Unknown ${refersTo}`).join(', ');
    }
    if (refersTo !== null) return sources.names[String(value)] ?? '';
    return fieldType(field.type).format(value, field.options, { timeZone });
  }
}
