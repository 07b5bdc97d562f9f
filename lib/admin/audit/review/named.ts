/** What entries of the audit log say was found, against which the desk's own rows are held. */
import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id, timeOfId } from '@/lib/platform/ids';
import { readFacts } from '@/lib/protection/ledger/facts-text';
import { writtenAround } from '@/lib/protection/ledger/written-around';

/** An item as it was found. An entry of an earlier version names its id only. */
export interface Named {
  id: Id;
  rule?: string;
  personId?: Id;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The items that the facts of an entry `review.find` name. */
function namedIn(facts: string): Named[] {
  const { items } = readFacts(facts);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item): Named[] => {
    if (typeof item === 'string') return [{ id: item }];
    const { id, rule, personId } = item as Record<string, unknown>;
    return typeof id === 'string' && typeof rule === 'string' && typeof personId === 'string'
      ? [{ id, rule, personId }]
      : [];
  });
}

/** What was found in a month (UTC), in its order. `expired`: entries that have lost what they said. */
export async function namedOf(tx: Tx, month: string): Promise<{ named: Named[]; expired: number; from: number }> {
  const from = Date.parse(`${month}-01T00:00:00Z`);
  const to = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1);
  const found = await tx.sql<{ facts: string; expired_by: Id | null }[]>`
    select facts, expired_by from ledger_entries
    where org_id = ${tx.orgId} and action = 'review.find' and outcome = 'done' and actor_kind = 'system'
      and id >= ${firstIdAt(from - DAY_MS)} and id < ${firstIdAt(to + DAY_MS)}
      and at >= ${new Date(from).toISOString()}::timestamptz and at < ${new Date(to).toISOString()}::timestamptz
    order by id`;
  const named = found.flatMap(({ facts }) => namedIn(facts));
  return { named, expired: found.filter(({ expired_by }) => expired_by !== null).length, from };
}

/** Whether items are as they were found: an entry of about their time names each so. */
export async function areAsFound(tx: Tx, items: readonly { id: Id; rule: string; person_id: Id }[]): Promise<boolean> {
  const ids = items.map(({ id }) => id);
  const { from, to } = writtenAround(ids);
  const around = (ms: number) => ids.map((id) => firstIdAt(timeOfId(id) + ms));
  const found = await tx.sql<{ item_id: Id; facts: string; expired_by: Id | null }[]>`
    select i.id as item_id, e.facts, e.expired_by
    from unnest(${ids}::bigint[], ${around(-HOUR_MS)}::bigint[], ${around(HOUR_MS)}::bigint[]) as i (id, first, last)
    join ledger_entries e on e.org_id = ${tx.orgId} and e.action = 'review.find' and e.outcome = 'done'
      and e.actor_kind = 'system' and e.id >= i.first and e.id < i.last
      and e.at between ${from}::timestamptz and ${to}::timestamptz
      and (e.expired_by is not null or strpos(e.facts, '"' || i.id || '"') > 0)`;
  return items.every((item) =>
    found.some(({ item_id, facts, expired_by }) => {
      if (item_id !== item.id) return false;
      return expired_by !== null || namedIn(facts).some((named) => isAsFound(item, named));
    }),
  );
}

/** Whether an item says what the entry said that found it. */
export const isAsFound = (
  item: { id: Id; rule: string; person_id: Id },
  { id, rule = item.rule, personId = item.person_id }: Named,
): boolean => item.id === id && item.rule === rule && item.person_id === personId;
