import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { OTHER_NODE, type Plan, planOf, planOfBrowser, planOfCheck, type Step, VITEST_REPORTER } from './plan';
import { readReport } from './reports';
import { runPlan } from './run-plan';

const folder = mkdtempSync(join(tmpdir(), 'careledger-suite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = (name: string, code: string, more: Partial<Step> = {}): Step => ({
  name,
  command: [process.execPath, '-e', code],
  ...more,
});

async function printedBy(plan: Plan, silenceMs?: number): Promise<{ lines: string[]; passed: boolean }> {
  const lines: string[] = [];
  const passed = await runPlan(plan, (line) => lines.push(line), silenceMs);
  return { lines: lines.map((line) => line.replace(/\([\d.]+ s\)/, '(t)')), passed };
}

const names = (plan: Plan) => plan.map((stage) => stage.map((chain) => chain.map(({ name }) => name)));

/** The tests, and what they sent held against what is written down. */
const UNIT = ['Unit and database tests', 'Statements'];

test('without a name everything runs, the browser last', () => {
  expect(names(planOf([], folder))).toEqual([
    [
      ['Format, lint and imports', 'Dead code'],
      ['Route types', 'Types'],
    ],
    [UNIT, ['Build', `Node ${OTHER_NODE}`]],
    [['End-to-end tests']],
  ]);
});

test('what is named runs and nothing else, by its own runner, with what that needs', () => {
  const one = planOf(['lib/platform/ids.ts'.replace('ids.ts', 'env.test.ts')], folder);
  expect(names(one)).toEqual([[UNIT]]);
  expect(one[0]?.[0]?.[0]?.command.at(-1)).toBe('lib/platform/env.test.ts');
  const both = planOf(['./lib/platform/env.test.ts', 'e2e/chat.spec.ts', 'lib/platform/files'], folder);
  expect(names(both)).toEqual([[UNIT], [['Build']], [['End-to-end tests']]]);
  expect(both[0]?.[0]?.[0]?.command.slice(-2)).toEqual(['lib/platform/env.test.ts', 'lib/platform/files']);
  expect(both[2]?.[0]?.[0]?.command.at(-1)).toBe('e2e/chat.spec.ts');
});

test('npm run check runs format, types, dead code and the tests given beside each other, and no build', () => {
  const checks = [
    ['Format, lint and imports', 'Dead code'],
    ['Route types', 'Types'],
  ];
  expect(names(planOfCheck([], folder))).toEqual([checks]);
  const plan = planOfCheck(['lib/platform/env.test.ts'], folder);
  expect(names(plan)).toEqual([[...checks, UNIT]]);
  expect(plan[0]?.[2]?.[0]?.command.at(-1)).toBe('lib/platform/env.test.ts');
});

test('npm run test:e2e runs the browser tests that are named by a part of their path, or all', () => {
  const some = planOfBrowser(['merge', 'chat', 'merge'], folder).at(-1)?.[0]?.[0];
  expect(some?.command.slice(-2)).toEqual(['e2e/merge.spec.ts', 'e2e/chat.spec.ts']);
  expect(planOfBrowser([], folder).at(-1)?.[0]?.[0]?.command).toContain('e2e/sign-in.spec.ts');
  expect(() => planOfBrowser(['nothing-like-it'], folder)).toThrow(/No browser test has nothing-like-it in its name/);
});

test.each([['lib/none.test.ts'], ['lib/platform/env.ts'], ['README.md'], ['--watch']])(
  '%s is refused in words',
  (path) => {
    expect(() => planOf([path], folder)).toThrow(/There is no|is no test|no options/);
  },
);

test('a step that fails stops no other but those that need it, and all failures are told at the end', async () => {
  const { lines, passed } = await printedBy([
    [[script('One', 'console.log("a line"); process.exit(3)'), script('Two', 'console.log("after")')]],
    [[script('Three', '')], [script('Four', 'console.log("beside")')]],
    [[script('Five', 'console.log("never")', { needs: 'One' })], [script('Six', '', { needs: 'Two' })]],
  ]);
  expect(passed).toBe(false);
  expect(lines).toContain('a line');
  expect(lines).toContain('after');
  expect(lines).toContain('[Four] beside');
  expect(lines).toContain('✗ Five: not run, since One failed');
  expect(lines).toContain('✓ Six (t)');
  expect(lines).not.toContain('[Five] never');
  expect(lines.slice(-3)).toEqual(['failed: One: exit code 3', 'failed: Five (not run)', '0 passed, 2 failed']);
});

