/**
 * No act without its entry. Every way in (page, route, server action, call of the REST and the visitor's door, job, task by the
 * clock, command) is found in the code, and what it may leave in the ledger is read from the code. `docs/audit-coverage.md` has
 * the list; `UPDATE=1` writes it anew. What a statement that did run left is held by `write-guard.ts`, in every test.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTION_NAMES } from '@/lib/protection/ledger/action-groups';
import { ACTIONS } from '@/lib/protection/ledger/actions';
import { sourceFiles } from '@/lib/tools/dev/import-graph';
import { ENDPOINTS } from '@/lib/ways-in/api/endpoints';
import { HANDLERS } from '@/lib/ways-in/jobs/registry';
import { ENDPOINTS as OF_VISITORS } from '@/lib/ways-in/widget/endpoints';
import { ActGraph, STOPS } from './graph';
import { type WayIn, waysIn } from './ways-in';
import {
  AMBIENT,
  AS_THE_SYSTEM,
  CHANGES_WITHOUT_ACT,
  OF_SETTINGS,
  PAGES_OF_SETTINGS,
  WITHOUT_ACT,
} from './without-act';

interface Found extends WayIn {
  key: string;
  acts: string[];
  writes: boolean;
  places: ReadonlySet<string>;
}

let ways: Found[];
beforeAll(() => {
  const graph = new ActGraph((file) => STOPS.test(file));
  ways = waysIn(graph).map((way) => ({ ...way, key: `${way.kind} ${way.name}`, ...graph.reach(way.starts) }));
});

const isOfSettings = ({ kind, name, writes }: Found): boolean =>
  kind === 'page' && !writes && name.startsWith(PAGES_OF_SETTINGS);

describe('the ways in are found', () => {
  const named = (kind: WayIn['kind']) => ways.filter((way) => way.kind === kind).map(({ name }) => name);

  test('each has a name of its own, and begins somewhere', () => {
    expect(ways.length).toBeGreaterThan(300);
    const nowhere = ways.filter(({ starts }) => starts.length === 0);
    // One function of the database, run as its owner.
    expect(nowhere.map(({ key }) => key)).toEqual(['by the clock ensure_ledger_partitions']);
    const keys = ways.map(({ key }) => key);
    expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
  });

  test('every call that the REST door answers is among them, and every one of visitors', () => {
    const fits = (found: string, asked: string) =>
      new RegExp(`^${found.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.+')}$`).test(asked);
    const rest = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
    expect(rest.filter((asked) => !named('REST call').some((found) => fits(found, asked)))).toEqual([]);
    const visitors = OF_VISITORS.map(({ method, path }) => `${method} ${path}`);
    expect(named('visitor’s call').sort()).toEqual(visitors.sort());
  });

  test('every kind of job is among them', () => {
    expect(named('job').sort()).toEqual(Object.keys(HANDLERS).sort());
  });
});

test('a way in leaves an act, or says why it leaves none; and one that says so leaves none', () => {
  const without = ways.filter((way) => way.acts.length === 0 && !isOfSettings(way));
  const said = [...Object.keys(WITHOUT_ACT), ...Object.keys(CHANGES_WITHOUT_ACT)];
  expect(without.map(({ key }) => key).sort()).toEqual(said.sort());
});

test('one that changes rows and leaves no act is one of the few that are named', () => {
  const changing = ways.filter(({ acts, writes }) => acts.length === 0 && writes);
  expect(changing.map(({ key }) => key).sort()).toEqual(Object.keys(CHANGES_WITHOUT_ACT).sort());
});

test('every act of the ledger has its words, and is left by a way in, or beside all of them', () => {
  const left = new Set(ways.flatMap(({ acts }) => acts));
  expect(ACTION_NAMES.filter((action) => !left.has(action)).sort()).toEqual(Object.keys(AMBIENT).sort());
  for (const [action, file] of Object.entries(AMBIENT)) expect(readFileSync(file, 'utf8')).toContain(`'${action}'`);
  expect(ACTION_NAMES.filter((action) => !/^[A-Z].{3,}$/.test(ACTIONS[action]))).toEqual([]);
});

describe('the actor is the person', () => {
  test('a job acts in the name of whoever started it', () => {
    const contexts = ['jobContext', 'starterContext'].map((name) => `lib/platform/background/job-context.ts#${name}`);
    const jobs = ways.filter(({ kind }) => kind === 'job');
    expect(jobs.filter(({ places }) => !contexts.some((place) => places.has(place))).map(({ name }) => name)).toEqual(
      [],
    );
  });

  test('whoever acts as the system says why no person is named', () => {
    const files = sourceFiles(['app', 'components', 'lib']).filter((file) => !/^lib\/tools\/|\/testing\//.test(file));
    const acting = files.filter((file) => /\bsystemContext\(/.test(readFileSync(file, 'utf8')));
    expect(acting.sort()).toEqual(Object.keys(AS_THE_SYSTEM).sort());
  });
});

test('docs/audit-coverage.md is what the code is', () => {
  const file = 'docs/audit-coverage.md';
  if (process.env.UPDATE) writeFileSync(file, listOf(ways));
  expect(readFileSync(file, 'utf8')).toBe(listOf(ways));
});

const INTRO = `# What each way in leaves in the audit log

Read from the code by \`lib/tools/testing/acts\`, which fails when this is not so any more; \`UPDATE=1 npx vitest run
lib/tools/testing/acts\` writes it anew. Each act has its words in \`lib/protection/ledger/actions.ts\`. A way in leaves those of
its acts that come to pass (some only look for an act that they name); a refusal leaves the same act as refused, or \`access.refuse\`.
`;

function listOf(all: readonly Found[]): string {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const parts = kinds.map((kind) => {
    const rows = all.filter((way) => way.kind === kind).map((way) => `| \`${way.name}\` | ${inWords(way)} |`);
    return [
      `## ${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      '',
      '| Way in | Acts |',
      '|---|---|',
      ...rows.sort(),
    ].join('\n');
  });
  return `${[INTRO, ...parts].join('\n')}\n`;
}

function inWords(way: Found): string {
  if (way.acts.length > 0) return way.acts.join(', ');
  return `none: ${WITHOUT_ACT[way.key] ?? CHANGES_WITHOUT_ACT[way.key] ?? OF_SETTINGS}`;
}
