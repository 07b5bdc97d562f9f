import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesFolder } from './store';

/** Removes half-written files that a crash left, last written before `before`. */
export async function removeLeftovers(before: Date): Promise<void> {
  for (const org of await entriesOf(filesFolder())) {
    const folder = join(filesFolder(), org);
    for (const name of await entriesOf(folder)) {
      if (!name.endsWith('.part')) continue;
      const path = join(folder, name);
      const written = await stat(path).catch(() => undefined);
      if (written && written.mtime < before) await rm(path, { force: true });
    }
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
