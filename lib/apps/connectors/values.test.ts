import { expect, test } from 'vitest';
import { at, fitted, idOf, lacking, nest, textOf } from './values';

const fields = [
  { name: 'lastName', label: 'Last Name', needed: true, longest: 5 },
  { name: 'note', label: 'Note', longest: 3 },
] as const;

test('a text that is too long is left out and named, never cut', () => {
  expect(fitted({ fields }, { lastName: 'Smith', note: 'four', other: 'x'.repeat(99) })).toEqual({
    values: { lastName: 'Smith', other: 'x'.repeat(99) },
    tooLong: ['note'],
  });
  expect(fitted({ fields }, { lastName: 'Smithy', note: null })).toEqual({
    values: { note: null },
    tooLong: ['lastName'],
  });
});

test('a character outside the basic plane is one character', () => {
  expect(fitted({ fields }, { note: '😀😀😀' }).tooLong).toEqual([]);
});

test('what the app cannot do without and is empty is named', () => {
  expect(lacking({ fields }, { note: 'a' })).toEqual(['lastName']);
  expect(lacking({ fields }, { lastName: ' ' })).toEqual(['lastName']);
  expect(lacking({ fields }, { lastName: 'A' })).toEqual([]);
});

test('names with a dot lead into objects', () => {
  expect(nest({ 'address.city': 'Bonn', 'address.zip': '53113', name: 'A' })).toEqual({
    address: { city: 'Bonn', zip: '53113' },
    name: 'A',
  });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  nest({ '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x' });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a value is one text: a record its name, a list its parts, nothing an empty text', () => {
  expect(textOf({ id: '1', name: 'Clinic' })).toBe('Clinic');
  expect(textOf(['a', { id: '2', name: 'b' }])).toBe('a; b');
  expect(textOf(null)).toBe('');
  expect(textOf(false)).toBe('false');
});

test('an id out of an answer may stand in a path, or it is none', () => {
  expect(idOf('1892000000042032')).toBe('1892000000042032');
  expect(idOf(460000000026049)).toBe('460000000026049');
  // JSON rounded it: to go by it would change somebody else's record.
  expect(idOf(JSON.parse('189200000000042032'))).toBeNull();
  for (const bad of ['../users', 'a/b', '', '.', '..', 'a b', null, {}, 1.5, 'x'.repeat(200)])
    expect(idOf(bad)).toBeNull();
});

test('what is not in an answer is not found, whatever the answer is', () => {
  expect(at({ data: [{ id: 1 }] }, 'data.0.id')).toBe(1);
  for (const json of [null, undefined, 'text', 3, [], {}]) expect(at(json, 'data.0.id')).toBeUndefined();
  expect(at({}, 'constructor.name')).toBeUndefined();
});
