/** On the half of what others labelled that nobody looked at while the rules were written (testdata/README.md). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cleanTexts, type LabelledText, ratesOf, score, total, wilson } from './testing/score';

const texts = readFileSync(`${import.meta.dirname}/testdata/sample.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line): LabelledText & { set: string } => JSON.parse(line));
const of = (set: string) => texts.filter((row) => row.set === set);
const scores = score(texts);

test('of a thousand identifiers that others labelled at least 89 of 100 are found, and 19 of 20 spans are right', () => {
  const all = total(scores);
  expect(all.labels).toBeGreaterThanOrEqual(1000);
  expect(ratesOf(all).recall).toBeGreaterThanOrEqual(0.89);
  expect(ratesOf(all).precision).toBeGreaterThanOrEqual(0.95);
});

test("of identifiers in clinicians' questions at least 95 of 100 are found, in sentences from templates 85", () => {
  expect(ratesOf(total(score(of('asq-phi')))).recall).toBeGreaterThanOrEqual(0.95);
  expect(ratesOf(total(score(of('presidio')))).recall).toBeGreaterThanOrEqual(0.85);
});

test('of texts without an identifier at most one in twenty is flagged', () => {
  // The negatives of the DLP set are judged for one kind only.
  const { clean, flagged } = cleanTexts(texts.filter(({ set }) => set !== 'dlp-chat'));
  expect(clean).toBeGreaterThanOrEqual(40);
  expect(flagged / clean).toBeLessThanOrEqual(0.05);
});

test.each([
  ['name', 0.9, 300],
  ['address', 0.9, 100],
  ['place', 0.75, 200],
  ['date', 0.98, 150],
  ['card', 0.85, 20],
  ['mrn', 0.9, 40],
  ['member', 0.85, 15],
  ['account', 0.9, 5],
  ['email', 0.95, 10],
  ['phone', 0.9, 10],
  ['url', 0.9, 10],
] as const)('%s: at least %d of the labels are found', (kind, least, labels) => {
  const accuracy = scores.get(kind);
  expect(accuracy?.labels).toBeGreaterThanOrEqual(labels);
  expect(accuracy && ratesOf(accuracy).recall).toBeGreaterThanOrEqual(least);
});

test("Wilson's interval is the one of the textbooks", () => {
  expect(wilson(0, 10).map((share) => share.toFixed(3))).toEqual(['0.000', '0.278']);
  expect(wilson(50, 100).map((share) => share.toFixed(3))).toEqual(['0.404', '0.596']);
});
