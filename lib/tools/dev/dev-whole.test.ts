/**
 * `npm run dev` from its start to its end, in a copy of the sources: what a developer has running, their edits and their data
 * are left alone. The copy lies in this folder, whose packages it uses.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { envSchema } from '@/lib/platform/env';
import { freePort, tryPort } from './ports';

mkdirSync('.cache', { recursive: true });
const copy = mkdtempSync(resolve('.cache', 'dev-'));
let dev: ChildProcess | undefined;
/** With its exit code, once it was started. */
let ended: Promise<number | null> = Promise.resolve(null);
afterAll(async () => {
  dev?.kill('SIGTERM');
  await ended;
  rmSync(copy, { recursive: true, force: true });
});

/** Until a new text shows: the system tells of an edit in its own time. On a busy machine each answer takes longer, too. */
const MOST_ANSWERS = 200;

const FOLDERS = ['app', 'components', 'drizzle', 'lib', 'patches'];

function copySources(): void {
  const files = readdirSync('.').filter((name) => /^[^.].*\.(ts|mjs|js|json)$/.test(name));
  for (const name of [...FOLDERS, ...files]) {
    cpSync(name, join(copy, name), { recursive: true, filter: (path) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(path) });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  // Through the link Tailwind would look for class names in every package.
  const base = JSON.stringify(join(copy, 'components', 'ui'));
  edit('postcss.config.mjs', "'@tailwindcss/postcss': {}", `'@tailwindcss/postcss': { base: ${base} }`);
  // Turbopack reads nothing above its root, and the packages are there.
  edit(
    'next.config.js',
    'const config = {',
    `const config = {\n  turbopack: { root: ${JSON.stringify(resolve('.'))} },`,
  );
}

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(join(copy, path), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(copy, path), before.replace(from, to));
}

/** Resolves when it says that it is ready; rejects with all it said when it ends before. */
function start(port: number): Promise<void> {
  // Set, though empty: what a developer's environment says does not count.
  const unset = Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, '']));
  const child = spawn(process.execPath, ['lib/tools/dev/up.mjs', '--dev'], {
    cwd: copy,
    env: { ...process.env, ...unset, NODE_ENV: 'development', PORT: String(port), SEED: 'empty' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  dev = child;
  ended = new Promise((resolve) => child.once('close', resolve));
  return new Promise((ready, reject) => {
    const said: string[] = [];
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        said.push(line);
        if (line.startsWith('Careledger is ready at ')) ready();
      });
    }
    child.once('close', (code) => reject(new Error(`It ended with ${code}.\n${said.join('\n')}`)));
  });
}

/** Processes that work in the copy, where the system tells. */
const left = (): string[] =>
  (process.platform === 'linux' ? readdirSync('/proc') : []).filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(copy);
    } catch {
      return false;
    }
  });

test('npm run dev becomes ready, answers pages and doors, shows an edit without a start, and leaves nothing running', async () => {
  copySources();
  const port = await freePort();
  await start(port);
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const signIn = async () => (await ask('/sign-in')).text();

  expect(await signIn()).toContain('Password');
  edit('components/people/users/sign-in-form.tsx', 'label="Password"', 'label="Passphrase"');
  let answers = 1;
  for (; !(await signIn()).includes('Passphrase'); answers += 1) {
    expect(answers).toBeLessThan(MOST_ANSWERS);
    await wait(50);
  }

  const doors = await Promise.all(['/api/health/live', '/crm/v8/settings/modules'].map(ask));
  expect(doors.map(({ status }) => status)).toEqual([200, 401]);
  expect(await doors[1]?.json()).toMatchObject({ code: 'AUTHENTICATION_FAILURE' });
  // Next says of all it answers that it varies by its own headers.
  expect(doors.map(({ headers }) => headers.get('vary') ?? '').filter((vary) => /rsc/i.test(vary))).toEqual([]);

  dev?.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await tryPort(port)).toBe(port);
  expect(left()).toEqual([]);
});
