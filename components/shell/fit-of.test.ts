import { expect, test } from 'vitest';
import { fitOf } from './fit-of';

test('all stand in the row where they fit, whatever there is no need for', () => {
  expect(fitOf([100, 50, 60], 210)).toEqual({ fit: 3, width: null });
  expect(fitOf([], 0)).toEqual({ fit: 0, width: null });
});

test('where not all fit, the row ends right behind the last that leaves room for the rest', () => {
  expect(fitOf([100, 50, 60], 209)).toEqual({ fit: 1, width: 100 });
  expect(fitOf([100, 20.4, 60, 60], 201)).toEqual({ fit: 2, width: 121 });
});

test('where not even one fits, all are in the rest', () => {
  expect(fitOf([100, 50], 120)).toEqual({ fit: 0, width: 0 });
});
