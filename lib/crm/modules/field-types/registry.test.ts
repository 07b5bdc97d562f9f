import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_TYPES, fieldType, isFieldTypeKey } from './registry';
import { OPTIONS, valuesOf, WRITABLE_TYPES } from './testdata/values';
import type { FieldType, StoredValue } from './type';

const TEXT_LIKE = [
  'single_line',
  'multi_line',
  'email',
  'phone',
  'url',
  'pick_list',
  'date',
  'date_time',
  'long_integer',
];
const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('every field type', () => {
  test('is found by its key, and nothing else is', () => {
    expect(FIELD_TYPES).toHaveLength(20);
    for (const type of FIELD_TYPES) expect(fieldType(type.key)).toBe(type);
    for (const text of ['toString', '__proto__', 'text', '', 3, null]) expect(isFieldTypeKey(text)).toBe(false);
  });

  test('has a label and a Zoho data type of its own', () => {
    expect(new Set(FIELD_TYPES.map((type) => type.label)).size).toBe(20);
    expect(new Set(FIELD_TYPES.map((type) => type.zohoDataType)).size).toBe(20);
  });

  test('but Lookup, Multi-Select Lookup and Auto-Number can be marked', () => {
    const not = FIELD_TYPES.filter((type) => !type.markable).map((type) => type.label);
    expect(not).toEqual(['Lookup', 'Multi-Select Lookup', 'Auto-Number']);
  });

  test('but User and those that link or count can be sealed', () => {
    const sealable = FIELD_TYPES.filter((type) => type.sealable).map((type) => type.label);
    expect(sealable.sort()).toEqual(
      ['Single Line', 'Multi-Line', 'Email', 'Phone', 'URL', 'Number', 'Long Integer', 'Decimal', 'Currency', 'Date']
        .concat(['Date/Time', 'Pick List', 'Multi-Select Picklist', 'Checkbox', 'Percent'])
        .sort(),
    );
  });

  test.each(FIELD_TYPES)('$label takes nothing, null, blanks and an empty text as empty', (type) => {
    for (const input of [undefined, null, '', '  \t '])
      expect(type.parse(input, {})).toEqual({ ok: true, value: undefined });
  });

  test.each(FIELD_TYPES)('$label refuses a NUL and half a character', (type) => {
    for (const input of ['1\0', '\ud800', 'a\udc00b']) expect(type.parse(input, OPTIONS).ok).toBe(false);
  });

  test.each(FIELD_TYPES)('$label refuses what is no value at all, without throwing', (type) => {
    for (const input of [{}, () => 1, Symbol('x'), Number.NaN, 1n, { id: {} }, [[]], [{}]]) {
      expect(type.parse(input, OPTIONS).ok).toBe(false);
    }
  });

  test.each(FIELD_TYPES)('$label answers any JSON with a value or an error', (type) => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const parsed = type.parse(input, OPTIONS);
        if (parsed.ok) expect(['', '[]', 'null']).not.toContain(JSON.stringify(parsed.value));
        if (!parsed.ok) expect(parsed.error).toMatch(/\.$/u);
      }),
    );
  });
});

describe('every value of', () => {
  test.each(WRITABLE_TYPES)('$label comes back from its export text and from JSON', (type) => {
    fc.assert(
      fc.property(valuesOf(type), (value) => {
        expect(type.parse(type.exportText(value, OPTIONS), OPTIONS)).toEqual({ ok: true, value });
        expect(type.parse(JSON.parse(JSON.stringify(value)), OPTIONS)).toEqual({ ok: true, value });
      }),
    );
  });

  test.each(WRITABLE_TYPES)('$label has a text to show', (type) => {
    fc.assert(
      fc.property(valuesOf(type), (value) => type.format(value, OPTIONS, { timeZone: 'America/Chicago' }).length > 0),
    );
  });

  test.each(WRITABLE_TYPES.filter((type) => TEXT_LIKE.includes(type.key)))(
    '$label normalises to a text that normalises to itself',
    (type) => {
      fc.assert(
        fc.property(valuesOf(type), (value) => {
          const once = type.normalise(value);
          expect(type.normalise(once)).toBe(once);
        }),
      );
    },
  );

  test.each(FIELD_TYPES)('$label has a sort key of at most 64 whole characters', (type) => {
    fc.assert(
      fc.property(valuesOf(type), (value) => {
        const key = type.sortKey(value);
        expect(key.length).toBeLessThanOrEqual(64);
        expect(key.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('what a sort key is said to tell is true for', () => {
  const VARIANTS: ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => text.replace(/(.)/u, '$1 '),
    (text) => text.replace(/(?<=[0-9])(?=[0-9])/u, '-'),
    (text) => `${text}/`,
    (text) => text.normalize('NFD'),
  ];
  /** A value, and another that may well be equal to it. */
  const pairs = (type: FieldType) =>
    fc.tuple(valuesOf(type), fc.oneof(valuesOf(type), fc.nat(VARIANTS.length - 1))).map(([a, other]) => {
      const vary = typeof a === 'string' && typeof other === 'number' ? VARIANTS[other] : undefined;
      const varied = vary && type.parse(vary(String(a)), OPTIONS);
      return [a, varied?.ok && varied.value !== undefined ? varied.value : a] as const;
    });

  test.each(FIELD_TYPES.filter(({ sortKeyTells }) => sortKeyTells !== 'order'))('$label: equal values', (type) => {
    fc.assert(
      fc.property(pairs(type), ([a, b]) => {
        if (type.normalise(a) === type.normalise(b)) expect(type.sortKey(b)).toBe(type.sortKey(a));
      }),
    );
  });

  test.each(FIELD_TYPES.filter(({ sortKeyTells }) => sortKeyTells === 'value'))('$label: the value whole', (type) => {
    fc.assert(
      fc.property(fc.oneof(pairs(type), fc.tuple(valuesOf(type), valuesOf(type))), ([a, b]) => {
        if (type.sortKey(a) === type.sortKey(b)) expect(type.normalise(b)).toBe(type.normalise(a));
      }),
    );
  });

  test('URL: equal addresses may stand apart', () => {
    const { normalise, sortKey } = fieldType('url');
    expect(normalise('https://a.example/')).toBe(normalise('https://a.example'));
    expect(sortKey('https://a.example/')).not.toBe(sortKey('https://a.example'));
  });
});

describe('sort keys have the order of the values, bytewise, for', () => {
  const orders: Record<string, (a: StoredValue, b: StoredValue) => number> = {
    number: (a, b) => Number(a) - Number(b),
    decimal: (a, b) => Number(a) - Number(b),
    currency: (a, b) => Number(a) - Number(b),
    percent: (a, b) => Number(a) - Number(b),
    long_integer: (a, b) => Number(BigInt(String(a)) - BigInt(String(b))),
    date: (a, b) => Date.parse(String(a)) - Date.parse(String(b)),
    date_time: (a, b) => Date.parse(String(a)) - Date.parse(String(b)),
    checkbox: (a, b) => Number(a) - Number(b),
    auto_number: (a, b) => Number(String(a).slice(2)) - Number(String(b).slice(2)),
  };

  test.each(Object.keys(orders))('%s', (key) => {
    if (!isFieldTypeKey(key)) throw new Error(key);
    const type = fieldType(key);
    fc.assert(
      fc.property(valuesOf(type), valuesOf(type), (a, b) => {
        expect(Math.sign(bytewise(type.sortKey(a), type.sortKey(b)))).toBe(
          Math.sign(orders[key]?.(a, b) ?? Number.NaN),
        );
      }),
    );
  });
});
