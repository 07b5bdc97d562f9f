/** What the system says of a process that another run has started. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const hasProc = existsSync('/proc/self/stat');

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** The command line of a process, empty when there is none. */
export function commandLine(pid: number): string {
  return hasProc ? proc(pid, 'cmdline').replaceAll('\0', ' ').trim() : ps(pid, 'command');
}

/** A text that tells a process from a later one with the same number; empty when there is none. */
export function startedAt(pid: number): string {
  if (!hasProc) return ps(pid, 'lstart');
  // The name, in parentheses, may hold anything; the start is the 20th field after it.
  return (
    proc(pid, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')[19] ?? ''
  );
}

/** Whether a process with this number runs, a zombie not counted. */
export function isRunning(pid: number): boolean {
  const state = hasProc ? proc(pid, 'stat').replace(/^.*\) /s, '')[0] : ps(pid, 'stat')[0];
  return state !== undefined && state !== 'Z';
}

/** Waits until a process has ended. False when it still runs after `timeoutMs`. */
export async function hasEnded(pid: number, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (isRunning(pid)) {
    if (Date.now() > until) return false;
    await wait(25);
  }
  return true;
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Signals a process when we are gone, even killed: a shell waits for the end of our pipe. Kill it when all is over. */
export function endWithUs(pid: number, name: 'INT' | 'TERM'): ChildProcess {
  const guard = spawn('sh', ['-c', `read -r _; kill -${name} ${pid} 2>/dev/null`], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => {});
  guard.unref();
  return guard;
}
