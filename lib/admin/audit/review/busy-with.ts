/** For which records somebody has something to do. It looks at owners, links and states: at no value of a person. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Act, pairOf } from './rules/rule';

/** Where an activity tells that it is over. One whose state is sealed, or that has none, is open for 30 days after a change. */
const ENDS: Readonly<Record<string, readonly [field: string, over: readonly string[]]>> = {
  Tasks: ['Status', ['Completed']],
  Cases: ['Status', ['Closed']],
  Deals: ['Stage', ['Closed Won', 'Closed Lost', 'Closed Lost to Competition']],
};

/**
 * The pairs of those who read a record and own it, made it, have an open activity of theirs linked to it, or chat with
 * whom it is about (or did, in the 30 days before).
 */
export async function busyWith(tx: Tx, reads: readonly Act[]): Promise<Set<string>> {
  const pairs = new Map(reads.flatMap((act) => (act.recordId ? [[pairOf(act.personId, act.recordId), act]] : [])));
  if (pairs.size === 0) return new Set();
  const all = [...pairs.values()];
  const rows = await tx.sql<{ person_id: Id; record_id: Id }[]>`
    with ends as (
      select key as module, value ->> 0 as field, value -> 1 as over from jsonb_each(${JSON.stringify(ENDS)}::jsonb)),
    pairs as (
      select * from unnest(
        ${all.map(({ personId }) => personId)}::bigint[], ${all.map(({ recordId }) => recordId as Id)}::bigint[])
      as p (person_id, record_id))
    select p.person_id, p.record_id from pairs p
    where exists (
        select from records r
        where r.org_id = ${tx.orgId} and r.id = p.record_id
          and (r.owner_id = p.person_id or r.created_by = p.person_id))
      or exists (
        select from links l
        join records r on r.org_id = l.org_id and r.id = l.record_id and r.deleted_at is null and r.owner_id = p.person_id
        join modules m on m.org_id = r.org_id and m.id = r.module_id
        left join ends s on s.module = m.api_name
        where l.org_id = ${tx.orgId} and l.target_id = p.record_id
          and case when r."values" ? s.field then not s.over ? (r."values" ->> s.field)
            else r.modified_at > now() - interval '30 days' end)
      or exists (
        select from chat_conversations c
        where c.org_id = ${tx.orgId} and c.record_id = p.record_id and c.operator_id = p.person_id
          and c.deleted_at is null and coalesce(c.closed_at, now()) > now() - interval '30 days')`;
  return new Set(rows.map(({ person_id, record_id }) => pairOf(person_id, record_id)));
}
