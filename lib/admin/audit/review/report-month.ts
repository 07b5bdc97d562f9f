/**
 * What was found in a month, and what was said of it, as the audit log's entries say it; what the desk's own rows say else is told.
 * Against: whoever takes a verdict away, changes one, or changes whose acts an item is about.
 */
import type { ReviewState } from '@/lib/platform/db/schema/review';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isAsFound, type Named, namedOf } from './named';
import { countUnproven, readVerdicts, type Verdict } from './verdicts';

/** An item of the month, and what its last sign-off says. */
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
  signOff: Verdict | null;
}

export interface Month {
  items: MonthItem[];
  /** Named by the audit log, and not on the desk any more. */
  missing: Id[];
  /** On the desk with another rule, or about another person. */
  altered: Id[];
  /** Sign-offs that no entry says: they do not count. */
  unproven: number;
  /** Sign-offs that an entry says and the desk does not have: they count. */
  lost: number;
  /** Sign-offs of one's own acts: they do not count. */
  own: number;
  /** Entries that have lost what they said. */
  expired: number;
}

const MOST = 10_000;

/** The items that the ledger says were found in a month (UTC), in their order. @throws limited above 10,000 */
export async function readMonth(tx: Tx, month: string): Promise<Month> {
  const { named, expired, from } = await namedOf(tx, month);
  if (named.length > MOST) throw limited(`More than ${MOST.toLocaleString('en-US')} items were found in this month.`);
  const ids = named.map(({ id }) => id);
  const rows = await tx.sql<ItemRow[]>`
    select id, rule, person_id, person_name, entries, found_at, open_since, state from review_items
    where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) order by id`;
  const verdicts = await readVerdicts(tx, ids, from);
  const finds = new Map(named.map((one) => [one.id, one]));
  const there = new Set(rows.map(({ id }) => id));
  const items = rows.map((row) => toItem(row, finds.get(row.id) ?? row, verdicts));
  const persons = new Map(items.map(({ id, personId }) => [id, personId]));
  return {
    items,
    missing: ids.filter((id) => !there.has(id)),
    altered: rows.filter((row) => !isAsFound(row, finds.get(row.id) ?? row)).map(({ id }) => id),
    unproven: await countUnproven(tx, ids),
    lost: verdicts.filter(({ isLost }) => isLost).length,
    own: verdicts.filter(({ itemId, byId }) => persons.get(itemId) === byId).length,
    expired: expired + verdicts.filter(({ verdict }) => verdict === null).length,
  };
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

function toItem(row: ItemRow, { rule = row.rule, personId = row.person_id }: Named, verdicts: readonly Verdict[]) {
  const last = verdicts.find(({ itemId, byId, verdict }) => itemId === row.id && byId !== personId && verdict !== null);
  const isOpened = row.state === 'open' && last !== undefined && last.verdict !== 'open';
  return {
    id: row.id,
    rule,
    personId,
    personName: personId === row.person_id ? row.person_name : `The person ${personId}`,
    entries: row.entries,
    foundAt: new Date(row.found_at),
    openSince: new Date(row.open_since),
    isGrown: isOpened || (last !== undefined && row.entries > last.entries),
    signOff: last ?? null,
  };
}
