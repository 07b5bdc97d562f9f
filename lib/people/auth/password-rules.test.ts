import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { faultOfPassword } from './password-rules';

const owner = { name: 'Olga Operator', email: 'olga.o@clinic.example', organisation: 'Sunrise Family Clinic' };

/** As long as a manager of passwords may make one. */
const LONG = 'Harbour lights, quiet ☂ rain; '.repeat(6);

test.each([
  'correct horse battery staple',
  'annual-meeting-in-may',
  'b4rn-w1ndow-k1te',
  'übermäßig langes Kennwort',
  LONG,
])('%s is good', (password) => expect(faultOfPassword(password, owner)).toBeNull());

test.each([
  ['short', 'at least 12'],
  ['x'.repeat(201), 'at most 200'],
  ['aaaaaaaaaaaaaa', 'different characters'],
  ['Password2024!!', 'most common'],
  ['P@ssw0rd123456', 'most common'],
  ['123456789012', 'most common'],
  ['!!Welcome!!2025', 'most common'],
  ['Administrator1', 'most common'],
  ['iloveyou12345', 'most common'],
  ['letmeinletmein', 'easy to guess'],
  ['qwertyuiop[]asdf', 'most common'],
  ['olga.operator', 'your name'],
  ['OlgaOperator2024', 'your name'],
  ['olga.o@clinic.example', 'your name'],
  ['SunriseFamilyClinic1', 'the organisation'],
  ['Careledger2026', 'the organisation'],
])('%s is refused', (password, words) => expect(faultOfPassword(password, owner)).toContain(words));

test('every password of the list that is long enough is refused, and with a year behind it too', () => {
  const tried = dictionary['passwords-common'].map(String);
  expect(tried.length).toBeGreaterThan(40_000);
  const long = tried.filter((password) => [...password].length >= 12);
  expect(long.length).toBeGreaterThan(100);
  expect(long.filter((password) => faultOfPassword(password, owner) === null)).toEqual([]);
  const dressed = tried.slice(0, 3000).map((password) => `${password}2026!`.padEnd(12, '!'));
  expect(dressed.filter((password) => faultOfPassword(password, owner) === null)).toEqual([]);
});
