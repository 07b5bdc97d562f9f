import { expect, test } from 'vitest';
import { daysOf, isShorter } from './days';

test('days are read as people type them', () => {
  expect([daysOf('365'), daysOf(' 2,190 '), daysOf('0')]).toEqual([365, 2190, 0]);
  expect([daysOf(''), daysOf('a year')]).toEqual([Number.NaN, Number.NaN]);
});

test('a retention is shorter when something goes that was kept', () => {
  expect(isShorter(30, 0)).toBe(true);
  expect(isShorter(30, 90)).toBe(true);
  expect(isShorter(90, 30)).toBe(false);
  expect(isShorter(0, 30)).toBe(false);
  expect(isShorter(Number.NaN, 30)).toBe(false);
});
