import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** One save is several events, and a switch of branches hundreds. */
const QUIET_MS = 100;

/**
 * Tells which files below the folders were written, made or removed, once things are quiet. While what it told is being
 * worked on, it gathers. Each folder has a watch of its own, since a recursive one loses files that editors replace.
 */
export function watchSources(
  folders: readonly string[],
  tell: (paths: readonly string[]) => Promise<void>,
): { stop(): void } {
  const watches = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let busy = Promise.resolve();

  const flush = () => {
    const paths = [...changed];
    changed.clear();
    busy = busy.then(() => tell(paths));
  };
  const add = (folder: string) => {
    if (watches.has(folder)) return;
    const own = watch(folder, (_, name) => {
      if (!name) return;
      changed.add(join(folder, name).replaceAll('\\', '/'));
      lookInto(folder);
      clearTimeout(timer);
      timer = setTimeout(flush, QUIET_MS);
    });
    // A folder that was removed: its parent tells.
    own.on('error', () => forget(folder));
    watches.set(folder, own);
    lookInto(folder);
  };
  const forget = (folder: string) => {
    watches.get(folder)?.close();
    watches.delete(folder);
  };
  const lookInto = (folder: string) => {
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) add(join(folder, entry.name));
      }
    } catch {
      forget(folder);
    }
  };

  for (const folder of folders) add(folder);
  return {
    stop() {
      clearTimeout(timer);
      for (const folder of [...watches.keys()]) forget(folder);
    },
  };
}
