/**
 * A list read page by page to its end, by a program.
 * Guarantees: each record that belonged to the list from the first page to the last comes exactly once, whatever others
 * create, rename, move or delete meanwhile, and in whatever order the list is. A record's place is its key and its id, so
 * that rows which come and go shift no other. One whose own key changes is known by its change: it is left out where it
 * was given already, and comes at the end where the walk had passed its new place. Not: that what is created meanwhile
 * comes, nor that a record which leaves the list and returns to it does.
 *
 * Which ids a walk has given is kept for a day (`list_walks`), and only for lists in an order that can change: the order
 * of ids cannot.
 */
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keepGiven } from '@/lib/protection/touch/walks';
import type { Condition } from './condition';
import { BY_ID, type Edge, type SortPlan } from './cursor';
import type { ListQuery } from './list-query';
import { readPage } from './list-rows';
import type { RecordRow } from './serialize';

/** Where a walk goes on. */
export interface WalkPlace {
  /** Null: the list was read to its end, and what others moved behind the walk's back is left. */
  edge: Edge | null;
  /** Null where the order cannot change. */
  walk: Walk | null;
}

interface Walk {
  /** Greater than the ids of all records made before the walk began. */
  id: Id;
  beganMs: number;
}

/** A change is dated when it is made and seen when it is committed: what changed so shortly before counts as during. */
const LONGEST_CHANGE_MS = 10 * 60_000;

/** A page of a walk. */
export interface NumberedPage {
  /** Null: the beginning. */
  place: WalkPlace | null;
  /** Its number, from 1. */
  page: number;
  perPage: number;
}

/** The records at a place, and the place behind them; null at the end of the walk. */
export async function readOnwards(
  tx: Tx,
  query: ListQuery,
  plan: SortPlan,
  { place, page, perPage }: NumberedPage,
): Promise<{ rows: RecordRow[]; next: WalkPlace | null }> {
  const moves = plan.segments.some(({ key }) => key !== null);
  const walk = place ? place.walk : moves ? { id: newId(), beganMs: clock.nowMs() } : null;
  const read = await readWalk(tx, query, plan, { place, walk, page, perPage });
  if (read.next && walk) {
    const ids = read.rows.map(({ id }) => id);
    await keepGiven(tx, walk.id, page, ids);
  }
  return read;
}

interface Step extends NumberedPage {
  walk: Walk | null;
}

async function readWalk(tx: Tx, query: ListQuery, plan: SortPlan, { place, walk, page, perPage }: Step) {
  const rows: RecordRow[] = [];
  if (!place || place.edge) {
    const unseen =
      place && walk ? narrowed(tx, query, tx.sql`not (${changed(tx, walk)} and ${given(tx, walk, page)})`) : query;
    const ahead = await readPage(tx, unseen, plan, { edge: place?.edge ?? null, perPage });
    if (ahead.hasNext && ahead.last) return { rows: ahead.rows, next: { edge: ahead.last, walk } };
    rows.push(...ahead.rows);
    if (!place || !walk) return { rows, next: null };
  }
  if (!walk) return { rows, next: null };
  const here = rows.map(({ id }) => id);
  const missed = tx.sql`${changed(tx, walk)} and id < ${walk.id} and id <> all(${here}::bigint[])
    and not ${given(tx, walk, page)}`;
  const left = await readPage(tx, narrowed(tx, query, missed), BY_ID, { edge: null, perPage: perPage - rows.length });
  return { rows: [...rows, ...left.rows], next: left.hasNext ? { edge: null, walk } : null };
}

const narrowed = (tx: Tx, query: ListQuery, condition: Condition): ListQuery => ({
  ...query,
  where: tx.sql`${query.where} and ${condition}`,
});

const changed = (tx: Tx, { beganMs }: Walk): Condition =>
  tx.sql`modified_at >= ${new Date(beganMs - LONGEST_CHANGE_MS).toISOString()}::timestamptz`;

/** By a page before this one: asked for again, a page is read anew. */
const given = (tx: Tx, { id }: Walk, page: number): Condition =>
  tx.sql`(id in (select unnest(w.given) from list_walks w
    where w.org_id = ${tx.orgId} and w.walk_id = ${id} and w.page < ${page}))`;
