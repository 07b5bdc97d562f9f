/** Valid values of each field type, for property tests. */
import fc from 'fast-check';
import { FIELD_TYPES } from '../registry';
import type { FieldOptions, FieldType, FieldTypeKey, StoredValue } from '../type';

const PICK_LIST = ['New', 'Très chaud', 'on hold', '転院'].map((value) => ({ value, label: `${value} (label)` }));

const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
const scaled = (max: number, places: number) =>
  fc.integer({ min: -max, max }).map((integer) => Number(`${integer}e-${places}`) + 0);
const isoDate = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.lorem());
const domain = fc.domain().filter((name) => name.length < 100);

const INPUTS: Record<FieldTypeKey, fc.Arbitrary<unknown>> = {
  single_line: text,
  multi_line: fc.array(text).map((lines) => lines.join('\n')),
  email: fc.tuple(fc.stringMatching(/^[a-z0-9.+'-]{1,20}$/), domain).map((parts) => parts.join('@')),
  phone: fc.stringMatching(/^\+?[0-9 ().-]{0,18}[0-9]( ?(x|ext|ext\.) ?[0-9]{1,5})?$/),
  url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
  pick_list: fc.constantFrom(...PICK_LIST.map((option) => option.value)),
  multi_pick_list: fc.subarray(PICK_LIST.map((option) => option.value)),
  date: isoDate.map((text) => text.slice(0, 10)),
  date_time: isoDate,
  number: scaled(999_999_999, 0),
  long_integer: fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String),
  decimal: fc.oneof(scaled(2 ** 31 - 1, 9), scaled(2 ** 31 - 1, 3), scaled(1000, 0)),
  currency: scaled(2 ** 31 - 1, 2),
  percent: scaled(10_000, 2),
  checkbox: fc.boolean(),
  user: id,
  multi_user: fc.uniqueArray(id, { maxLength: 20 }),
  lookup: id,
  multi_lookup: fc.uniqueArray(id, { maxLength: 20 }),
  auto_number: fc.nat().map((n) => `R-${n}`),
};

export const OPTIONS: FieldOptions = { pickList: PICK_LIST, size: 'large', lookupModule: 'Contacts' };

/** Values as a record keeps them. Auto-numbers are made by the product, so they do not come out of `parse`. */
export function valuesOf(type: FieldType): fc.Arbitrary<StoredValue> {
  const inputs = INPUTS[type.key];
  if (type.key === 'auto_number') return inputs as fc.Arbitrary<StoredValue>;
  return inputs
    .map((input) => type.parse(input, OPTIONS))
    .filter((parsed) => parsed.ok && parsed.value !== undefined)
    .map((parsed) => (parsed as { value: StoredValue }).value);
}

export const WRITABLE_TYPES = FIELD_TYPES.filter((type) => type.key !== 'auto_number');