test('a line is printed when it comes, not when its step ends', async () => {
  const go = join(folder, 'go');
  const lines: string[] = [];
  const code = `console.log('first'); const t = setInterval(() => require('fs').existsSync(${JSON.stringify(go)}) && clearInterval(t), 5)`;
  // It ends only after its line was heard.
  await runPlan([[[script('Waits', code)]]], (line) => {
    lines.push(line);
    if (line === 'first') writeFileSync(go, '');
  });
  expect(lines.at(-1)).toBe('0 passed, 0 failed');
});

test('a step that says nothing is ended with all it started; one that says something may take its time', async () => {
  const child = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`;
  const { lines, passed } = await printedBy([[[script('Hangs', `${child}; setInterval(() => {}, 1000)`)]]], 1_000);
  expect(passed).toBe(false);
  expect(lines.at(-2)).toBe('failed: Hangs: ended after 1 s without a line of output');
  const talks = script(
    'Talks',
    'let n = 0; const t = setInterval(() => { console.log(n); if (++n === 30) clearInterval(t) }, 100)',
  );
  expect((await printedBy([[[talks]]], 2_900)).passed).toBe(true);
});

test('a step that stands back behind others may be silent four times as long: it may wait for a processor', async () => {
  const slow = script('Slow', 'setTimeout(() => {}, 1_500)', { priority: 4 });
  expect((await printedBy([[[slow]]], 1_000)).passed).toBe(true);
  const hangs = script('Hangs', 'setInterval(() => {}, 1000)', { priority: 4 });
  expect((await printedBy([[[hangs]]], 500)).lines.at(-2)).toBe(
    'failed: Hangs: ended after 2 s without a line of output',
  );
});

test('tests that were skipped are counted and named, and so are those that failed', async () => {
  const vitest = join(folder, 'vitest.json');
  const playwright = join(folder, 'playwright.json');
  const tests = [
    { name: 'lib/a.test.ts › holds', status: 'passed' },
    { name: 'lib/a.test.ts › is left out', status: 'skipped' },
    { name: 'lib/a.test.ts › breaks', status: 'failed' },
  ];
  writeFileSync(vitest, JSON.stringify({ tests, errors: ['lib/c.test.ts: not to be read'] }));
  const specs = ['expected', 'flaky', 'skipped', 'unexpected'].map((status) => ({
    title: status,
    file: 'b.spec.ts',
    tests: [{ status }],
  }));
  writeFileSync(playwright, JSON.stringify({ suites: [{ title: 'b', suites: [{ title: 'c', specs }] }] }));
  const { lines } = await printedBy([
    [[script('U', 'process.exit(1)', { report: { kind: 'vitest', path: vitest } })]],
    [[script('B', 'process.exit(1)', { report: { kind: 'playwright', path: playwright } })]],
  ]);
  expect(lines.slice(-7)).toEqual([
    'skipped: lib/a.test.ts › is left out',
    'skipped: e2e/b.spec.ts › skipped',
    'failed: lib/a.test.ts › breaks',
    'failed: lib/c.test.ts: not to be read',
    'failed: e2e/b.spec.ts › flaky',
    'failed: e2e/b.spec.ts › unexpected',
    '2 passed, 4 failed, 2 skipped',
  ]);
  expect(readReport({ kind: 'vitest', path: join(folder, 'none.json') }).passed).toBe(0);
  expect(readdirSync(folder)).toContain('vitest.json');
});

test('what fails outside of any test is told by its file and its words', async () => {
  const root = mkdtempSync(join(folder, 'broken-'));
  const path = join(root, 'report.json');
  const head = `import { afterAll, test } from ${JSON.stringify(import.meta.resolve('vitest'))};\n`;
  const files = {
    unread: `throw new Error('no such thing')`,
    hook: `test('holds', () => {}); afterAll(() => { throw new Error('could not tidy up'); })`,
    late: `test('holds', () => { void Promise.reject(new Error('nobody waited')); })`,
  };
  for (const [name, code] of Object.entries(files)) writeFileSync(join(root, `${name}.test.mjs`), head + code);
  const step: Step = {
    name: 'U',
    command: [
      process.execPath,
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root',
      root,
      `--reporter=${resolve(VITEST_REPORTER)}`,
    ],
    env: { TEST_REPORT: path },
    report: { kind: 'vitest', path },
  };
  const { lines } = await printedBy([[[step]]]);
  expect(lines.slice(-4).sort()).toEqual([
    '2 passed, 3 failed',
    'failed: hook.test.mjs: could not tidy up',
    'failed: outside of the tests: nobody waited',
    'failed: unread.test.mjs: no such thing',
  ]);
});
