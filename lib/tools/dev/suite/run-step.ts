/**
 * Runs a step of `npm test`, its output line by line as it comes. No limit on how long it takes, but on how long it may
 * say nothing: a slow machine passes, a hang ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Step } from './plan';

export interface RunOptions {
  /** Where each line goes. */
  print(line: string): void;
  /** The longest silence; the longest test without a word takes a tenth of it on a common machine. Four times as long for a step that stands back. */
  silenceMs?: number;
}

/** @returns null when it passed, else why it failed, in words. */
export async function runStep(
  step: Step,
  { print, silenceMs: usualMs = 30 * 60_000 }: RunOptions,
): Promise<string | null> {
  const silenceMs = step.priority ? 4 * usualMs : usualMs;
  const [program, ...args] = step.command;
  const child = spawn(program, args, {
    // A group of its own, so that what it has started ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...step.env },
  });
  if (child.pid && step.priority) setPriority(child.pid, step.priority);
  running.add(child);
  let isSilent = false;
  const endSilence = () => {
    isSilent = true;
    endGroup(child, 'SIGTERM');
    setTimeout(() => endGroup(child, 'SIGKILL'), 10_000).unref();
  };
  let watch = setTimeout(endSilence, silenceMs);
  const since = Date.now();
  const heartbeat = setInterval(() => print(`… ${step.name} goes on (${minutes(Date.now() - since)})`), 60_000);
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      clearTimeout(watch);
      watch = setTimeout(endSilence, silenceMs);
      print(line);
    });
  }
  const how = await new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  clearTimeout(watch);
  clearInterval(heartbeat);
  running.delete(child);
  if (isSilent) return `ended after ${minutes(silenceMs)} without a line of output`;
  return how === 'exit code 0' ? null : how;
}

const running = new Set<ChildProcess>();

/** Ends all steps that run, for when we are told to end. */
export function endSteps(): void {
  for (const child of running) endGroup(child, 'SIGTERM');
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

const minutes = (ms: number): string => (ms < 60_000 ? `${ms / 1000} s` : `${Math.round(ms / 60_000)} minutes`);
