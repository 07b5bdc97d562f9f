/**
 * Under which pseudonym the map has a subject: an HMAC by a key of the org's first data key, so that it outlives rotation.
 * Guarantees: whoever has the map and not the key finds neither whom a list is about, nor the list of somebody.
 */
import { mac } from '@/lib/platform/crypto/mac';
import type { OrgKeys } from '@/lib/platform/crypto/org-keys';
import type { Subject } from './subjects';

/** 32 bytes. */
export const pseudonymOf = (keys: OrgKeys, { kind, id }: Subject): Buffer =>
  mac(keys.key('ledger-subject', '', keys.first).secret, `${kind} ${id}`);
