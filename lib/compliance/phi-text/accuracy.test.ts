import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type LabelledText, ratesOf, score, total } from './testing/score';

const lines = readFileSync(`${import.meta.dirname}/testdata/sample.jsonl`, 'utf8')
  .trim()
  .split('\n');
const scores = score(lines.map((line): LabelledText => JSON.parse(line)));

test('of what others labelled, nine spans of ten are right', () => {
  expect(ratesOf(total(scores)).precision).toBeGreaterThanOrEqual(0.9);
});

test.each([
  ['card', 0.85],
  ['email', 0.95],
  ['mrn', 0.85],
  ['phone', 0.8],
  ['url', 0.9],
  ['member', 0.8],
  ['account', 0.9],
  ['address', 0.4],
  ['name', 0.3],
] as const)('%s: at least %d of the labels are found', (kind, least) => {
  const accuracy = scores.get(kind);
  expect(accuracy && ratesOf(accuracy).recall).toBeGreaterThanOrEqual(least);
});
