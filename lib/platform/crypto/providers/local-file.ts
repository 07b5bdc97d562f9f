/**
 * The root key in a file of its own (`key-file.ts`).
 * Against: whoever has the database only.
 * Does not: protect against whoever copies the file together with the database. Back them up apart.
 */
import type { RootKeyProvider } from '../keyring';
import { keyFromFile } from './key-file';
import { rootKeyProvider } from './root-key';
import { RootKeyError } from './root-key-error';

/** The provider of a root key file, made first when `create` is true and there is none. Throws `RootKeyError`. */
export async function localFileProvider(path: string, options: { create?: boolean } = {}): Promise<RootKeyProvider> {
  const rootKey = await keyFromFile(path, 'Root key', options);
  if (!rootKey) {
    throw new RootKeyError(
      `Root key file ${path} is missing. Put it back: without it, what is sealed cannot be opened.`,
    );
  }
  return rootKeyProvider('local-file', rootKey);
}
