/**
 * Guarantees: an org's data keys leave the process only wrapped by a root key that the database does not hold, each
 * bound to its org and id; a wrong root key is noticed when the keys are loaded, not when the first value fails to open.
 * Against: whoever has the whole database, or a copy of it, and nothing else.
 * Does not: protect against whoever also holds the root key, nor stop someone with write access to the database from
 * deleting keys (which destroys what they sealed) or from marking a key retired or not.
 */

import { createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { clock } from '@/lib/platform/clock';
import { CareledgerError, internal } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { KEY_BYTES } from './aead';
import { frame } from './frame';
import { hkdf } from './kdf';
import { OrgKeys } from './org-keys';

export { OrgKeys, type Purpose } from './org-keys';

/** Where the root key lives: a file, the environment, a key management service. */
export interface RootKeyProvider {
  /** Stored beside each wrapped key, such as `local-file`. */
  id: string;
  wrap(dataKey: Buffer, aad: Buffer): Promise<Buffer>;
  unwrap(wrapped: Buffer, aad: Buffer): Promise<Buffer>;
}

/** A data key as the database holds it. */
export interface DataKeyRow {
  orgId: Id;
  id: Id;
  wrapped: Buffer;
  /** The id of the provider that wrapped it. */
  provider: string;
  /** Tells whether the key that came out of `wrapped` is the one that went in; tells nothing about the key. */
  checkValue: Buffer;
  createdAt: Date;
  /** A retired key still opens, and seals nothing new. */
  retiredAt: Date | null;
}

/** The root key at hand does not open an org's data key. The message is one line for the operator. */
export class WrongRootKeyError extends CareledgerError {
  static override readonly kind = 'WrongRootKeyError';

  constructor(row: DataKeyRow, provider: RootKeyProvider, cause?: unknown) {
    super(
      'internal',
      `Data key ${row.id} of organisation ${row.orgId}, wrapped by root key provider "${row.provider}", does not open ` +
        `with the root key of "${provider.id}": is it the right one?`,
      { cause },
    );
    this.name = 'WrongRootKeyError';
  }
}

const associatedData = (orgId: Id, keyId: Id) => frame(['careledger', '1', 'data-key', orgId, keyId]);

function checkValueOf(secret: KeyObject, orgId: Id, keyId: Id): Buffer {
  return hkdf(secret, frame(['careledger', '1', 'key-check', orgId, keyId]), KEY_BYTES);
}

/**
 * Makes a new data key for an org, wrapped and ready to be inserted. The org's first one must be made under a lock:
 * two firsts would divide the blind index.
 */
export async function createDataKey(
  orgId: Id,
  provider: RootKeyProvider,
  made: { id: Id; createdAt: Date } = { id: newId(), createdAt: clock.now() },
): Promise<DataKeyRow> {
  const dataKey = randomBytes(KEY_BYTES);
  const wrapped = await provider.wrap(dataKey, associatedData(orgId, made.id));
  const checkValue = checkValueOf(createSecretKey(dataKey), orgId, made.id);
  dataKey.fill(0);
  return { orgId, ...made, wrapped, provider: provider.id, checkValue, retiredAt: null };
}

async function unwrap(row: DataKeyRow, provider: RootKeyProvider): Promise<KeyObject> {
  const dataKey = await provider.unwrap(row.wrapped, associatedData(row.orgId, row.id)).catch((cause) => {
    throw new WrongRootKeyError(row, provider, cause);
  });
  if (dataKey.length !== KEY_BYTES) throw new WrongRootKeyError(row, provider);
  const secret = createSecretKey(dataKey);
  dataKey.fill(0);
  const expected = checkValueOf(secret, row.orgId, row.id);
  if (row.checkValue.length !== expected.length || !timingSafeEqual(row.checkValue, expected)) {
    throw new WrongRootKeyError(row, provider);
  }
  return secret;
}

/**
 * Opens all data keys of one org, retired ones too. The newest that is not retired seals; the oldest one makes index
 * tokens for ever, so its row must never be deleted. Ids are time-ordered, so age is the order of ids.
 * Throws `WrongRootKeyError`.
 */
export async function openKeyring(rows: readonly DataKeyRow[], provider: RootKeyProvider): Promise<OrgKeys> {
  const ordered = [...rows].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const first = ordered[0];
  if (!first) throw internal('An organisation without a data key has no keyring.');
  if (ordered.some((row) => row.orgId !== first.orgId)) throw internal('A keyring holds the keys of one organisation.');
  const current = ordered.findLast((row) => row.retiredAt === null);
  if (!current) throw internal(`Every data key of organisation ${first.orgId} is retired.`);
  const secrets = await Promise.all(ordered.map(async (row) => [row.id, await unwrap(row, provider)] as const));
  return new OrgKeys(first.orgId, secrets, current.id, first.id);
}
