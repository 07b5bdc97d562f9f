import { describe, expect, test } from 'vitest';
import { currency } from './currency';
import { decimal } from './decimal';
import { longInteger } from './long-integer';
import { number } from './number';
import { plainDecimal } from './number-text';
import { percent } from './percent';
import type { FieldType } from './type';

const UTC = { timeZone: 'UTC' };

test('an amount is read with the sign of its field, as it is shown alone or among others', () => {
  for (const sign of ['CAD', 'CA$', '$']) {
    expect(currency.parse(`${sign}5`, { currency: 'CAD' })).toEqual({ ok: true, value: 5 });
  }
});

describe('a number', () => {
  test.each([
    [number, '1,234,567', 1_234_567],
    [number, '007', 7],
    [number, '-0', 0],
    [number, '12.0', 12],
    [number, '−5', -5],
    [decimal, '.5', 0.5],
    [decimal, '1234567.123456789', 1234567.123456789],
    [decimal, 1e-7, 1e-7],
    [currency, '$1,234.50', 1234.5],
    [currency, '-$5', -5],
    [currency, 'USD 5.5', 5.5],
    [percent, '45 %', 45],
  ])('%o reads %s', (type, input, value) => expect((type as FieldType).parse(input, {})).toEqual({ ok: true, value }));

  test.each([
    [number, '1234567890', 'At most 9 digits.'],
    [number, '1.5', 'Enter a whole number.'],
    [number, '1,23', 'Enter a number such as 1234 or 1234.5.'],
    [number, '1e3', 'Enter a number such as 1234 or 1234.5.'],
    [number, '0x1F', 'Enter a number such as 1234 or 1234.5.'],
    [number, 1e300, 'At most 9 digits.'],
    [number, Number.POSITIVE_INFINITY, 'Enter a number such as 1234 or 1234.5.'],
    [number, true, 'Enter a number such as 1234 or 1234.5.'],
    [decimal, '12345678901234567', 'At most 16 digits.'],
    [decimal, 1e21, 'At most 16 digits.'],
    [decimal, '9007199254740993', 'This number has more digits than can be kept exactly.'],
    [decimal, '1.1234567891', 'At most 9 decimal places.'],
    [currency, '10.005', 'At most 2 decimal places.'],
    [currency, '€5', 'Enter an amount in USD.'],
    [currency, 'CA$ 5', 'Enter an amount in USD.'],
    [currency, 'CHF 5.5', 'Enter an amount in USD.'],
  ])('%o refuses %s', (type, input, error) =>
    expect((type as FieldType).parse(input, {})).toEqual({ ok: false, error }),
  );

  test('keeps to the limits of its field', () => {
    expect(number.parse('4', { min: 5 })).toEqual({ ok: false, error: 'Enter 5 or more.' });
    expect(number.parse('11', { max: 10 })).toEqual({ ok: false, error: 'Enter 10 or less.' });
    expect(decimal.parse('1.25', { decimals: 1 })).toEqual({ ok: false, error: 'At most 1 decimal place.' });
  });

  test('is shown with its places and its sign', () => {
    expect(decimal.format(1234.5, { decimals: 2 }, UTC)).toBe('1,234.50');
    expect(currency.format(-1234.5, { currency: 'EUR' }, UTC)).toBe('-€1,234.50');
    expect(percent.format(12.5, {}, UTC)).toBe('12.5%');
  });

  test('is written out without an exponent', () => {
    expect([1e-7, 1.25e-9, -3e-8, 0.1, -0].map(plainDecimal)).toEqual([
      '0.0000001',
      '0.00000000125',
      '-0.00000003',
      '0.1',
      '0',
    ]);
  });
});

describe('a long integer', () => {
  test('is kept to the last digit', () => {
    expect(longInteger.parse('9223372036854775807', {})).toEqual({ ok: true, value: '9223372036854775807' });
    expect(longInteger.parse('-0042', {})).toEqual({ ok: true, value: '-42' });
  });

  test.each(['9223372036854775808', '9'.repeat(5000), '1.5', 2 ** 53])('refuses %s', (input) =>
    expect(longInteger.parse(input, {}).ok).toBe(false),
  );
});
