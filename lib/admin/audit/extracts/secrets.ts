/** What opens an extract: a link and a secret (`lib/platform/crypto/one-time-link.ts`), and what its digest binds. */
import { type Bound, bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { fragmentOf } from '@/lib/platform/crypto/one-time-link';
import type { Id } from '@/lib/platform/ids';

/** The conversation or the record that an extract is about, for whom it is, and which entry says that it was made. */
export type ExtractSubject =
  | { conversationId: Id; audience: 'operator' | 'visitor' }
  | { conversationId: null; recordId: Id; module: string; entryId: Id; audience: 'operator' | 'patient' };

/** What an extract holds, and until when: a row that says otherwise opens for nobody. */
export type ExtractBound = ExtractSubject & {
  id: Id;
  entryIds: readonly Id[];
  secretHash: string;
  expiresMs: number;
};

/** What the database keeps of a link. @param digest `plainDigest` of its token */
export const linkDigest = (keys: OrgKeys, bound: ExtractBound, digest: Buffer): Buffer => {
  const { id, entryIds, secretHash, expiresMs } = bound;
  return bearerMac(keys, 'extract', [id, ...subjectOf(bound), entryIds, secretHash, expiresMs], digest);
};

const subjectOf = (about: ExtractSubject): Bound =>
  about.conversationId === null
    ? ['record', about.module, about.recordId, about.entryId, about.audience]
    : [about.conversationId];

/** Compares in constant time. */
export const isLinkToken = (keys: OrgKeys, bound: ExtractBound, token: string, stored: Buffer): boolean =>
  isSameDigest(linkDigest(keys, bound, plainDigest(token)), stored);

export const extractPath = (orgId: Id, extractId: Id, token: string): string =>
  `/extract/${extractId}#${fragmentOf(orgId, token)}`;
