import { numberFormat } from './intl';
import { readNumber } from './number-text';
import { numberType } from './number-type';
import type { FieldOptions, FieldType } from './type';

const DIGITS = 16;
const DEFAULT_DECIMALS = 2;
const SIGN_BEFORE_AMOUNT = /^(?<minus>-?)(?:[A-Z]{1,3}\p{Sc}?|\p{Sc})\s*(?<amount>-?[0-9.,]+)$/u;

/** `$1,234.50`, `-$5`, `USD 5`, `CA$5`: the amount alone. The currency is the field's, whatever the text says. */
function withoutSign(text: string): string {
  const { minus = '', amount } = SIGN_BEFORE_AMOUNT.exec(text)?.groups ?? {};
  return amount === undefined ? text : `${minus}${amount}`;
}

/** The sign shown before an amount of this field, such as `$` or `CHF`. */
export function currencySign(options: FieldOptions): string {
  const parts = numberFormat({ style: 'currency', currency: currencyCode(options) }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currencyCode(options);
}

function currencyCode(options: FieldOptions): string {
  return options.currency ?? 'USD';
}

export const currency: FieldType<number> = {
  ...numberType,
  key: 'currency',
  label: 'Currency',
  zohoDataType: 'currency',
  sealable: true,
  uniqueable: true,
  parse: (input, options) =>
    readNumber(input, { digits: DIGITS, decimals: options.decimals ?? DEFAULT_DECIMALS }, options, withoutSign),
  format: (value, options) =>
    numberFormat({
      style: 'currency',
      currency: currencyCode(options),
      minimumFractionDigits: options.decimals ?? DEFAULT_DECIMALS,
      maximumFractionDigits: options.decimals ?? DEFAULT_DECIMALS,
    }).format(value),
};
