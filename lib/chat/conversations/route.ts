import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { ChatSettings } from '../setup/settings-schema';

/** A console that was not seen for so long is taken for closed. */
export const SEEN_WITHIN_SECONDS = 90;

/** Whether an operator of the department (or any, without one) is there to answer. */
export async function isAnybodyHere(tx: Tx, departmentId: Id | null): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from ${operatorsHere(tx, departmentId)} limit 1`;
  return rows.length > 0;
}

/** Whom a new conversation is offered to first: null where whoever is quickest takes it, or nobody has room. */
export async function chooseOperator(tx: Tx, departmentId: Id | null, { routing }: ChatSettings): Promise<Id | null> {
  if (routing === 'all') return null;
  const order =
    routing === 'least_loaded'
      ? tx.sql`load, h.last_offered_at nulls first, h.user_id`
      : tx.sql`h.last_offered_at nulls first, h.user_id`;
  const [chosen] = await tx.sql<{ id: Id }[]>`
    select h.user_id as id, l.load from ${operatorsHere(tx, departmentId)}
    cross join lateral (
      select count(*)::int as load from chat_conversations c
      where c.org_id = h.org_id and c.status = 'open' and c.operator_id = h.user_id and c.deleted_at is null) l
    where l.load < h.max_conversations
    order by ${order} limit 1`;
  if (!chosen) return null;
  await tx.sql`
    update chat_operators set last_offered_at = clock_timestamp()
    where org_id = ${tx.orgId} and user_id = ${chosen.id}`;
  return chosen.id;
}

/** Rows `h` of operators whose console is open and who said they are there, still active and allowed to chat. */
const operatorsHere = (tx: Tx, departmentId: Id | null) => tx.sql`
  (select o.* from chat_operators o
    join users u on u.org_id = o.org_id and u.id = o.user_id and u.active and not u.phi_suspended
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
    where o.org_id = ${tx.orgId} and o.available and o.seen_at > now() - make_interval(secs => ${SEEN_WITHIN_SECONDS})
      and (${departmentId}::bigint is null or exists (
        select 1 from chat_departments d where d.org_id = o.org_id and d.id = ${departmentId}
          and (d.member_ids = '[]'::jsonb or d.member_ids ? o.user_id::text)))) h`;
