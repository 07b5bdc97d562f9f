/** One Careledger a data folder: `up.pid` names the process that has it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startedAt } from './processes';
import { StartError } from './start-error';

const path = (dataDir: string) => join(dataDir, 'up.pid');

/** The number of the process that has the folder, or null. What a killed process left behind does not count. */
export function lockHolder(dataDir: string): number | null {
  let text: string;
  try {
    text = readFileSync(path(dataDir), 'utf8');
  } catch {
    return null;
  }
  const [pid, started] = text.split('\n');
  return started && startedAt(Number(pid)) === started ? Number(pid) : null;
}

/** Takes the folder for this process, and gives what gives it back. Throws StartError when another has it. */
export function takeLock(dataDir: string): () => void {
  const holder = lockHolder(dataDir);
  if (holder) throw new StartError(`Careledger already runs on ${dataDir} (process ${holder}). Stop it first.`);
  rmSync(path(dataDir), { force: true });
  try {
    writeFileSync(path(dataDir), `${process.pid}\n${startedAt(process.pid)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StartError(`Another Careledger is starting on ${dataDir}.`);
  }
  return () => rmSync(path(dataDir), { force: true });
}
