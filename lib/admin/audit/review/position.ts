/**
 * Up to which leaf of the tree entries were looked through. Guarantees: a place that somebody wrote without the keys passes over
 * nothing: looking begins anew, 30 days back, and finds no item twice.
 * Does not: notice a place that was put back together with its check: what comes behind it is looked through again.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt } from '@/lib/platform/ids';
import { isKept, type KeptState, keepState } from '@/lib/protection/integrity/kept-state';

/** How far back an org's first look goes, and one that begins anew. */
const FIRST_LOOK_MS = 30 * 86_400_000;

interface Position {
  leaf: number;
  isNew: boolean;
  /** It was not as Careledger wrote it, and begins anew. */
  isAgain: boolean;
}

const keptOf = (tx: Tx, leaf: number): KeptState => ({ subject: 'review', id: tx.orgId, state: [leaf] });

/** From which leaf on. Whoever else looks waits until this look is over. */
export async function lockPosition(tx: Tx, at: Date): Promise<Position> {
  const made = await tx.sql`
    insert into review_positions (org_id, next_leaf, at)
    select ${tx.orgId}, 0, ${at.toISOString()}::timestamptz
    where not exists (select from review_positions where org_id = ${tx.orgId})
    on conflict do nothing returning 1`;
  const [row] = await tx.sql<{ next_leaf: string }[]>`
    select next_leaf from review_positions where org_id = ${tx.orgId} for update`;
  const leaf = Number(row?.next_leaf ?? 0);
  if (made.length === 0 && (await isKept(tx, keptOf(tx, leaf)))) return { leaf, isNew: false, isAgain: false };
  const first = await firstLeaf(tx, at);
  if (made.length > 0) await movePosition(tx, first, at);
  return { leaf: first, isNew: made.length > 0, isAgain: made.length === 0 };
}

async function firstLeaf(tx: Tx, at: Date): Promise<number> {
  const [row] = await tx.sql<{ index: string }[]>`
    select index from ledger_leaves
    where org_id = ${tx.orgId} and entry_id >= ${firstIdAt(at.getTime() - FIRST_LOOK_MS)} order by entry_id limit 1`;
  return Number(row?.index ?? 0);
}

/** Moves it on, with its check. */
export async function movePosition(tx: Tx, leaf: number, at: Date): Promise<void> {
  await tx.sql`
    update review_positions set next_leaf = ${leaf}, at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId}`;
  await keepState(tx, keptOf(tx, leaf));
}

/** Up to where it is; null: nothing was looked through yet. */
export async function readPosition(tx: Tx): Promise<{ leaf: number; isKept: boolean } | null> {
  const [row] = await tx.sql<{ next_leaf: string }[]>`
    select next_leaf from review_positions where org_id = ${tx.orgId}`;
  if (!row) return null;
  const leaf = Number(row.next_leaf);
  return { leaf, isKept: await isKept(tx, keptOf(tx, leaf)) };
}
