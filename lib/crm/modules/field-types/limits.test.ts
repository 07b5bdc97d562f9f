import { expect, test } from 'vitest';
import { autoNumber, autoNumberText } from './auto-number';
import { checkbox } from './checkbox';
import { filterOperatorsOf, isSortable } from './description';
import { lookup } from './lookup';
import { multiLine } from './multi-line';
import { multiLookup } from './multi-lookup';
import { singleLine } from './single-line';

test('Single Line holds 255 characters and one line, or fewer where the field says so', () => {
  expect(singleLine.parse('a'.repeat(255), {}).ok).toBe(true);
  expect(singleLine.parse('a'.repeat(256), { maxLength: 9999 }).ok).toBe(false);
  expect(singleLine.parse('abc', { maxLength: 2 })).toEqual({ ok: false, error: 'At most 2 characters.' });
  expect(singleLine.parse('a\nb', {}).ok).toBe(false);
});

test('Multi-Line holds 2,000 characters, large 32,000, with one form of line end', () => {
  expect(multiLine.parse('a'.repeat(2000), {}).ok).toBe(true);
  expect(multiLine.parse('a'.repeat(2001), {})).toEqual({ ok: false, error: 'At most 2,000 characters.' });
  expect(multiLine.parse('a'.repeat(32_000), { size: 'large' }).ok).toBe(true);
  expect(multiLine.parse('a'.repeat(32_001), { size: 'large' }).ok).toBe(false);
  expect(multiLine.parse('a\r\nb\rc', {})).toEqual({ ok: true, value: 'a\nb\nc' });
});

test('Checkbox reads the words of forms and sheets', () => {
  for (const input of [true, 'true', 'YES', 'on', 1, '1'])
    expect(checkbox.parse(input, {})).toEqual({ ok: true, value: true });
  for (const input of [false, 'False', 'no', 'off', 0])
    expect(checkbox.parse(input, {})).toEqual({ ok: true, value: false });
  expect(checkbox.parse('maybe', {}).ok).toBe(false);
});

test('a lookup is an id, alone or as REST clients send it', () => {
  expect(lookup.parse({ id: '5843201', name: 'x' }, {})).toEqual({ ok: true, value: '5843201' });
  for (const input of ['0', '-1', '1.5', '9223372036854775808', 12, 'Ann'])
    expect(lookup.parse(input, {}).ok).toBe(false);
  expect(multiLookup.parse('3;2;3', {})).toEqual({ ok: true, value: ['3', '2'] });
  expect(
    multiLookup.parse(
      Array.from({ length: 101 }, (_, n) => String(n + 1)),
      {},
    ).ok,
  ).toBe(false);
});

test('an Auto-Number is made by the product and by nobody else', () => {
  expect(autoNumberText(4, { prefix: 'REF-', startNumber: 1000, suffix: '/A' })).toBe('REF-1004/A');
  expect(autoNumberText(0, {})).toBe('1');
  expect(autoNumber.parse('REF-1004', {}).ok).toBe(false);
});

test('a marked or sealed field is found by its exact value and by nothing else', () => {
  const field = { type: 'date' as const, marked: false, sealed: false };
  expect(filterOperatorsOf(field)).toContain('between');
  expect(isSortable(field)).toBe(true);
  for (const hidden of [
    { ...field, marked: true },
    { ...field, sealed: true },
  ]) {
    expect(filterOperatorsOf(hidden)).toEqual(['equals']);
    expect(isSortable(hidden)).toBe(false);
  }
});
