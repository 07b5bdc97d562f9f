/** A world whose protected values can be exchanged, and a server on it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FRONT, webIn } from '@/lib/tools/dev/build-front';
import { freePort } from '@/lib/tools/dev/ports';
import { databaseName, inDatabase } from '@/lib/tools/testing/database-names';
import type { Places } from '@/lib/tools/testing/non-interference/page-requests';
import type { Variant } from '@/lib/tools/testing/non-interference/values';
import { databaseUrls } from '../fixtures';

const LEAVE_WITH_PARENT = ['--import', resolve('lib/tools/dev/leave-with-parent.mjs')];
const PASSWORD = randomBytes(12).toString('base64url');

export interface Twin {
  places: Places;
  builtAtMs: number;
  /** Who has this name, to sign in. */
  person(name: string): { email: string; password: string };
  /** Runs with a server on the world as it was when it was built, but with these values. */
  serving<T>(variant: Variant, run: (baseUrl: string) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

interface Built {
  places: Places;
  builtAtMs: number;
  people: { name: string; email: string }[];
}

export async function makeTwin(): Promise<Twin> {
  const folder = mkdtempSync(join(tmpdir(), 'careledger-twin-'));
  mkdirSync(join(folder, 'keys'), { mode: 0o700 });
  writeFileSync(join(folder, 'keys', 'root.key'), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  const name = databaseName('twin');
  const { app, owner } = databaseUrls();
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: folder,
    DATABASE_URL: inDatabase(app, name),
    DATABASE_OWNER_URL: inDatabase(owner, name),
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    NEXTAUTH_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production' as const,
  };
  const world = start(['--import', 'tsx', 'e2e/security/twin-world.ts', PASSWORD], env);
  const { places, builtAtMs, people } = (await messageOf(world)) as Built;
  return {
    places,
    builtAtMs,
    person: (wanted) => ({ email: people.find((one) => one.name === wanted)?.email ?? '', password: PASSWORD }),
    async serving(variant, run) {
      world.send(variant);
      await messageOf(world);
      const server = start([...LEAVE_WITH_PARENT, webIn(FRONT)], env);
      try {
        await untilServing(server, env.NEXTAUTH_URL);
        return await run(env.NEXTAUTH_URL);
      } finally {
        const ended = once(server, 'exit');
        server.kill('SIGTERM');
        await ended;
      }
    },
    async end() {
      if (world.connected) {
        const ended = once(world, 'exit');
        world.send('end');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  return spawn(process.execPath, args, { stdio: [...stdio], env });
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((told, failed) => {
    child.once('message', told);
    child.once('exit', (code) => failed(new Error(`The twin world ended with exit code ${code}.`)));
  });
}

async function untilServing(server: ChildProcess, baseUrl: string): Promise<void> {
  while (server.exitCode === null) {
    const answer = await fetch(`${baseUrl}/api/health`).catch(() => null);
    if (answer) return;
    await wait(100);
  }
  throw new Error(`The twin's server ended with exit code ${server.exitCode}.`);
}
