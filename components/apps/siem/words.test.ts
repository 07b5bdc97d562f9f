import { expect, test } from 'vitest';
import { savedWords } from './words';

test('what is said when it was saved is what comes of it', () => {
  expect(savedWords('paused')).toContain('nothing goes there until you resume it');
  for (const state of ['active', undefined] as const) expect(savedWords(state)).toContain('as soon as they are signed');
});
