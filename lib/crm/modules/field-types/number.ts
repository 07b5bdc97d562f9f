import { numberFormat } from './intl';
import { readNumber } from './number-text';
import { numberType } from './number-type';
import type { FieldType } from './type';

const LIMITS = { digits: 9, decimals: 0 };

/** A whole number of at most nine digits. */
export const number: FieldType<number> = {
  ...numberType,
  key: 'number',
  label: 'Number',
  numeric: { decimals: null },
  settings: ['min', 'max'],
  tells: 'perhaps',
  jsonType: 'integer',
  zohoLength: () => LIMITS.digits,
  zohoDataType: 'integer',
  sealable: true,
  uniqueable: true,
  parse: (input, options) => readNumber(input, LIMITS, options),
  format: (value) => numberFormat({}).format(value),
};
