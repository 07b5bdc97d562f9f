/**
 * Entries whose body has expired. What is left of one: when, which act and its outcome, the ids of who did it and of what it
 * was about, its leaf hash, and the entry `ledger.expire` that explains it; bound by a keyed check, where its salt was.
 * Guarantees: nobody without the org's keys takes a body away so that it looks expired, nor changes what is left of one that
 * is; a body that is there again is found.
 */
import canonicalize from 'canonicalize';
import { mac } from '@/lib/platform/crypto/mac';
import type { OrgKeys } from '@/lib/platform/crypto/org-keys';
import type { Id } from '@/lib/platform/ids';
import type { LedgerRow } from '../queries';
import type { Found } from '../verify/finding';
import { invalid } from '../verify/finding';

type Left = Pick<
  LedgerRow,
  'orgId' | 'id' | 'at' | 'action' | 'outcome' | 'actorKind' | 'actorId' | 'recordId' | 'subjectId' | 'leafHash'
> & { expiredBy: Id };

const CHECK_BYTES = 16;

/** What stands where the salt was. By the org's first key, as salts are. */
export function expiredCheck(keys: OrgKeys, left: Left): Buffer {
  const { orgId, id, at, action, outcome, actorKind, actorId, recordId, subjectId, leafHash, expiredBy } = left;
  const said = canonicalize([
    'expired',
    orgId,
    id,
    at.toISOString(),
    action,
    outcome,
    actorKind,
    actorId,
    recordId,
    subjectId,
    leafHash.toString('hex'),
    expiredBy,
  ]) as string;
  return mac(keys.key('ledger-entry', '', keys.first).secret, said).subarray(0, CHECK_BYTES);
}

export const hasExpired = (row: LedgerRow): row is LedgerRow & { expiredBy: Id } => row.expiredBy !== null;

/** @throws Found when it did not expire as Careledger lets entries expire */
export function assertExpired(keys: OrgKeys, row: LedgerRow & { expiredBy: Id }): void {
  if (!isEmptied(row)) throw altered(row.id, 'has expired, and has a body again: it was put back or altered');
  if (!expiredCheck(keys, row).equals(row.salt)) {
    throw altered(
      row.id,
      'has no body, and Careledger did not let it expire: it was removed, or what is left was changed',
    );
  }
}

const altered = (id: Id, what: string): Found => invalid(id, what);

const isEmptied = ({
  actorName,
  requestId,
  ip,
  module,
  door,
  purpose,
  fields,
  facts,
  sealedDetail,
}: LedgerRow): boolean =>
  actorName === '' &&
  requestId === '' &&
  facts === '{}' &&
  fields.length === 0 &&
  [ip, module, door, purpose, sealedDetail].every((one) => one === null);
