import { expect, test } from 'vitest';
import { ACTION_NAMES } from './action-groups';
import { sentenceOf } from './sentence';

test('what was done reads as done, what was refused as tried', () => {
  expect(sentenceOf('record.reveal', 'done')).toBe('Revealed personal health data');
  expect(sentenceOf('record.reveal', 'refused')).toBe('Tried to reveal personal health data');
});

test('every act can be refused in words, except those that say so themselves', () => {
  const asDone = ACTION_NAMES.filter((action) => sentenceOf(action, 'refused') === sentenceOf(action, 'done'));
  expect(asDone.sort()).toEqual([
    'access.refuse',
    'app.withhold',
    'budget.near',
    'checkpoint.failed',
    'integrity.failed',
    'integrity.mended',
    'siem.failed',
    'user.prove_failed',
    'user.sign_in_failed',
  ]);
});
