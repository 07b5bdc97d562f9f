import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectAbsent, standsIn } from './absent';

const SSN = '999-46-1590';

test.each([
  ['whole', `a ${SSN} b`],
  ['inside a word', `x${SSN}y`],
  ['without its dashes', '"999461590"'],
  ['without its dashes, in a longer number', '1999461590'],
  ['by its last four digits', 'ends in 1590.'],
  ['as a half mask', '***-**-1590'],
])('a number that stands in a text %s is found', (_how, text) => {
  expect(standsIn(text, SSN)).toBe(true);
  expect(() => expectAbsent(text, SSN)).toThrow('found: 999-46-1590');
});

test.each([
  ['an id', '385371590144715908'],
  ['a UUID', '9f0c1a2b-1590-4590-8590-0123456789ab'],
  ['hexadecimal', '\\x0a1590ff'],
  ['Base64', 'AAB1590zz=='],
  ['a time', '2026-11-29T10:05:15.1590Z'],
])('what stands in %s by chance is not taken for a value', (_what, text) => {
  expect(standsIn(text, SSN)).toBe(false);
  expect(standsIn(text, '1590')).toBe(false);
});

test('a short value counts by itself', () => {
  expect(standsIn('Cardiology-4711 rest', '4711')).toBe(true);
  expect(standsIn('Cardiology-47110', '4711')).toBe(false);
});

const TESTS = ['lib', 'app', 'components', 'bench', 'e2e'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec)\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

test('no test looks for a few digits in a text that may hold ids', () => {
  const found: string[] = [];
  for (const path of TESTS) {
    const source = readFileSync(path, 'utf8');
    for (const [call, , literal = ''] of source.matchAll(/\.not\.(?:toContain|toMatch)\(\s*(['"`/])(.*?)\1/g)) {
      const parts = literal.split('|');
      // Blanks, dashes and dots between digits stand in no id.
      const isByChance = parts.some((part) => /^[\d[\].?*+]{2,8}$/.test(part) && /\d.*\d/.test(part));
      if (isByChance) found.push(`${path}: ${call}`);
    }
  }
  expect(found, 'use expectAbsent of lib/tools/testing/absent.ts').toEqual([]);
});
