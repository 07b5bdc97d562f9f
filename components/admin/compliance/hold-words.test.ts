import { expect, test } from 'vitest';
import { hoursInWords, untilInWords } from './hold-words';

test('how long protection stays is said with who can end it earlier', () => {
  expect(untilInWords({ hours: 24, couldConfirm: ['Otto'] })).toBe('until Otto confirms, or for 24 hours');
  expect(untilInWords({ hours: 1, couldConfirm: ['Otto', 'Ada'] })).toBe('until Otto or Ada confirms, or for 1 hour');
});

test('of many who could confirm, three are named', () => {
  const couldConfirm = ['Otto', 'Ada', 'Olga', 'Nora'];
  expect(untilInWords({ hours: 4, couldConfirm })).toBe(
    'until Otto or Ada or Olga or another confirms, or for 4 hours',
  );
});

test('where nobody can confirm that is said, and without a delay nothing is promised', () => {
  expect(untilInWords({ hours: 4, couldConfirm: [] })).toBe('for 4 hours: nobody else can confirm it');
  expect(untilInWords({ hours: 0, couldConfirm: ['Otto'] })).toBe('');
  expect(hoursInWords(1)).toBe('1 hour');
});
