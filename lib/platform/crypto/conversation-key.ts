/**
 * A key of its own for each conversation, wrapped under the org's.
 * Guarantees: what is sealed with it opens for that conversation and its visitor only, and no more once the wrapped key is deleted, even
 * for whoever holds the org's keys and has the sealed bytes.
 * Against: bodies and files that outlive a purge, in a backup of the files or on a worn disk.
 * Does not: reach a backup of the database that holds the wrapped key as well; nor the memory of a process that has
 * opened it in the last minutes.
 */
import { createSecretKey, randomBytes } from 'node:crypto';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { KEY_BYTES } from './aead';
import { openBytes, type Place, sealBytes } from './envelope';
import { OrgKeys } from './org-keys';
import { Sealed } from './sealed';

/** Whose key it is. */
export interface KeyOwner {
  id: Id;
  visitorId: Id;
}

/** @param form 1: from before it was bound to the visitor */
const placeOf = ({ id, visitorId }: KeyOwner, form = 2): Place => ({
  purpose: 'conversation-key',
  scope: '',
  parts: form < 2 ? [id] : [id, visitorId],
});

/** A new key: wrapped, as the conversation's row keeps it. */
export function makeConversationKey(keys: OrgKeys, owner: KeyOwner): Buffer {
  const secret = randomBytes(KEY_BYTES);
  try {
    return sealBytes(secret, keys, placeOf(owner)).toBytes();
  } finally {
    secret.fill(0);
  }
}

/** The keyring of one conversation, in the form of an org's: everything that seals and opens takes it. Throws `OpenError`. */
export function openConversationKey(keys: OrgKeys, owner: KeyOwner & { keyForm: number }, wrapped: Buffer): OrgKeys {
  const { id } = owner;
  const secret = openBytes(Sealed.fromBytes(wrapped), keys, placeOf(owner, owner.keyForm));
  if (secret.length !== KEY_BYTES) throw internal(`The key of conversation ${id} has a wrong length.`);
  const key = createSecretKey(secret);
  secret.fill(0);
  return new OrgKeys(keys.orgId, [[id, key]], id, id);
}

/** A key of the form of before, bound to the visitor. Throws `OpenError`. */
export function bindConversationKey(keys: OrgKeys, owner: KeyOwner, wrapped: Buffer): Buffer {
  const secret = openBytes(Sealed.fromBytes(wrapped), keys, placeOf(owner, 1));
  try {
    return sealBytes(secret, keys, placeOf(owner)).toBytes();
  } finally {
    secret.fill(0);
  }
}
