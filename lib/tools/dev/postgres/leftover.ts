/** What a run that was killed has left behind in a data folder. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, hasEnded, signal } from '../processes';
import { StartError } from '../start-error';

/** The number of the PostgreSQL that runs on `folder`, or null. */
export function runningServer(folder: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
  // The number may by now belong to any other process.
  return commandLine(pid).includes(folder) ? pid : null;
}

/** Stops a PostgreSQL that still runs on `folder`, or takes away the lock of one that does not. */
export async function clearLeftover(folder: string): Promise<void> {
  const pid = runningServer(folder);
  if (pid === null) {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    return;
  }
  await stopServer(pid);
}

/** Fast shutdown: transactions roll back, everything committed is on disk. Immediate only if that hangs. */
export async function stopServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await hasEnded(pid, 60_000)) return;
  signal(pid, 'SIGQUIT');
  if (await hasEnded(pid, 10_000)) return;
  throw new StartError(`PostgreSQL (process ${pid}) does not stop.`);
}
