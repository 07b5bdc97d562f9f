/** What opens an accounting that is given: a link and a secret (`lib/platform/crypto/one-time-link.ts`), and what its digest binds. */
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { fragmentOf } from '@/lib/platform/crypto/one-time-link';
import type { Id } from '@/lib/platform/ids';
import type { Period } from '../period';

/** Of which record and days it is, and until when: a row that says otherwise opens for nobody. */
export interface BoundLink extends Period {
  id: Id;
  moduleId: Id;
  recordId: Id;
  secretHash: string;
  expiresMs: number;
}

/** What the database keeps of a link. @param token the plain one */
export const linkDigest = (keys: OrgKeys, bound: BoundLink, token: string): Buffer => {
  const { id, moduleId, recordId, from, to, secretHash, expiresMs } = bound;
  return bearerMac(keys, 'accounting', [id, moduleId, recordId, from, to, secretHash, expiresMs], plainDigest(token));
};

/** Compares in constant time. */
export const isLinkToken = (keys: OrgKeys, bound: BoundLink, token: string, stored: Buffer): boolean =>
  isSameDigest(linkDigest(keys, bound, token), stored);

export const linkPath = (orgId: Id, linkId: Id, token: string): string =>
  `/accounting/${linkId}#${fragmentOf(orgId, token)}`;
