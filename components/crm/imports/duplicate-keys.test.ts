import { expect, test } from 'vitest';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { keysOf, withoutLost } from './duplicate-keys';

const field = (apiName: string, type: FieldDefinition['type'], more: Partial<FieldDefinition> = {}) =>
  ({ apiName, label: apiName, type, unique: false, required: false, marked: false, ...more }) as FieldDefinition;

const FIELDS = [
  field('Salutation', 'pick_list'),
  field('Last_Name', 'single_line', { required: true }),
  field('Email', 'email'),
  field('Phone', 'phone', { marked: true }),
  field('SSN', 'single_line', { unique: true, marked: true }),
];
const ALL = FIELDS.map(({ apiName }) => apiName);

test('what is surest finds records first: unique, the record id, e-mail, then what people share least by chance', () => {
  const keys = keysOf(FIELDS, [...ALL, 'id'], []);
  expect(keys.map(({ value }) => value)).toEqual(['SSN', 'id', 'Email', 'Last_Name', 'Phone', 'Salutation']);
  expect(keys.filter(({ telling }) => telling).map(({ value }) => value)).toEqual(['SSN', 'id', 'Email']);
});

test('a field whose values one may not read finds no records, not even a unique one; nor does one without a column', () => {
  expect(keysOf(FIELDS, ['Phone', 'SSN'], ['Phone', 'SSN', 'Email'])).toEqual([]);
  expect(keysOf(FIELDS, ['SSN'], ['Phone', 'Email']).map(({ value }) => value)).toEqual(['SSN']);
});

test('when the column that records are found by is taken away, what becomes of them is asked again', () => {
  const keys = keysOf(FIELDS, ['Last_Name'], []);
  const chosen = { by: 'Email', and: ['Last_Name'], action: 'skip' } as const;
  expect(withoutLost({ ...chosen, and: ['Last_Name'] }, keys)).toEqual({ by: 'Last_Name', action: null });
  expect(withoutLost({ ...chosen, and: ['Phone'], by: 'Last_Name' }, keys)).toEqual({
    by: 'Last_Name',
    and: [],
    action: 'skip',
  });
});
