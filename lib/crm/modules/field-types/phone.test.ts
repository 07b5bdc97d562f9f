import { expect, test } from 'vitest';
import { phone } from './phone';

test.each(['555-907-9875', '(555) 907-9875', '+1 555 907 9875', '1.555.907.9875', '15559079875'])(
  'the North American number %s is found however it is typed',
  (text) => expect(phone.normalise(text)).toBe('+15559079875'),
);

test('other countries, extensions and short numbers stay apart', () => {
  expect(phone.normalise('0049 30 1234567')).toBe(phone.normalise('+49 (30) 123-4567'));
  expect(phone.normalise('555-907-9875 ext. 3')).toBe(phone.normalise('5559079875x3'));
  expect(phone.normalise('555-907-9875 x3')).not.toBe(phone.normalise('555-907-9875'));
  expect(phone.normalise('112')).toBe('112');
});

test.each(['1-800-FLOWERS', '()', '+', '555\n1234', `${'1'.repeat(31)}`, '5+5'])('refuses %j', (text) =>
  expect(phone.parse(text, {}).ok).toBe(false),
);
