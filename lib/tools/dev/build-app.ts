/** Builds the app if its sources have changed: a step of `npm test`. */
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { build, isBuilt } from './build';
import { lockHolder, takeLock } from './lock';
import { say, sayError } from './say';

/** One build a folder: another run beside this one waits for it, and then finds all built. */
const LOCK = '.cache/build';

async function whenAlone(): Promise<() => void> {
  mkdirSync(LOCK, { recursive: true });
  for (let tries = 0; ; tries += 1) {
    const holder = lockHolder(LOCK);
    try {
      if (holder === null) return takeLock(LOCK);
    } catch {
      // Another took it in the same moment.
    }
    if (tries % 60 === 0) say('Another run builds in this folder.');
    await wait(1000);
  }
}

try {
  const unlock = await whenAlone();
  try {
    if (!isBuilt()) await build(() => {});
  } finally {
    unlock();
  }
} catch (error) {
  sayError(error);
  process.exit(1);
}
