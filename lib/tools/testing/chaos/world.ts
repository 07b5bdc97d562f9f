/**
 * A PostgreSQL of its own, to be hurt without hurting other tests, and the product's own processes on it, under the keepers
 * that look after them in earnest. `makeCluster` sets the environment: call it by `vi.hoisted`, before any import reads it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate } from '@/lib/tools/dev/migrate';
import { freePort } from '@/lib/tools/dev/ports';
import { APP } from '@/lib/tools/dev/postgres/connection-file';
import { keepEmbedded } from '@/lib/tools/dev/postgres/keep-embedded';
import { runningServer } from '@/lib/tools/dev/postgres/leftover';
import type { PostgresSettings } from '@/lib/tools/dev/postgres/settings';

/** Sooner than in earnest, so that a test need not wait so long. */
export const PATIENCE_S = 3;

/** What is acknowledged has to survive the end of a process, not of the machine. */
const SETTINGS: PostgresSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '64MB',
};

export interface Cluster {
  /** Its disk. */
  home: string;
  owner: string;
  app: string;
  /** Its processes, the first the one that the others come from. */
  pids(): number[];
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** @param diskMb puts it on a disk of its own so small, to be filled: only root may */
export async function makeCluster(diskMb?: number): Promise<Cluster> {
  const home = mkdtempSync(join(tmpdir(), 'careledger-chaos-'));
  chmodSync(home, 0o755);
  if (diskMb) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=755`, 'tmpfs', home]);
  const dataDir = join(home, 'data');
  const kept = await keepEmbedded(dataDir, { settings: SETTINGS, durable: false });
  await migrate(kept.owner, APP);
  Object.assign(process.env, {
    DATABASE_URL: kept.app,
    DATABASE_OWNER_URL: kept.owner,
    DATABASE_PATIENCE_S: String(PATIENCE_S),
  });
  const pids = () => processesOf(join(dataDir, 'postgres'));
  return {
    home,
    owner: kept.owner,
    app: kept.app,
    pids,
    signal(name) {
      for (const pid of pids()) signalOne(pid, name);
    },
    async stop() {
      await kept.stop();
      if (diskMb) execFileSync('umount', ['-l', home]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function signalOne(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}

/** The server on a folder and all that it started. */
function processesOf(folder: string): number[] {
  const first = runningServer(folder);
  return first === null ? [] : [first, ...childrenOf(first)];
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          readFileSync(`/proc/${name}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')[1] === String(parent)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

export interface Kept {
  /** The process that serves or works now. */
  child(): number;
  stop(): Promise<void>;
}

/** `npm run api` as it stands: a keeper and the process that it keeps. @returns where it listens */
export async function startApi(): Promise<Kept & { origin: string }> {
  const port = await freePort();
  const kept = await startKept('lib/tools/dev/keep-api.ts', { API_PORT: String(port) }, 'The REST API is ready');
  return { ...kept, origin: `http://127.0.0.1:${port}` };
}

/** The worker under its keeper. */
export const startKeptWorker = (): Promise<Kept> =>
  startKept('lib/tools/testing/chaos/keep-worker.ts', { LOG_LEVEL: 'info' }, 'worker.ready');

async function startKept(program: string, env: Record<string, string>, ready: string): Promise<Kept> {
  const keeper: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: keeper.stdout as Readable }).on('line', (line) => line.includes(ready) && resolve());
    keeper.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  const child = () => {
    // Not esbuild's, which `tsx` starts.
    const nodes = childrenOf(keeper.pid as number).filter((pid) => commandOf(pid).includes('leave-with-parent'));
    return nodes[0] ?? 0;
  };
  return {
    child,
    async stop() {
      const ended = new Promise((resolve) => keeper.once('exit', resolve));
      keeper.kill('SIGTERM');
      await ended;
    },
  };
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Kills without warning, and waits until another is there in its place. */
export async function killAndAwaitNext(kept: Pick<Kept, 'child'>): Promise<void> {
  const killed = kept.child();
  process.kill(killed, 'SIGKILL');
  const until = Date.now() + 60_000;
  while (kept.child() === 0 || kept.child() === killed) {
    if (Date.now() > until) throw new Error('It was not started again within a minute.');
    await wait(50);
  }
}
