/** `npm test`: everything that has to hold, from a bare clone. Ends with the count of tests, alone on the last line. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureInstalled } from './install.mjs';

process.chdir(join(import.meta.dirname, '..', '..'));

const VITEST_REPORT = '.cache/vitest.json';
const PLAYWRIGHT_REPORT = '.cache/playwright.json';
const node = (file) => [process.execPath, join('node_modules', file)];

/** Stages follow one another. In a stage chains run side by side; the steps of a chain follow one another. */
const STAGES = [
  [
    [
      {
        name: 'Format, lint and imports',
        command: [...node('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
      },
      { name: 'Dead code', command: [...node('knip/bin/knip.js')] },
    ],
    [
      // The types of routes (PageProps) are made from the folders of app/.
      { name: 'Route types', command: [...node('next/dist/bin/next'), 'typegen'] },
      { name: 'Types', command: [...node('typescript/bin/tsc'), '--noEmit'] },
    ],
  ],
  [
    [
      {
        name: 'Unit and database tests',
        command: [
          ...node('vitest/vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${VITEST_REPORT}`,
        ],
      },
    ],
    // Takes what the tests leave of the processors, so that none of them waits for it.
    [{ name: 'Build', command: [process.execPath, '--import', 'tsx', 'lib/dev/build-app.ts'], priority: 10 }],
  ],
  [
    [
      {
        name: 'End-to-end tests',
        command: [...node('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT },
      },
    ],
  ],
];

/** Runs a step; gives its output when it failed, null when it passed. */
async function failureOf({ command: [program, ...args], env, priority = 0 }) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  if (child.pid && priority) setPriority(child.pid, priority);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  return code === 0 ? null : output;
}

async function timed(name, run) {
  const since = Date.now();
  console.log(`… ${name}`);
  const failure = await run();
  console.log(`${failure === null ? '✓' : '✗'} ${name} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  if (failure !== null) console.log(failure);
  return failure === null;
}

/** Runs the steps of a chain up to the first that fails. */
async function passes(chain) {
  for (const step of chain) if (!(await timed(step.name, () => failureOf(step)))) return false;
  return true;
}

function counts() {
  const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);
  const unit = read(VITEST_REPORT);
  const browser = read(PLAYWRIGHT_REPORT)?.stats;
  return {
    passed: (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0),
    failed: (unit?.numFailedTests ?? 0) + (browser?.unexpected ?? 0) + (browser?.flaky ?? 0),
  };
}

ensureInstalled();
mkdirSync('.cache', { recursive: true });
for (const report of [VITEST_REPORT, PLAYWRIGHT_REPORT]) rmSync(report, { force: true });
let allPassed = await timed('Browser', () =>
  ensureBrowser().then(
    () => null,
    (error) => error.message,
  ),
);
for (const chains of STAGES) {
  if (!allPassed) break;
  allPassed = (await Promise.all(chains.map(passes))).every(Boolean);
}
const { passed, failed } = counts();
// A step without tests of its own that failed counts as one.
console.log(`${passed} passed, ${allPassed ? failed : Math.max(failed, 1)} failed`);
process.exit(allPassed ? 0 : 1);
