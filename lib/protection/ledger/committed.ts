/**
 * Whether a record's envelope is the one that the ledger says was written last (`lib/platform/crypto/envelope-commitment.ts`).
 * An older one that was put back together with its number opens, and is told from the newest here. By the numbers of envelopes,
 * not by the order of entries: two hosts' clocks may differ.
 */
import { isCommitted, type StoredEnvelope } from '@/lib/platform/crypto/envelope-commitment';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** What entries say of a record's envelopes. */
export interface Committed {
  /** Of the highest number; null where no entry that has its body says anything. */
  commitment: string | null;
  /** The entry that says so. */
  entryId: Id | null;
  /** Entries say different things of one number: one was made again after an older one was put back. */
  forked: boolean;
  /** An entry that may have committed has expired. */
  expired: boolean;
}

/** The columns of `Committed` for the records `r` of a statement: a lateral join, to be read by `c`. */
export const committedOf = (tx: Tx): Statement => tx.sql`
  left join lateral (
    select (array_agg(said order by split_part(said, '.', 1)::bigint desc, e.id desc))[1] as commitment,
      (array_agg(e.id::text order by split_part(said, '.', 1)::bigint desc, e.id desc))[1] as "entryId",
      count(distinct said) > count(distinct split_part(said, '.', 1)) as forked
    from ledger_entries e,
      substring(e.facts from '"envelope":"([0-9]{1,18}\\.[A-Za-z0-9_-]+)"') as said
    where e.org_id = r.org_id and e.record_id = r.id and e.facts like '%"envelope":"%'
  ) c on true`;

/** Whether an entry of the record `r` that may have committed has lost its body. */
export const hasExpired = (tx: Tx): Statement => tx.sql`
  exists (
    select from ledger_entries e where e.org_id = r.org_id and e.record_id = r.id and e.expired_by is not null
      and e.action like 'record.%') as expired`;

/** What entries say of one record's envelopes. */
export async function readCommitted(tx: Tx, recordId: Id): Promise<Committed> {
  const [row] = await tx.sql<[Committed]>`
    select c.commitment, c."entryId", coalesce(c.forked, false) as forked, ${hasExpired(tx)}
    from (select ${tx.orgId}::bigint as org_id, ${recordId}::bigint as id) r ${committedOf(tx)}`;
  return row;
}

/** Whether the envelope of a row is the last one. Where nothing is known of it, it is taken for that. */
export function isLastCommitted(
  keys: OrgKeys,
  { recordId, version, sealed }: Omit<StoredEnvelope, 'sealed'> & { sealed: Buffer | null },
  { commitment, forked, expired }: Committed,
): boolean {
  if (forked) return false;
  if (commitment === null) return true;
  const last = Number(commitment.split('.')[0]);
  if (version > last) return expired;
  return version === last && sealed !== null && isCommitted(keys, { recordId, version, sealed }, commitment);
}
