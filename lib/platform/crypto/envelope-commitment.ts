/**
 * What the ledger's entry of a sealed write says of the envelope that it wrote: which of the record's it is, and a keyed check of
 * its bytes.
 * Guarantees: without the keys nobody makes the commitment to another envelope; with the ledger, which keeps it, an older envelope
 * put back together with its number is noticed. It tells nothing of what is sealed: the bytes it is over are new with each write.
 * Against: whoever writes to the database without the keys, its owner too.
 * Does not: notice anything where the entry has expired, or was written before entries committed to envelopes.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Id } from '@/lib/platform/ids';
import { mac } from './mac';
import type { OrgKeys } from './org-keys';

/** An envelope of a record, as its row has it. */
export interface StoredEnvelope {
  recordId: Id;
  /** Which of the record's it is, counted from 1. */
  version: number;
  sealed: Buffer;
}

const MAC_BYTES = 16;

/** `<version>.<check>`: a number, and 16 bytes in base64url. From the org's first key, so that it outlives rotation. */
export function envelopeCommitment(keys: OrgKeys, { recordId, version, sealed }: StoredEnvelope): string {
  const head = JSON.stringify([keys.orgId, recordId, version]);
  const key = keys.key('envelope-commitment', '', keys.first).secret;
  const check = mac(key, Buffer.concat([Buffer.from(`${head}\0`), sealed])).subarray(0, MAC_BYTES);
  return `${version}.${check.toString('base64url')}`;
}

/** Whether the envelope is the one that was committed to. */
export function isCommitted(keys: OrgKeys, envelope: StoredEnvelope, commitment: string): boolean {
  const expected = Buffer.from(envelopeCommitment(keys, envelope));
  const given = Buffer.from(commitment);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
