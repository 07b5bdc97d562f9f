/**
 * By which secret a visitor is known, and until when. Guarantees: a secret changes about once a day and ends by itself
 * when the visitor has had no conversation for a while, or at once when the visitor says so; what was read with it before
 * is not opened by it after. Against: a secret left in a browser that others use, or copied out of one.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';
import { chatSettings } from '../setup/settings';
import { isVisitorSecret } from './token';

/** Which of a visitor's secrets: the one in use, the one that takes its place when it is used, or the one before. */
export type SecretIs = 'current' | 'next' | 'old';

interface Row {
  brandId: Id;
  current: Buffer;
  next: Buffer | null;
  old: Buffer | null;
  isAged: boolean;
}

export interface KnownVisitor {
  brandId: Id;
  by: SecretIs;
  /** In use for so long that it should change. */
  isAged: boolean;
}

const CHANGED_AFTER_HOURS = 24;
/** What another tab has on its way is still taken. */
export const OLD_FOR_MINUTES = 10;

/** Null for a secret that is wrong, or has ended. */
export async function findKnownVisitor(tx: Tx, id: Id, secret: string): Promise<KnownVisitor | null> {
  const { visitorDays } = await chatSettings(tx);
  // An open conversation keeps it; after the last one is closed, so many days do; without one, so many of silence.
  const [row] = await tx.sql<Row[]>`
    select v.brand_id as "brandId", v.secret_hash as current, v.next_secret_hash as next,
      case when v.old_until > now() then v.old_secret_hash end as old,
      v.secret_made_at < now() - make_interval(hours => ${CHANGED_AFTER_HOURS}) as "isAged"
    from chat_visitors v
    left join lateral (
      select bool_or(c.status <> 'closed') as going_on, max(c.closed_at) as closed_at from chat_conversations c
      where c.org_id = v.org_id and c.visitor_id = v.id and c.deleted_at is null) c on true
    where v.org_id = ${tx.orgId} and v.id = ${id} and v.ended_at is null
      and (c.going_on or coalesce(c.closed_at, v.last_seen_at) > now() - make_interval(days => ${visitorDays}))`;
  if (!row) return null;
  const { brandId, isAged } = row;
  const ways = [
    ['current', row.current],
    ['next', row.next],
    ['old', row.old],
  ] as const;
  const keys = await keysOf(tx);
  const way = ways.find(([, stored]) => isVisitorSecret(keys, id, secret, stored));
  if (way) return { brandId, by: way[0], isAged };
  noteIfForeign(tx, id, secret, [row.current, row.next, row.old]);
  return null;
}
