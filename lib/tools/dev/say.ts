/** What a person who starts Careledger reads. */
import { CareledgerError } from '@/lib/platform/errors';
import { StartError } from './start-error';

// Whoever read our output may be gone (`npm run up | head`); that is no reason to stop.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const seconds = (sinceMs: number) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
const SLOW_MS = 2000;

export function say(line: string): void {
  console.log(line);
}

/** Runs a step and says so with its time; a slow one is announced too. */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const slow = setTimeout(() => say(`  … ${name}`), SLOW_MS);
  try {
    const result = await run();
    say(`  ✓ ${name} (${seconds(since)})`);
    return result;
  } finally {
    clearTimeout(slow);
  }
}

/** One line for what a person can put right; the whole error for what is our fault. */
export function sayError(error: unknown): void {
  const known = error instanceof StartError || error instanceof CareledgerError;
  console.error(known ? error.message : error);
}
