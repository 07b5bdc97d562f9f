import { numberFormat } from './intl';
import { readNumber } from './number-text';
import { numberType } from './number-type';
import type { FieldType } from './type';

const DIGITS = 16;
const MOST_DECIMALS = 9;

export const decimal: FieldType<number> = {
  ...numberType,
  key: 'decimal',
  label: 'Decimal',
  numeric: { decimals: MOST_DECIMALS },
  settings: ['decimals', 'min', 'max'],
  zohoDataType: 'double',
  sealable: true,
  uniqueable: true,
  parse: (input, options) =>
    readNumber(input, { digits: DIGITS, decimals: options.decimals ?? MOST_DECIMALS }, options),
  format: (value, options) =>
    numberFormat({
      minimumFractionDigits: options.decimals ?? 0,
      maximumFractionDigits: options.decimals ?? MOST_DECIMALS,
    }).format(value),
};
