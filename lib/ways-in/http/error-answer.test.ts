import { expect, test } from 'vitest';
import { conflict, internal, limited } from '@/lib/platform/errors';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { answerOf } from './error-answer';

test('an error of ours is told as it is', () => {
  expect(answerOf(conflict('Taken.', { reason: 'DUPLICATE', fields: { name: 'Taken.' } }))).toEqual({
    code: 'conflict',
    message: 'Taken.',
    fields: { name: 'Taken.' },
    reason: 'DUPLICATE',
    facts: {},
  });
  expect(answerOf(limited('Full.', { facts: { limit: 25 } }))).toMatchObject({ code: 'limited', facts: { limit: 25 } });
});

test('any other error tells nothing of itself', () => {
  const answer = answerOf(new TypeError('Maria Meyer, 078-05-1120'));
  expectAbsent(JSON.stringify(answer), 'Maria', '078-05-1120');
  expect(answer).toMatchObject({ code: 'internal', fields: {}, facts: {} });
});

test('a fault of ours keeps its sentence and loses its cause', () => {
  const answer = answerOf(internal('The database has no space left.', new Error('Maria Meyer')));
  expect(answer).toEqual({ code: 'internal', message: 'The database has no space left.', fields: {}, facts: {} });
});
