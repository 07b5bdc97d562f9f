/** What time it is, is asked of `lib/platform/clock.ts` (docs/decisions/2026-11-30-one-clock.md). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './import-graph';

const READS = /\bDate\.now\b|\bnew Date(?:\(\s*\)|\b(?!\())|(?<!new )\bDate\(\s*\)/;
const MAY = /^lib\/(platform\/clock\.ts$|tools\/)|\/testing\/|\.test\.tsx?$/;

test('nobody in lib but the clock reads the time', () => {
  const found = sourceFiles(['lib']).filter((path) => !MAY.test(path) && READS.test(readFileSync(path, 'utf8')));
  expect(found).toEqual([]);
});

test.each(['const at = new Date();', 'const at = Date.now();', 'const read = Date.now;', 'const now = Date()'])(
  'is found: %s',
  (source) => expect(source).toMatch(READS),
);

test.each(['new Date(row.at)', 'Date.parse(text)', 'const at: Date = clock.now();', 'clock.nowMs()'])(
  'is no reading of the time: %s',
  (source) => expect(source).not.toMatch(READS),
);
