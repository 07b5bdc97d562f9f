/**
 * The root key from the environment, given by `lib/platform/env.ts` as 64 hex characters.
 * Guarantees: no file of ours holds it.
 * Against: whoever has the disk and the database.
 * Does not: hide it from whoever may read the environment of the process.
 */
import type { RootKeyProvider } from '../keyring';
import { parseRootKey, rootKeyProvider } from './root-key';
import { RootKeyError } from './root-key-error';

/** Throws `RootKeyError` when the text is not 64 hex characters. */
export function envProvider(hex: string): RootKeyProvider {
  const rootKey = parseRootKey(hex);
  if (!rootKey) throw new RootKeyError('The root key in the environment is not 64 hex characters.');
  return rootKeyProvider('env', rootKey);
}
