import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Id, isId } from '@/lib/platform/ids';
import { filesFolder } from './store';

/** The ids of an org's files that were last written before `before`. */
export async function storedFiles(orgId: Id, before: Date): Promise<Id[]> {
  const folder = join(filesFolder(), orgId);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const written = await Promise.all(
    names.filter(isId).map(async (id) => ({ id, at: (await stat(join(folder, id)).catch(() => null))?.mtime })),
  );
  return written.filter(({ at }) => at !== undefined && at < before).map(({ id }) => id);
}
