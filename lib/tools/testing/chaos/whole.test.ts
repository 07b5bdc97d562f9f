/** `npm run up` as a whole, in the long form (`npm run chaos`): each of its processes is killed, and none takes another along. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { envSchema } from '@/lib/platform/env';
import { freePort } from '@/lib/tools/dev/ports';
import { runningServer } from '@/lib/tools/dev/postgres/leftover';
import { isRunning } from '@/lib/tools/dev/processes';
import { childrenOf } from './world';

const PASSWORD = 'chaos-in-the-clinic-27';
/** One that reads records. */
const PAGE = '/m/Contacts';
const home = mkdtempSync(join(tmpdir(), 'careledger-whole-'));
const dataDir = join(home, 'data');

let up: ChildProcess;
let origin: string;
let cookie: string;

/** What runs now: each by the number of its process. */
function running() {
  const named = (word: string) =>
    childrenOf(up.pid as number).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)) ?? 0;
  const database = runningServer(join(dataDir, 'postgres')) ?? 0;
  return { web: named('web.mjs'), worker: named('worker.ts'), database };
}

const status = (path: string, headers: Record<string, string> = {}) =>
  fetch(origin + path, { headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) }).then(
    async (response) => ({
      status: response.status,
      retry: response.headers.get('retry-after'),
      text: await response.text(),
    }),
    () => ({ status: 0, retry: null, text: '' }),
  );

async function untilHealthy(): Promise<void> {
  const until = Date.now() + 60_000;
  while ((await status('/api/health')).status !== 200) {
    if (Date.now() > until) throw new Error(`Not healthy within a minute: ${(await status('/api/health')).text}`);
    await wait(100);
  }
}

async function signIn(): Promise<Response> {
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email: 'admin@demo.example', password: PASSWORD, json: 'true' });
  const headers = {
    cookie: csrf.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
  };
  return fetch(`${origin}/api/auth/callback/credentials`, { method: 'POST', body, headers, redirect: 'manual' });
}

describe.runIf(process.env.CHAOS === 'long')('npm run up', () => {
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    up = spawn(process.execPath, ['lib/tools/dev/up.mjs'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, ''])),
        PORT: String(port),
        DATA_DIR: dataDir,
        NEXTAUTH_URL: origin,
        DEMO_PASSWORD: PASSWORD,
        DATABASE_PATIENCE_S: '3',
      },
    });
    await new Promise<void>((ready, failed) => {
      createInterface({ input: up.stdout as Readable }).on('line', (line) => line.includes('is ready at') && ready());
      up.once('exit', (code) => failed(new Error(`npm run up ended with ${code}`)));
    });
    const answer = await signIn();
    cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    expect((await status(PAGE, { cookie })).status).toBe(200);
  });

  afterAll(async () => {
    if (up.exitCode === null && up.signalCode === null) {
      const ended = new Promise((resolve) => up.once('exit', resolve));
      up.kill('SIGTERM');
      await ended;
    }
    rmSync(home, { recursive: true, force: true });
  });

  test.each(['web', 'worker', 'database'] as const)(
    '%s killed is started again, and takes no other along',
    async (victim) => {
      const before = running();
      process.kill(before[victim], 'SIGKILL');
      while (running()[victim] === 0 || running()[victim] === before[victim]) await wait(50);
      await untilHealthy();
      const after = running();
      const others = (['web', 'worker', 'database'] as const).filter((name) => name !== victim);
      for (const name of others) expect(after[name]).toBe(before[name]);
      const callers = Array.from({ length: 10 }, async () => {
        const answers: number[] = [];
        while (answers.length < 10) answers.push((await status(PAGE, { cookie })).status);
        return answers;
      });
      const pages = (await Promise.all(callers)).flat();
      expect(pages.filter((page) => page === 200)).toHaveLength(100);
    },
  );

  test('while the database is frozen a page, a route and signing in say 503 with Retry-After, in time', async () => {
    const { database } = running();
    const frozen = [database, ...childrenOf(database)];
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    // Its last answer is told for a second.
    await wait(1_100);
    const since = Date.now();
    const signing = signIn().then((answer) => ({
      status: answer.status,
      retry: answer.headers.get('retry-after'),
      text: '',
    }));
    const answers = await Promise.all([
      status(PAGE, { cookie }),
      status('/api/notices', { cookie }),
      status('/api/health'),
      signing,
    ]);
    const tookMs = Date.now() - since;
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503, 503]);
    expect(answers.filter((answer) => !answer.retry)).toEqual([]);
    expect(tookMs).toBeLessThan(20_000);
    expect((await status('/api/health/live')).status).toBe(200);
    await untilHealthy();
    expect((await status(PAGE, { cookie })).status).toBe(200);
  });

  test('killed itself, it takes all along', async () => {
    const before = Object.values(running());
    up.kill('SIGKILL');
    const until = Date.now() + 60_000;
    while (before.some(isRunning) && Date.now() < until) await wait(100);
    expect(before.filter(isRunning)).toEqual([]);
  });
});
