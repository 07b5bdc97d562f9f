import { numberFormat } from './intl';
import { readNumber } from './number-text';
import { numberType } from './number-type';
import { type FieldOptions, type FieldType, refuse } from './type';

const DIGITS = 16;
const DEFAULT_DECIMALS = 2;
const SIGN_BEFORE_AMOUNT = /^(?<minus>-?)(?<sign>[A-Z]{1,3}\p{Sc}?|\p{Sc})\s*(?<amount>-?[0-9.,]+)$/u;

/** `$1,234.50`, `-$5`, `USD 5`: the sign and the amount alone. */
function apart(text: string): { sign?: string; amount: string } {
  const { minus = '', sign, amount } = SIGN_BEFORE_AMOUNT.exec(text)?.groups ?? {};
  return sign === undefined || amount === undefined ? { amount: text } : { sign, amount: `${minus}${amount}` };
}

/** Whether a sign is the field's: its code, or as it is shown among others (`CA$`) or alone (`$`). */
function isOwn(sign: string, options: FieldOptions): boolean {
  return (
    sign === currencyCode(options) || sign === currencySign(options) || sign === currencySign(options, 'narrowSymbol')
  );
}

/** The sign shown before an amount of this field, such as `$` or `CHF`. */
export function currencySign(options: FieldOptions, currencyDisplay: 'symbol' | 'narrowSymbol' = 'symbol'): string {
  const parts = numberFormat({ style: 'currency', currency: currencyCode(options), currencyDisplay }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currencyCode(options);
}

function currencyCode(options: FieldOptions): string {
  return options.currency ?? 'USD';
}

export const currency: FieldType<number> = {
  ...numberType,
  key: 'currency',
  label: 'Currency',
  numeric: { decimals: DEFAULT_DECIMALS, unit: 'money' },
  settings: ['currency', 'decimals', 'min', 'max'],
  zohoDataType: 'currency',
  sealable: true,
  uniqueable: true,
  /** An amount in another currency is refused: it would be stored as the field's. */
  parse(input, options) {
    const sign = typeof input === 'string' ? apart(input.trim()).sign : undefined;
    if (sign !== undefined && !isOwn(sign, options)) return refuse(`Enter an amount in ${currencyCode(options)}.`);
    const limits = { digits: DIGITS, decimals: options.decimals ?? DEFAULT_DECIMALS };
    return readNumber(input, limits, options, (text) => apart(text).amount);
  },
  format: (value, options) =>
    numberFormat({
      style: 'currency',
      currency: currencyCode(options),
      minimumFractionDigits: options.decimals ?? DEFAULT_DECIMALS,
      maximumFractionDigits: options.decimals ?? DEFAULT_DECIMALS,
    }).format(value),
};
