/** What a witness has signed, in a folder: a file for each log, written whole or not at all. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { WitnessStore } from './witness';

export function folderStore(folder: string): WitnessStore {
  const path = (origin: string) => join(folder, `${Buffer.from(origin).toString('base64url')}.checkpoint`);
  return {
    async last(origin) {
      return readFile(path(origin), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
    },
    async keep(origin, note) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = `${path(origin)}.new`;
      const file = await open(draft, 'w', 0o600);
      await file
        .writeFile(note)
        .then(() => file.sync())
        .finally(() => file.close());
      await rename(draft, path(origin));
    },
  };
}
