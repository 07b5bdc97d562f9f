'use client';

import { Input } from '@/components/ui/input';
import { currencySign } from '@/lib/crm/modules/field-types/currency';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldControlProps } from './control-props';

const unitClass = 'pointer-events-none absolute inset-y-0 flex items-center text-sm text-subtle';

/** A number as text, so that no digit is lost and no wheel changes it. */
export function NumberInput({ field, name, value, placeholder, disabled, onChange, onDone }: FieldControlProps) {
  const { unit, decimals } = fieldType(field.type).numeric ?? {};
  const prefix = unit === 'money' ? currencySign(field.options) : undefined;
  const suffix = unit === 'percent' ? '%' : undefined;
  const whole = decimals === null;
  return (
    <span className="relative block w-full">
      {prefix ? <span className={`${unitClass} left-2.5`}>{prefix}</span> : null}
      <Input
        inputMode={whole ? 'numeric' : 'decimal'}
        name={name}
        defaultValue={value === undefined ? '' : fieldType(field.type).exportText(value, field.options)}
        placeholder={placeholder}
        disabled={disabled}
        style={{ paddingLeft: prefix && `${prefix.length + 2}ch`, paddingRight: suffix && '4ch' }}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={(event) => onDone(event.currentTarget.value)}
      />
      {suffix ? <span className={`${unitClass} right-2.5`}>{suffix}</span> : null}
    </span>
  );
}
