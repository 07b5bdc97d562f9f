/** What reviewers said, as the entries of the audit log say it. */
import type { ReviewState } from '@/lib/platform/db/schema/review';
import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id } from '@/lib/platform/ids';
import { readFacts } from '@/lib/protection/ledger/facts-text';
import { STATES } from './states';

export interface Verdict {
  /** Of its entry. */
  id: Id;
  itemId: Id;
  /** Null: the entry has expired, and cannot tell it. */
  verdict: ReviewState | null;
  /** How many entries the item had. */
  entries: number;
  byId: Id;
  by: string;
  at: Date;
  leaf: number | null;
  /** The desk does not have it any more, or has another verdict. */
  isLost: boolean;
}

interface Row {
  id: Id;
  item_id: Id;
  by_id: Id;
  by_name: string;
  at: string;
  facts: string;
  leaf: string | null;
  kept: ReviewState | null;
}

const DAY_MS = 86_400_000;

/** The newest first. @param fromMs since when: items are signed off after they were found */
export async function readVerdicts(tx: Tx, itemIds: readonly Id[], fromMs: number): Promise<Verdict[]> {
  const rows = await tx.sql<Row[]>`
    select e.id, e.subject_id as item_id, e.actor_id as by_id, e.actor_name as by_name, e.at, e.facts,
      l.index as leaf, s.verdict as kept
    from ledger_entries e
    left join review_sign_offs s on s.org_id = e.org_id and s.item_id = e.subject_id and s.id = e.id and s.by_id = e.actor_id
    left join ledger_leaves l on l.org_id = e.org_id and l.entry_id = e.id
    where e.org_id = ${tx.orgId} and e.action = 'review.sign_off' and e.outcome = 'done'
      and e.subject_id = any(${itemIds as Id[]}::bigint[])
      and e.id >= ${firstIdAt(fromMs - DAY_MS)} and e.at >= ${new Date(fromMs).toISOString()}::timestamptz
    order by e.id desc`;
  return rows.map((row) => {
    const { verdict, entries } = readFacts(row.facts);
    const said = STATES.find((state) => state === verdict) ?? null;
    return {
      id: row.id,
      itemId: row.item_id,
      verdict: said,
      entries: typeof entries === 'number' ? entries : 0,
      byId: row.by_id,
      by: row.by_name,
      at: new Date(row.at),
      leaf: row.leaf === null ? null : Number(row.leaf),
      isLost: row.kept === null || (said !== null && row.kept !== said),
    };
  });
}

/** How many sign-offs of items no entry says. */
export async function countUnproven(tx: Tx, itemIds: readonly Id[]): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from review_sign_offs s
    where s.org_id = ${tx.orgId} and s.item_id = any(${itemIds as Id[]}::bigint[]) and not exists (
      select from ledger_entries e
      where e.org_id = s.org_id and e.id = s.id and e.action = 'review.sign_off' and e.outcome = 'done'
        and e.subject_id = s.item_id and e.actor_id = s.by_id
        and e.at between s.at - interval '1 day' and s.at + interval '1 day'
        and (e.expired_by is not null or e.facts::jsonb ->> 'verdict' = s.verdict))`;
  return row.count;
}
