/**
 * An org's open keyring, kept in the process: the wrapped data keys come from the database, the root key from the
 * provider that the environment names. Nothing here leaves the process.
 */
import { asc, eq } from 'drizzle-orm';
import { createDataKey, type OrgKeys, openKeyring, type RootKeyProvider } from '@/lib/platform/crypto/keyring';
import { envProvider } from '@/lib/platform/crypto/providers/env';
import { localFileProvider } from '@/lib/platform/crypto/providers/local-file';
import { dataKeys } from '@/lib/platform/db/schema/keys';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { env, rootKeyFile } from '@/lib/platform/env';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';

const own = once('platform/org-keys', () => ({
  provider: null as Promise<RootKeyProvider> | null,
  keyrings: new Map<Id, OrgKeys>(),
}));

/** The root key's provider: `ROOT_KEY` if set, else the file. One clear error when it is missing. */
export function rootKeyProvider(): Promise<RootKeyProvider> {
  const { ROOT_KEY } = env();
  own.provider ??= (ROOT_KEY ? Promise.resolve(envProvider(ROOT_KEY)) : localFileProvider(rootKeyFile())).catch(
    (error) => {
      own.provider = null; // a file that was missing may be there at the next try
      throw error;
    },
  );
  return own.provider;
}

/** The open keys of the transaction's org. */
export async function keysOf(tx: Tx): Promise<OrgKeys> {
  const cached = own.keyrings.get(tx.orgId);
  if (cached) return cached;
  const rows = await tx.db.select().from(dataKeys).where(eq(dataKeys.orgId, tx.orgId)).orderBy(asc(dataKeys.id));
  if (rows.length === 0) throw internal('The organisation has no data key.');
  const keys = await openKeyring(rows, await rootKeyProvider());
  own.keyrings.set(tx.orgId, keys);
  return keys;
}

/** Opens the org's data keys anew with the root key. @throws when it is missing, is another, or a key was damaged */
export async function proveKeysOf(tx: Tx): Promise<void> {
  const rows = await tx.db.select().from(dataKeys).where(eq(dataKeys.orgId, tx.orgId));
  await openKeyring(rows, await rootKeyProvider());
}
/** The same, outside a transaction: the database is asked only when this process has not opened them yet. */
export const keysOfOrg = async (orgId: Id): Promise<OrgKeys> => own.keyrings.get(orgId) ?? inOrg(orgId, keysOf);

/** Makes the org's first data key, in the transaction that makes the org. */
export async function makeFirstDataKey(tx: Tx): Promise<Id> {
  const row = await createDataKey(tx.orgId, await rootKeyProvider());
  await tx.db.insert(dataKeys).values(row);
  return row.id;
}
