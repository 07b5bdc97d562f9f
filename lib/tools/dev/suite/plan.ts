/** What `npm test` and its kin run: everything, or what is named. Pure but for looking whether a path is there. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { StartError } from '../start-error';

export interface Step {
  name: string;
  command: [program: string, ...args: string[]];
  env?: Record<string, string>;
  /** Niceness: above 0 it stands back behind others, and may be silent for longer. */
  priority?: number;
  /** Not run when this step has failed. */
  needs?: string;
  /** Where it writes which tests passed. */
  report?: { kind: 'vitest' | 'playwright'; path: string };
}

/** Stages follow one another, also after a failure. In a stage chains run side by side; a chain's steps follow. */
export type Plan = Step[][][];

const node = (file: string, ...args: string[]): Step['command'] => [
  process.execPath,
  join('node_modules', file),
  ...args,
];

/**
 * @param named paths of tests or folders, as given to `npm test -- …`; none: everything.
 * @param reports a folder of this run only.
 * @throws StartError for a path that is not there, or is no test.
 */
export function planOf(named: readonly string[], reports: string): Plan {
  if (named.length === 0) return [CHECKS, [unit([], reports), [BUILD, onNode(reports)]], [[browser([], reports)]]];
  const paths = named.map(pathOf);
  const [inBrowser, others] = [paths.filter(isBrowserTest), paths.filter((path) => !isBrowserTest(path))];
  const plan: Plan = [];
  if (others.length > 0) plan.push([unit(others, reports)]);
  if (inBrowser.length > 0) plan.push([[BUILD]], [[browser(inBrowser, reports)]]);
  return plan;
}

/** `npm run check`: everything but what takes long, at once, with the tests that are given. */
export function planOfCheck(tests: readonly string[], reports: string): Plan {
  return [tests.length > 0 ? [...CHECKS, unit(tests, reports)] : CHECKS];
}

/**
 * `npm run test:e2e -- NAME…`: the browser tests whose path has one of the names in it; none: all of them.
 * @throws StartError for a name that none has.
 */
export function planOfBrowser(names: readonly string[], reports: string): Plan {
  const specs = readdirSync('e2e', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.spec.ts'));
  const paths = specs.map((path) => `e2e/${path.split(sep).join('/')}`).sort();
  const found = (names.length > 0 ? names : ['']).flatMap((name) => {
    const matching = paths.filter((path) => path.includes(name));
    if (matching.length === 0)
      throw new StartError(`No browser test has ${name} in its name. There are:\n${paths.join('\n')}`);
    return matching;
  });
  return planOf([...new Set(found)], reports);
}

function pathOf(given: string): string {
  const path = relative('.', given).split(sep).join('/');
  if (given.startsWith('-')) throw new StartError(`npm test takes paths of tests and folders, no options: ${given}`);
  if (!existsSync(given)) throw new StartError(`There is no ${given}.`);
  if (!/^(app|components|lib|bench|e2e)(\/|$)/.test(path) || /\.tsx?$/.test(path.replace(/\.(test|spec)\.tsx?$/, ''))) {
    throw new StartError(`${given} is no test. Tests are *.test.ts beside the code and *.spec.ts in e2e.`);
  }
  return path;
}

const isBrowserTest = (path: string): boolean => path === 'e2e' || path.startsWith('e2e/');

const CHECKS: Step[][] = [
  [
    {
      name: 'Format, lint and imports',
      command: node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
    },
    { name: 'Dead code', command: node('knip/bin/knip.js') },
  ],
  [
    // The types of routes (PageProps) are made from the folders of app/.
    { name: 'Route types', command: node('next/dist/bin/next', 'typegen') },
    { name: 'Types', command: node('typescript/bin/tsc', '--noEmit') },
  ],
];

/**
 * Stands back behind the tests. By a little only: where another `npm test` runs beside this one nothing is left over, and
 * a build that took just that made no step in half an hour.
 */
const STANDS_BACK = 4;

const BUILD: Step = {
  name: 'Build',
  command: [process.execPath, '--import', 'tsx', join('lib', 'tools', 'dev', 'build-app.ts')],
  priority: STANDS_BACK,
};

/** A Node with long support that is not the one at hand: does what was built start, and does a part of the tests pass? */
export const OTHER_NODE = process.versions.node.startsWith('24.') ? '22' : '24';

function onNode(reports: string): Step {
  const path = join(reports, 'node.json');
  return {
    name: `Node ${OTHER_NODE}`,
    command: [
      ...([process.execPath, '--import', 'tsx', join('lib', 'tools', 'dev', 'suite', 'on-node.ts')] as const),
      ...[OTHER_NODE, '--part', path],
    ],
    priority: STANDS_BACK,
    needs: 'Build',
    report: { kind: 'vitest', path },
  };
}

/** Writes what `reports.ts` reads, to the path in `TEST_REPORT`. */
export const VITEST_REPORTER = `./${join('lib', 'tools', 'dev', 'suite', 'vitest-report.ts')}`;

/** The tests, and what they sent to the database held against what is known of it. */
function unit(paths: readonly string[], reports: string): Step[] {
  const path = join(reports, 'vitest.json');
  const report = ['--reporter=verbose', `--reporter=${VITEST_REPORTER}`];
  const statements = join(reports, 'statements');
  const compare = join('lib', 'tools', 'testing', 'statements', 'after-tests.ts');
  return [
    {
      name: 'Unit and database tests',
      command: node('vitest/vitest.mjs', 'run', ...report, ...paths),
      env: { STATEMENTS: statements, TEST_REPORT: path },
      report: { kind: 'vitest', path },
    },
    {
      name: 'Statements',
      command: [process.execPath, '--import', 'tsx', compare, statements, ...(paths.length === 0 ? ['--whole'] : [])],
    },
  ];
}

function browser(paths: readonly string[], reports: string): Step {
  const path = join(reports, 'playwright.json');
  // The server of the specs says how far it is, too.
  return {
    name: 'End-to-end tests',
    command: node(
      '@playwright/test/cli.js',
      'test',
      '--reporter=list,json',
      `--output=${join(reports, 'traces')}`,
      ...paths,
    ),
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: path },
    needs: 'Build',
    report: { kind: 'playwright', path },
  };
}
