/**
 * docs/asvs.md and the standard keep step. Guarantees: each requirement is there once, with its level; what shows a pass is there,
 * and a test it names has that name; a fail says what it is about and what would mend it; the counts are right.
 * Does not: tell whether a verdict is right.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';

interface Requirement {
  chapter_id: string;
  req_id: string;
  L: string;
}

const standard: Requirement[] = parse(readFileSync('lib/tools/dev/asvs/asvs-5.0.0.csv'), {
  columns: true,
  bom: true,
  skip_empty_lines: true,
});
const list = readFileSync('docs/asvs.md', 'utf8');

const rows = [...list.matchAll(/^\| (V[\d.]+) ([^|]+) \| (\d) \| (\S+) \| (.+) \|$/gm)].map(
  ([, id = '', words = '', level = '', verdict = '', shown = '']) => ({ id, words, level, verdict, shown }),
);
const notAsked = [...list.matchAll(/^Level 3, not asked here: (.*)\.$/gm)].flatMap(([, ids = '']) => ids.split(', '));

/** Chapters whose level 3 is asked for too. */
const BINDS = ['V6', 'V7', 'V8', 'V9', 'V10'];
const isAsked = ({ chapter_id, L }: Requirement) => L !== '3' || BINDS.includes(chapter_id);

test('each requirement of the standard is there once, in its order and with its level', () => {
  expect(standard).toHaveLength(345);
  const asked = standard.filter(isAsked);
  expect(rows.map(({ id, level }) => [id, level])).toEqual(asked.map(({ req_id, L }) => [req_id, L]));
  expect(notAsked).toEqual(standard.filter((one) => !isAsked(one)).map(({ req_id }) => req_id));
});

test('the counts at the head are those of the list', () => {
  for (const level of ['1', '2', '3']) {
    const those = rows.filter((row) => row.level === level);
    const count = (verdict: string) => those.filter((row) => row.verdict === verdict).length;
    const counts = [count('pass'), count('**fail**'), count('n/a'), those.length];
    expect(list).toMatch(new RegExp(`^\\| ${level}[^|]* \\| ${counts.join(' \\| ')} \\|$`, 'm'));
  }
});

test('each has a verdict of three; a fail says what would mend it, and what is not applicable says why', () => {
  for (const { id, verdict, shown } of rows) {
    expect(['pass', '**fail**', 'n/a'], id).toContain(verdict);
    if (verdict === '**fail**') expect(/Mends it: \S|^as V[\d.]+ /.test(shown), id).toBe(true);
    if (verdict === 'n/a') expect(shown.length, id).toBeGreaterThan(3);
  }
});

const IS_PATH = /^[\w.@()[\]/-]+\.(tsx?|mjs|js|json|md|csv)$/;
const quoted = (text: string) => ['"', "'", '`'].map((sign) => `${sign}${text.replaceAll(sign, `\\${sign}`)}${sign}`);

/** The files that a text names, each with the titles of tests behind it. */
const namedIn = (text: string) =>
  [...text.matchAll(/`([^`\n]+)`((?: “[^”]+”)*)/g)]
    .map(([, path = '', titles = '']) => ({ path, titles: [...titles.matchAll(/“([^”]+)”/g)].map(([, t]) => t ?? '') }))
    .filter(({ path }) => IS_PATH.test(path));

test('what shows a pass is there, and so are the tests it names', () => {
  const wrong: string[] = [];
  for (const { id, verdict, shown } of rows) {
    const named = namedIn(shown);
    if (verdict === 'pass' && named.length === 0) wrong.push(`${id}: nothing shows it`);
    for (const { path, titles } of named) {
      const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
      if (text === null) wrong.push(`${id}: ${path} is not there`);
      const missing = titles.filter((title) => !quoted(title).some((form) => text?.includes(form)));
      wrong.push(...missing.map((title) => `${id}: ${path} has no test “${title}”`));
    }
  }
  expect(wrong).toEqual([]);
});

test('it names the commit it was read on and the standard’s licence, and claims no certification', () => {
  expect(list).toMatch(/on commit `[0-9a-f]{12}`/);
  expect(list).toContain('this is no certification');
  expect(list).toContain('CC BY-SA 4.0');
  expect(readFileSync('lib/tools/dev/asvs/README.md', 'utf8')).toContain('CC BY-SA 4.0');
});
