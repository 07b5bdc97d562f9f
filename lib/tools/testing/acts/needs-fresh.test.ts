/**
 * Acts of the dangerous kinds ask that one has shown a moment ago who one is. Every way in by which a person does one is found in
 * the code (`ways-in.ts`): it comes past `assertFresh`, or is named with why not. What each of them does without is tried in
 * `lib/people/auth/fresh.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { sourceFiles } from '@/lib/tools/dev/import-graph';
import { ActGraph, STOPS } from './graph';
import { DANGEROUS, NOTHING_FRESH } from './needs-fresh';
import { waysIn } from './ways-in';

const FRESH = 'lib/people/auth/fresh.ts#assertFresh';
/** At which a person sits. */
const BY_PEOPLE = ['page', 'route', 'action'];
/** What asks in a dialog and does it again. */
const ASKS = /\b(useAction|useAct|withStepUp)\(|<ConfirmAct\b|\bact=\{/;

let dangerous: { key: string; isFresh: boolean }[];
beforeAll(() => {
  const graph = new ActGraph((file) => STOPS.test(file));
  dangerous = waysIn(graph)
    .filter(({ kind }) => BY_PEOPLE.includes(kind))
    .map((way) => ({ key: `${way.kind} ${way.name}`, ...graph.reach(way.starts) }))
    .filter(({ acts }) => acts.some((act) => DANGEROUS.has(act)))
    .map(({ key, places }) => ({ key, isFresh: places.has(FRESH) }));
});

test('every way in to an act of a dangerous kind asks who one is once more, or says why not', () => {
  expect(dangerous.length).toBeGreaterThan(70);
  const without = dangerous.filter(({ isFresh }) => !isFresh).map(({ key }) => key);
  expect(without.sort()).toEqual(Object.keys(NOTHING_FRESH).sort());
});

test('each screen that calls one does so by what asks the person, and does it again', () => {
  const screens = sourceFiles(['components']).filter((file) => file.endsWith('.tsx'));
  const called = dangerous.flatMap(({ key, isFresh }) => {
    const [, file = '', name = ''] = /^action (.+)\.ts#(\w+)$/.exec(key) ?? [];
    return isFresh && file !== '' ? [{ name, folder: file.slice(0, file.lastIndexOf('/')), file }] : [];
  });
  expect(called.length).toBeGreaterThan(50);
  const calling = called.flatMap(({ name, file, folder }) =>
    screens.filter((screen) => {
      const from = screen.startsWith(`${folder}/`) ? `(@/${file}|\\.{1,2}/[\\w./-]*)` : `@/${file}`;
      return new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '${from}'`).test(readFileSync(screen, 'utf8'));
    }),
  );
  expect(calling.length).toBeGreaterThan(40);
  expect(calling.filter((screen) => !ASKS.test(readFileSync(screen, 'utf8')))).toEqual([]);
});
