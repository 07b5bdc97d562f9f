import type { ReviewState } from '@/lib/platform/db/schema/review';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import { firstIdAt, type Id } from '@/lib/platform/ids';
import { readFacts } from '@/lib/protection/ledger/facts-text';

/** An item of the month, and what its last proven sign-off says. */
export interface MonthItem {
  id: Id;
  rule: string;
  personId: Id;
  personName: string;
  entries: number;
  foundAt: Date;
  openSince: Date;
  /** It got further entries since it was signed off. */
  isGrown: boolean;
  signOff: { id: Id; verdict: ReviewState; by: string; at: Date; leaf: number | null } | null;
  unproven: number;
}

const MOST = 10_000;
const DAY_MS = 86_400_000;

/** The items that the ledger says were found in a month (UTC), in their order. @throws limited above 10,000 */
export async function readMonth(tx: Tx, month: string): Promise<{ items: MonthItem[]; missing: Id[] }> {
  const named = await readNamed(tx, month);
  if (named.length > MOST) throw limited(`More than ${MOST.toLocaleString('en-US')} items were found in this month.`);
  const rows = await tx.sql<ItemRow[]>`
    select id, rule, person_id, person_name, entries, found_at, open_since, state from review_items
    where org_id = ${tx.orgId} and id = any(${named}::bigint[]) order by id`;
  const signed = await readSignOffs(tx, named);
  const items = rows.map((row) => toItem(row, signed.get(row.id) ?? []));
  const there = new Set(rows.map(({ id }) => id));
  return { items, missing: named.filter((id) => !there.has(id)) };
}

interface ItemRow {
  id: Id;
  rule: string;
  person_id: Id;
  person_name: string;
  entries: number;
  found_at: string;
  open_since: string;
  state: ReviewState;
}

interface SignOffRow {
  item_id: Id;
  id: Id;
  verdict: ReviewState;
  by_name: string;
  at: string;
  leaf: string | null;
  proven: boolean;
}

async function readNamed(tx: Tx, month: string): Promise<Id[]> {
  const from = Date.parse(`${month}-01T00:00:00Z`);
  const to = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1);
  const found = await tx.sql<{ facts: string }[]>`
    select facts from ledger_entries
    where org_id = ${tx.orgId} and action = 'review.find' and outcome = 'done' and actor_kind = 'system'
      and id >= ${firstIdAt(from - DAY_MS)} and id < ${firstIdAt(to + DAY_MS)}
      and at >= ${new Date(from).toISOString()}::timestamptz and at < ${new Date(to).toISOString()}::timestamptz
    order by id`;
  return found.flatMap(({ facts }) => {
    const { items } = readFacts(facts);
    return Array.isArray(items) ? items.filter((id): id is Id => typeof id === 'string') : [];
  });
}

/** By item, the newest first. `proven`: an entry of the ledger says the same. */
async function readSignOffs(tx: Tx, itemIds: readonly Id[]): Promise<Map<Id, SignOffRow[]>> {
  const rows = await tx.sql<SignOffRow[]>`
    select s.item_id, s.id, s.verdict, s.by_name, s.at, l.index as leaf, exists (
      select from ledger_entries e
      where e.org_id = s.org_id and e.id = s.id and e.action = 'review.sign_off' and e.outcome = 'done'
        and e.subject_id = s.item_id and e.actor_id = s.by_id and e.at between s.at - interval '1 day' and s.at + interval '1 day'
        and e.facts::jsonb ->> 'verdict' = s.verdict) as proven
    from review_sign_offs s left join ledger_leaves l on l.org_id = s.org_id and l.entry_id = s.id
    where s.org_id = ${tx.orgId} and s.item_id = any(${itemIds as Id[]}::bigint[]) order by s.id desc`;
  const signed = new Map<Id, SignOffRow[]>();
  for (const row of rows) signed.set(row.item_id, [...(signed.get(row.item_id) ?? []), row]);
  return signed;
}

function toItem(row: ItemRow, signed: readonly SignOffRow[]): MonthItem {
  const last = signed.find(({ proven }) => proven);
  return {
    id: row.id,
    rule: row.rule,
    personId: row.person_id,
    personName: row.person_name,
    entries: row.entries,
    foundAt: new Date(row.found_at),
    openSince: new Date(row.open_since),
    isGrown: row.state === 'open' && last !== undefined && last.verdict !== 'open',
    signOff: last
      ? {
          id: last.id,
          verdict: last.verdict,
          by: last.by_name,
          at: new Date(last.at),
          leaf: last.leaf === null ? null : Number(last.leaf),
        }
      : null,
    unproven: signed.filter(({ proven }) => !proven).length,
  };
}
