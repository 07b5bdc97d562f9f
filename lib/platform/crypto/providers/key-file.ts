/**
 * A key in a file: 32 random bytes as 64 hex characters and a newline, mode 0600.
 * Guarantees: a new key is on the disk, whole, before anything is done with it; an existing one is never written over, also
 * not by two starts at once; a file that others could read is refused.
 * Against: other users of the machine, and a crash while the key is made.
 * Does not: protect against root, nor against whoever copies the file.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseRootKey } from './root-key';
import { RootKeyError } from './root-key-error';

/** What the key is for, as its errors say it. */
export type KeyName = 'Root key' | 'Ledger key';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown error';

/** The key; null where there is no file. @throws RootKeyError */
async function readKeyFile(path: string, name: KeyName): Promise<Buffer | null> {
  const file = await open(path, 'r').catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new RootKeyError(`${name} file ${path} cannot be read: ${codeOf(error)}.`);
  });
  if (!file) return null;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new RootKeyError(`${name} file ${path} is not a file.`);
    const mode = stat.mode & 0o777;
    if ((mode & ~0o600) !== 0) {
      const shown = mode.toString(8).padStart(4, '0');
      throw new RootKeyError(`${name} file ${path} has permissions ${shown}; allow its owner only: chmod 600.`);
    }
    const rootKey = parseRootKey((await file.readFile('latin1')).replace(/\n$/, ''));
    if (!rootKey) throw new RootKeyError(`${name} file ${path} is malformed: it should hold 64 hex characters.`);
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
    const file = await open(draft, 'wx', 0o600);
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

/** The key of a file, made first when `create` is true and there is none; null where there is none. @throws RootKeyError */
export async function keyFromFile(path: string, name: KeyName, { create = false } = {}): Promise<Buffer | null> {
  const key = await readKeyFile(path, name);
  if (key || !create) return key;
  await createKeyFile(path).catch((error) => {
    throw new RootKeyError(`${name} file ${path} cannot be made: ${codeOf(error)}.`);
  });
  return readKeyFile(path, name);
}
