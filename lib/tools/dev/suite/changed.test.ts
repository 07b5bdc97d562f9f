import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { choose, distances, durations } from './changed';

const folder = mkdtempSync(join(tmpdir(), 'careledger-changed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('tests are found that were changed, that import what was changed, and that name a document or program', () => {
  const found = distances([
    'lib/platform/ids.ts',
    'lib/platform/env.test.ts',
    '.env.example',
    'lib/tools/dev/up.mjs',
    'lib/gone.test.ts',
  ]);
  expect(found.get('lib/platform/env.test.ts')).toBe(0);
  expect(found.get('lib/tools/dev/up.test.ts')).toBe(1);
  expect(found.get('lib/protection/mutate.test.ts')).toBeGreaterThan(0);
  expect(found.has('lib/gone.test.ts')).toBe(false);
  expect([...found.keys()].filter((path) => !path.endsWith('.test.ts') && !path.endsWith('.test.tsx'))).toEqual([]);
  expect(distances([join('docs', 'screenshots', 'chat.png')])).toEqual(new Map());
});

test('npm run check takes the nearest tests that its budget has time for, and names the others', () => {
  const found = new Map([
    ['far', 3],
    ['near and long', 1],
    ['changed', 0],
    ['new', 1],
    ['near', 1],
  ]);
  const took = new Map([
    ['changed', 2_000],
    ['near', 1_000],
    ['near and long', 60_000],
    ['far', 4_000],
  ]);
  expect(choose(found, took, 10_000)).toEqual({ run: ['changed', 'near', 'new'], left: ['near and long', 'far'] });
  expect(choose(new Map(), took, 10_000)).toEqual({ run: [], left: [] });
});

test('how long a test took is read from what vitest wrote down; nothing is known before', () => {
  expect(durations(join(folder, 'none'))).toEqual(new Map());
  expect(durations(folder)).toEqual(new Map());
  const cache = mkdtempSync(join(folder, 'cache-'));
  const own = mkdtempSync(join(cache, 'hash-'));
  writeFileSync(join(own, 'results.json'), JSON.stringify({ results: [[':lib/a.test.ts', { duration: 12.5 }]] }));
  writeFileSync(join(mkdtempSync(join(cache, 'hash-')), 'results.json'), '{"results":[[":lib/b');
  expect(durations(cache)).toEqual(new Map([['lib/a.test.ts', 12.5]]));
});
