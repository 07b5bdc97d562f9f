/**
 * The root key in a file: 32 random bytes as 64 hex characters and a newline, mode 0600.
 * Guarantees: a new key is on the disk, whole, before anything is wrapped under it; an existing one is never written
 * over, also not by two starts at once; a file that others could read is refused.
 * Against: other users of the machine, a crash while the key is made, and whoever has the database only.
 * Does not: protect against root, nor against whoever copies the file together with the database. Back them up apart.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RootKeyProvider } from '../keyring';
import { parseRootKey, rootKeyProvider } from './root-key';
import { RootKeyError } from './root-key-error';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown error';

async function readKeyFile(path: string): Promise<Buffer | null> {
  const file = await open(path, 'r').catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new RootKeyError(`Root key file ${path} cannot be read: ${codeOf(error)}.`);
  });
  if (!file) return null;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new RootKeyError(`Root key file ${path} is not a file.`);
    const mode = stat.mode & 0o777;
    if ((mode & ~0o600) !== 0) {
      const shown = mode.toString(8).padStart(4, '0');
      throw new RootKeyError(`Root key file ${path} has permissions ${shown}; allow its owner only: chmod 600.`);
    }
    const rootKey = parseRootKey((await file.readFile('latin1')).replace(/\n$/, ''));
    if (!rootKey) throw new RootKeyError(`Root key file ${path} is malformed: it should hold 64 hex characters.`);
    return rootKey;
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function createKeyFile(path: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    const file = await open(/* turbopackIgnore: true */ draft, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    // A link, not a rename: it fails where a key already stands, and a rename would replace it.
    await link(draft, path).catch((error) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
}

/** The provider of a root key file, made first when `create` is true and there is none. Throws `RootKeyError`. */
export async function localFileProvider(path: string, options: { create?: boolean } = {}): Promise<RootKeyProvider> {
  let rootKey = await readKeyFile(path);
  if (!rootKey && options.create) {
    await createKeyFile(path).catch((error) => {
      throw new RootKeyError(`Root key file ${path} cannot be made: ${codeOf(error)}.`);
    });
    rootKey = await readKeyFile(path);
  }
  if (!rootKey) {
    throw new RootKeyError(
      `Root key file ${path} is missing. Put it back: without it, what is sealed cannot be opened.`,
    );
  }
  return rootKeyProvider('local-file', rootKey);
}
