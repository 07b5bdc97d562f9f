/**
 * The ledger's entry: its fields, its one encoding and its leaf hash. Fixed: a change here is a new format.
 *
 * Leaf = SHA-256(0x00 ‖ RFC 8785 canonical JSON of the entry), as RFC 6962 §2.1 hashes a leaf. The entry's salt, 128
 * bits of a keyed check of all the rest, keeps a published leaf from being guessed, and shows that Careledger wrote the entry:
 * without the org's key nobody makes one that verifies. Details that may be sensitive are sealed first, so the leaf commits
 * to ciphertext, and expiry of the body keeps the proof.
 */
import canonicalize from 'canonicalize';
import type { Actor } from '@/lib/platform/context';
import { mac } from '@/lib/platform/crypto/mac';
import type { OrgKeys } from '@/lib/platform/crypto/org-keys';
import type { ledgerEntries } from '@/lib/platform/db/schema/ledger';
import type { Id } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import type { LedgerAction } from './actions';
import { hashLeaf } from './tree/hashes';

/** A fact that is no value of a record: a count, a limit, the name or state of a setting. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };

export interface Entry {
  orgId: Id;
  id: Id;
  /** UTC, to the millisecond. */
  at: Date;
  action: LedgerAction;
  outcome: 'done' | 'refused';
  actorKind: Actor['kind'];
  actorId: Id;
  actorName: string;
  requestId: string;
  ip: string | null;
  /** API name of the module, if the act was in one. */
  module: string | null;
  recordId: Id | null;
  /** Another thing the act was about: a user, field, note, attachment, job. */
  subjectId: Id | null;
  door: Door | null;
  purpose: string | null;
  /** API names of the fields changed, revealed or asked for. */
  fields: readonly string[];
  /** Canonical JSON text of the facts. */
  facts: string;
  /** Sealed canonical JSON of old and new values of fields that were not marked. */
  sealedDetail: Buffer | null;
  salt: Buffer;
}

/**
 * The entry as RFC 8785 canonical JSON: what the leaf hash covers, and what a bundle carries. RFC 8785 is the JSON of
 * ECMAScript with its keys sorted, and so they stand here: half the cost of sorting them anew for every entry.
 */
export function encodeEntry(entry: Entry): string {
  return JSON.stringify({
    action: entry.action,
    actor: { id: entry.actorId, kind: entry.actorKind, name: entry.actorName },
    at: entry.at.toISOString(),
    detail: entry.sealedDetail?.toString('base64') ?? null,
    door: entry.door,
    facts: entry.facts,
    fields: entry.fields,
    id: entry.id,
    ip: entry.ip,
    module: entry.module,
    org: entry.orgId,
    outcome: entry.outcome,
    purpose: entry.purpose,
    record: entry.recordId,
    request: entry.requestId,
    salt: entry.salt.toString('hex'),
    subject: entry.subjectId,
    v: 1,
  });
}

/** RFC 6962 leaf hash of an entry; 32 bytes. */
export const leafHashOf = (entry: Entry): Buffer => hashLeaf(encodeEntry(entry));

const SALT_BYTES = 16;
/** An entry as the database's row has it. Of one that has expired (`retention/expired.ts`) it is not what its leaf is over. */
export function entryOfRow(row: typeof ledgerEntries.$inferSelect): Entry {
  const { leafHash: _, expiredBy: __, action, door, ...same } = row;
  return { ...same, action: action as LedgerAction, door: door as Door | null };
}

const NO_SALT = Buffer.alloc(0);

/** The salt of an entry, from all that it says. By the org's first key, so that it outlives rotation. */
export function saltOf(keys: OrgKeys, entry: Omit<Entry, 'salt'>): Buffer {
  const key = keys.key('ledger-entry', '', keys.first).secret;
  return mac(key, encodeEntry({ ...entry, salt: NO_SALT })).subarray(0, SALT_BYTES);
}

/** Canonical text of facts. */
export function encodeFacts(facts: Record<string, Fact>): string {
  const text = canonicalize(facts);
  if (text === undefined) throw new TypeError('The facts have no canonical form.');
  return text;
}
