'use client';

import { Textarea } from '@/components/ui/textarea';
import { type FieldControlProps, spellCheckOf } from './control-props';

export function MultiLineInput({ field, name, value, placeholder, disabled, onChange, onDone }: FieldControlProps) {
  return (
    <Textarea
      name={name}
      rows={field.options.size === 'large' ? 8 : 3}
      defaultValue={value === undefined ? '' : String(value)}
      placeholder={placeholder}
      disabled={disabled}
      spellCheck={spellCheckOf(field)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => onDone(event.currentTarget.value)}
    />
  );
}
