/**
 * A key of its own for each conversation, wrapped under the org's.
 * Guarantees: what is sealed with it opens for that conversation only, and no more once the wrapped key is deleted, even
 * for whoever holds the org's keys and has the sealed bytes.
 * Against: bodies and files that outlive a purge, in a backup of the files or on a worn disk.
 * Does not: reach a backup of the database that holds the wrapped key as well; nor the memory of a process that has
 * opened it in the last minutes.
 */
import { createSecretKey, randomBytes } from 'node:crypto';
import { internal } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { KEY_BYTES } from './aead';
import { openBytes, type Place, sealBytes } from './envelope';
import { OrgKeys } from './org-keys';
import { Sealed } from './sealed';

const placeOf = (conversationId: Id): Place => ({ purpose: 'conversation-key', scope: '', parts: [conversationId] });

/** A new key: wrapped, as the conversation's row keeps it. */
export function makeConversationKey(keys: OrgKeys, conversationId: Id): Buffer {
  const secret = randomBytes(KEY_BYTES);
  try {
    return sealBytes(secret, keys, placeOf(conversationId)).toBytes();
  } finally {
    secret.fill(0);
  }
}

/** The keyring of one conversation, in the form of an org's: everything that seals and opens takes it. Throws `OpenError`. */
export function openConversationKey(keys: OrgKeys, conversationId: Id, wrapped: Buffer): OrgKeys {
  const secret = openBytes(Sealed.fromBytes(wrapped), keys, placeOf(conversationId));
  if (secret.length !== KEY_BYTES) throw internal(`The key of conversation ${conversationId} has a wrong length.`);
  const key = createSecretKey(secret);
  secret.fill(0);
  return new OrgKeys(keys.orgId, [[conversationId, key]], conversationId, conversationId);
}
