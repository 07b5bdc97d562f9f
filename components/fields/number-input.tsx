'use client';

import { Input } from '@/components/ui/input';
import { currencySign } from '@/lib/modules/field-types/currency';
import { fieldType } from '@/lib/modules/field-types/registry';
import type { FieldControlProps } from './control-props';

const unitClass = 'pointer-events-none absolute inset-y-0 flex items-center text-sm text-subtle';

/** Number, Long Integer, Decimal, Currency, Percent: a text, so that no digit is lost and no wheel changes it. */
export function NumberInput({ field, name, value, placeholder, disabled, onChange, onDone }: FieldControlProps) {
  const prefix = field.type === 'currency' ? currencySign(field.options) : undefined;
  const suffix = field.type === 'percent' ? '%' : undefined;
  const whole = field.type === 'number' || field.type === 'long_integer';
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
