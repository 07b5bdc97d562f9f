'use client';

import type { ComponentProps } from 'react';
import { Input } from '@/components/ui/input';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { type FieldControlProps, spellCheckOf } from './control-props';
import { MultiLineInput } from './multi-line-input';

// Not type="email" or type="url": browsers rewrite what they hold (punycode) and refuse a bare domain.
const KEYBOARDS: Partial<Record<FieldTypeKey, ComponentProps<'input'>>> = {
  email: { inputMode: 'email', autoCapitalize: 'none' },
  phone: { type: 'tel' },
  url: { inputMode: 'url', autoCapitalize: 'none' },
};

/** Single Line, Email, Phone, URL. No maxLength: a browser cuts what is pasted without a word. */
export function LineInput(props: FieldControlProps) {
  const { field, name, value, placeholder, disabled, onChange, onDone } = props;
  if (field.options.lines === 'several') return <MultiLineInput {...props} />;
  return (
    <Input
      {...KEYBOARDS[field.type]}
      name={name}
      defaultValue={value === undefined ? '' : String(value)}
      placeholder={placeholder}
      disabled={disabled}
      spellCheck={spellCheckOf(field)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => onDone(event.currentTarget.value)}
    />
  );
}
