/** What was written of a record's disclosures, repeats summed as 45 CFR 164.528(b)(3) allows. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Exit } from '@/lib/protection/accounting/exits';
import type { Period } from './period';

/** Disclosures by one way to the same recipient for the same purpose: the first, how many, the last. */
export interface SummedLine {
  exit: Exit;
  recipient: string;
  address: string;
  purpose: string;
  /** Null of a conversation. */
  moduleId: Id | null;
  /** API names, of all of them together. */
  fields: string[];
  /** ISO times. */
  firstAt: string;
  lastAt: string;
  times: number;
  /** Ids of the records that it was of: this one, and those that were merged into it. */
  recordIds: Id[];
}

/** A record and those that were merged into it, however many merges ago; those that are gone for good, too. */
export async function withMerged(tx: Tx, recordId: Id): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id }[]>`
    with recursive found (id) as (
      select ${recordId}::bigint
      union
      select r.record_id from found
      join merged_records r on r.org_id = ${tx.orgId} and r.kept_id = found.id)
    select id from found order by id`;
  return rows.map(({ id }) => id);
}

/** Of some records and the conversations linked to them, those that are gone too, in the order of the first of each. */
export async function readLines(tx: Tx, recordIds: readonly Id[], { from, to }: Period): Promise<SummedLine[]> {
  const ids = recordIds as Id[];
  return tx.sql<SummedLine[]>`
    with found as (
      select r.disclosure_id as id, r.record_id from disclosure_records r
      where r.org_id = ${tx.orgId} and r.record_id = any(${ids}::bigint[])
      union
      select d.id, c.record_id from (
        select id, record_id from chat_conversations
        where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[])
        union
        select disclosure_id, record_id from disclosure_records
        where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[])) c
      join disclosures d on d.org_id = ${tx.orgId} and d.conversation_id = c.id)
    select d.exit, d.recipient, d.address, d.purpose, d.module_id as "moduleId",
      coalesce(array_agg(distinct f.name) filter (where f.name is not null), '{}') as fields,
      to_char(min(d.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "firstAt",
      to_char(max(d.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastAt",
      count(distinct d.id)::int as times, array_agg(distinct found.record_id::text) as "recordIds"
    from found
    join disclosures d on d.org_id = ${tx.orgId} and d.id = found.id
    left join lateral unnest(d.fields) as f (name) on true
    where d.at >= ${from}::date::timestamp at time zone 'UTC' and d.at < (${to}::date + 1)::timestamp at time zone 'UTC'
    group by d.exit, d.recipient, d.address, d.purpose, d.module_id
    order by min(d.at), d.recipient, d.exit, d.purpose`.then((rows) => [...rows]);
}
