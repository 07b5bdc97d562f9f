import { expect, test } from 'vitest';
import { cannedQuery, matchingCanned } from './canned';

test.each([
  ['/', ''],
  ['/hel', 'hel'],
  ['/hello there', null],
  ['see /hel', null],
  ['', null],
])('%j asks for %j', (text, query) => {
  expect(cannedQuery(text)).toBe(query);
});

test('short names that begin with it come before those it occurs in', () => {
  const canned = (shortName: string, text = '') => ({ id: shortName, shortName, text });
  const all = [canned('bye'), canned('say-hello'), canned('Hello'), canned('hours', 'Hello, we open at nine')];
  expect(matchingCanned(all, 'hel').map(({ shortName }) => shortName)).toEqual(['Hello', 'say-hello', 'hours']);
  expect(matchingCanned(all, '')).toHaveLength(4);
  expect(matchingCanned(all, 'zzz')).toEqual([]);
});
