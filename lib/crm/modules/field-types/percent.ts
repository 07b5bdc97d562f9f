import { numberFormat } from './intl';
import { readNumber } from './number-text';
import { numberType } from './number-type';
import type { FieldType } from './type';

const DIGITS = 16;
const DEFAULT_DECIMALS = 2;

/** Kept as it is written: 45 is 45%. */
export const percent: FieldType<number> = {
  ...numberType,
  key: 'percent',
  label: 'Percent',
  numeric: { decimals: DEFAULT_DECIMALS, unit: 'percent' },
  settings: ['decimals', 'min', 'max'],
  zohoDataType: 'percent',
  sealable: true,
  uniqueable: false,
  parse: (input, options) =>
    readNumber(input, { digits: DIGITS, decimals: options.decimals ?? DEFAULT_DECIMALS }, options, (text) =>
      text.replace(/\s*%$/u, ''),
    ),
  format: (value, options) =>
    `${numberFormat({
      minimumFractionDigits: options.decimals ?? 0,
      maximumFractionDigits: options.decimals ?? DEFAULT_DECIMALS,
    }).format(value)}%`,
};
