/** Stored values of each field type, hostile ones among them, for what leaves and comes back. */
import fc from 'fast-check';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { OPTIONS, valuesOf } from '@/lib/crm/modules/field-types/testdata/values';
import type { FieldOptions, FieldTypeKey, StoredValue } from '@/lib/crm/modules/field-types/type';

const SEPARATED = ['a, b', 'a|b', 'a "b"', "a 'b'", "'=a", '=1+1', '-5', 'NULL', '0'];
const LIST = { pickList: SEPARATED.map((value) => ({ value, label: `${value}; and more` })) };

/** A field of each type, and of some types more with settings of their own. */
export const FIELDS: readonly { type: FieldTypeKey; options: FieldOptions }[] = [
  ...(
    [
      'single_line',
      'multi_line',
      'email',
      'phone',
      'url',
      'pick_list',
      'multi_pick_list',
      'date',
      'date_time',
      'number',
      'long_integer',
      'decimal',
      'currency',
      'percent',
      'checkbox',
      'user',
      'lookup',
      'multi_lookup',
      'auto_number',
    ] as const
  ).map((type) => ({ type, options: OPTIONS })),
  { type: 'pick_list', options: LIST },
  { type: 'multi_pick_list', options: LIST },
  { type: 'currency', options: { currency: 'EUR', decimals: 0 } },
  { type: 'percent', options: { decimals: 9 } },
  { type: 'multi_user', options: OPTIONS },
];

const SIGNS = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  "'",
  "''",
  "'=",
  "''+",
  '"',
  '_x0041_',
  '\u200f',
  '0',
  '00',
  ';',
];
const TEXTS = [
  '=1+1',
  "'=1+1",
  "''=1+1",
  '@home visits',
  "'@home visits",
  "'quoted'",
  "'",
  '-',
  '+',
  '007',
  '00123',
  '4111111111111111',
  '12345678901234567890',
  '1E+05',
  '1e5',
  '1,500',
  '1.500',
  '45%',
  '0.45 %',
  '€5',
  '$5',
  '12/3/1950',
  '2026-03-08 02:30',
  'TRUE',
  'NULL',
  '#N/A',
  '#DIV/0!',
  '👩‍⚕️🩺',
  'שלום עולם',
  '\u202eabc\u202c',
  'é',
  'e\u0301',
  'a\u0001b',
  'a\ufffeb',
  '_x000D_',
  'x\u001fy\u001ez',
  'a"b',
  'a""b',
  'a,b;c|d',
  'İıŞş',
  '\ufeffa',
  'a\ufeffb',
  'Müller',
  '＝cmd',
  '(UTC)',
  'Record Id',
];
const LINES = ['a\nb', '=1\n=2', "'=1\n'=2", 'a\n\nb', 'a\tb', 'x'.repeat(32_000), '"\n"', ',\n,', '\u2028a\u2028'];
const INSTANTS = [
  // Gaps and folds of clocks, years at the ends, and what spreadsheets know no day for.
  '2026-03-08T07:30:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2026-03-29T01:30:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2011-12-30T10:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '1582-10-15T12:00:00.000Z',
  '1583-01-01T00:00:00.000Z',
  '1899-12-31T23:59:59.999Z',
  '1900-02-28T23:59:59.999Z',
  '1900-03-01T00:00:00.000Z',
  '1904-01-01T00:00:00.000Z',
  '1970-01-01T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
];
const NUMBERS: Partial<Record<FieldTypeKey, readonly (string | number)[]>> = {
  number: [0, -1, 999_999_999, -999_999_999],
  long_integer: [
    '9007199254740991',
    '9007199254740993',
    '4111111111111111',
    '9223372036854775807',
    '-9223372036854775807',
  ],
  decimal: [
    0.1, 1e-9, -1e-7, 1234567.123456789, 999999.9999999, 1234567890123456, 9007199254740991, 1e15, 0.3, -0.000001,
  ],
  currency: [-1234.5, 0.01, 12345678901234.56, 99999999999999.98, 1e14, 1234567890123456],
  percent: [0.45, 45, -0.01, 1e10, 100, 0.07, 0.29, 57.98],
};

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(...SIGNS), fc.string({ unit: 'grapheme' })).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

function hostileInputs(type: FieldTypeKey): fc.Arbitrary<unknown> | undefined {
  switch (type) {
    case 'single_line':
      return text;
    case 'multi_line':
      return fc.oneof(
        fc.constantFrom(...LINES),
        fc.array(text, { maxLength: 4 }).map((lines) => lines.join('\n')),
      );
    case 'email':
      return fc.constantFrom(
        '+a@b.co',
        '=a@b.co',
        "'=a@b.co",
        "o'neill@clinic.example",
        '-@b.co',
        'müller@ärzte.example',
      );
    case 'phone':
      return fc.constantFrom('+49 30 123456', '-5', '+1 (555) 010-0000 x12', '0049301', '(030) 1', '4111111111111111');
    case 'url':
      return fc.constantFrom('https://a.example/?q="x,y"', 'https://a.example/#=1', "https://a.example/'");
    case 'date':
      return fc.constantFrom(...INSTANTS.map((iso) => iso.slice(0, 10)), '1900-01-01', '1900-02-28', '2024-02-29');
    case 'date_time':
      return fc.constantFrom(...INSTANTS);
    default:
      return NUMBERS[type] && fc.constantFrom(...NUMBERS[type]);
  }
}

/** Values as a record keeps them; undefined is an empty field. */
export function storedValues(type: FieldTypeKey, options: FieldOptions): fc.Arbitrary<StoredValue | undefined> {
  const known = fieldType(type);
  const reads = (inputs: fc.Arbitrary<unknown>) =>
    inputs
      .map((input) => known.parse(input, options))
      .filter((parsed) => parsed.ok)
      .map((parsed) => (parsed as { value: StoredValue | undefined }).value);
  if (options.pickList === LIST.pickList) {
    const chosen = type === 'pick_list' ? fc.constantFrom(...SEPARATED) : fc.subarray(SEPARATED);
    return reads(chosen);
  }
  const given = hostileInputs(type);
  const usual = options === OPTIONS ? valuesOf(known) : fc.constant(undefined);
  return given ? fc.oneof(usual, { weight: 2, arbitrary: reads(given) }) : usual;
}
