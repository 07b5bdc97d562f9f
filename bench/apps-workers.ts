/** Workers that send to apps and do nothing else, each a process, and how much memory they take. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 100;

/** @returns `stop`, which tells by how much the largest grew after its first tenth of what it was looked at, in MiB. */
export async function startSenders(count: number): Promise<{ stop(): Promise<number> }> {
  const workers = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--import', 'tsx', 'lib/apps/testing/dispatcher-process.ts'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
  const seen = workers.map((): number[] => []);
  // They are there once they look for something to do; none begins before all can.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const watch = setInterval(() => {
    for (const [n, worker] of workers.entries()) seen[n]?.push(residentMiB(worker));
  }, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(watch);
      const ended = workers.map((worker) => once(worker, 'exit'));
      for (const worker of workers) worker.kill();
      await Promise.all(ended);
      return Math.max(...seen.map(growthOf));
    },
  };
}

function growthOf(seen: readonly number[]): number {
  const first = seen.slice(0, Math.max(1, Math.floor(seen.length / 10)));
  return Math.max(...seen, 0) - Math.max(...first, 0);
}

/** As Linux counts it. */
function residentMiB({ pid }: ChildProcess): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1_024;
}
