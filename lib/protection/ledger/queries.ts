/** Reading the ledger. Every query asks `visibleActors` first; values stay sealed, only lib/protection/disclose/ opens them. */
import { and, asc, desc, eq, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context';
import { ledgerEntries } from '@/lib/platform/db/schema/ledger';
import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id } from '@/lib/platform/ids';
import type { LedgerAction } from './actions';
import type { LedgerFilter } from './filter';
import { visibleActors } from './sight';

export type LedgerRow = typeof ledgerEntries.$inferSelect;

/** A page by its edge: the entries older than `after`, or newer than `before`; neither is the newest. */
export interface LedgerPage {
  after?: Id;
  before?: Id;
  size: number;
}

const entries = ledgerEntries;

/** The condition that a filter and the asker's sight make. @throws forbidden */
export function entriesWhere(tx: Tx, ctx: Context, filter: LedgerFilter): SQL | undefined {
  const actors = visibleActors(ctx);
  return and(
    eq(entries.orgId, tx.orgId),
    actors ? sql`${entries.actorId} = any(${idArray(actors)})` : undefined,
    filter.module !== undefined ? eq(entries.module, filter.module) : undefined,
    filter.actorId !== undefined ? eq(entries.actorId, filter.actorId) : undefined,
    filter.actions !== undefined ? inArray(entries.action, filter.actions) : undefined,
    filter.outcome !== undefined ? eq(entries.outcome, filter.outcome) : undefined,
    filter.from !== undefined ? sql`${entries.at} >= ${filter.from}::timestamptz` : undefined,
    filter.to !== undefined ? sql`${entries.at} < ${filter.to}::timestamptz` : undefined,
    filter.recordId !== undefined ? eq(entries.recordId, filter.recordId) : undefined,
    filter.subjectId !== undefined ? eq(entries.subjectId, filter.subjectId) : undefined,
    // Facts are canonical JSON, so that the pair stands in them in this one spelling.
    filter.visitId !== undefined ? sql`strpos(${entries.facts}, ${`"visitId":"${filter.visitId}"`}) > 0` : undefined,
  );
}

const idArray = (ids: readonly Id[]): SQL => sql`${`{${ids.join(',')}}`}::bigint[]`;

/** One page, newest first, and whether there are newer and older ones. @throws forbidden */
export async function listEntries(
  tx: Tx,
  ctx: Context,
  filter: LedgerFilter,
  { after, before, size }: LedgerPage,
): Promise<{ rows: LedgerRow[]; hasNewer: boolean; hasOlder: boolean }> {
  const edge = after !== undefined ? lt(entries.id, after) : before !== undefined ? gt(entries.id, before) : undefined;
  const towardsNewer = after === undefined && before !== undefined;
  const found = await tx.db
    .select()
    .from(entries)
    .where(and(entriesWhere(tx, ctx, filter), edge))
    .orderBy(towardsNewer ? asc(entries.id) : desc(entries.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  const isMore = found.length > size;
  if (towardsNewer) return { rows: rows.reverse(), hasNewer: isMore, hasOlder: true };
  return { rows, hasNewer: after !== undefined, hasOlder: isMore };
}

/** One entry. Undefined when there is none or the asker may not see it. @throws forbidden */
export async function findEntry(tx: Tx, ctx: Context, id: Id): Promise<LedgerRow | undefined> {
  const [row] = await tx.db
    .select()
    .from(entries)
    .where(and(entriesWhere(tx, ctx, {}), eq(entries.id, id)));
  return row;
}

/** Those of some entries that the asker may see, the oldest first. @throws forbidden */
export async function findEntries(tx: Tx, ctx: Context, ids: readonly Id[]): Promise<LedgerRow[]> {
  return tx.db
    .select()
    .from(entries)
    .where(and(entriesWhere(tx, ctx, {}), sql`${entries.id} = any(${idArray(ids)})`))
    .orderBy(asc(entries.id));
}

/**
 * Entries of these ids, the oldest first. Whoever asks is not asked for sight: they are checked, or somebody who may see them
 * chose to give them away.
 */
export async function entriesById(
  tx: Tx,
  ids: readonly Id[],
  within?: { from: string; to: string },
): Promise<LedgerRow[]> {
  return tx.db
    .select()
    .from(entries)
    .where(
      and(
        eq(entries.orgId, tx.orgId),
        sql`${entries.id} = any(${idArray(ids)})`,
        within && sql`${entries.at} between ${within.from}::timestamptz and ${within.to}::timestamptz`,
      ),
    )
    .orderBy(asc(entries.id), asc(entries.at));
}

/** The next entries after an id, oldest first: for reading all of them in batches. @throws forbidden */
export async function nextEntries(
  tx: Tx,
  ctx: Context,
  filter: LedgerFilter,
  { after, limit }: { after: Id; limit: number },
): Promise<LedgerRow[]> {
  return tx.db
    .select()
    .from(entries)
    .where(and(entriesWhere(tx, ctx, filter), gt(entries.id, after)))
    .orderBy(asc(entries.id))
    .limit(limit);
}

/** How many entries there are. Scans them: for jobs only. @throws forbidden */
export async function countEntries(tx: Tx, ctx: Context, filter: LedgerFilter): Promise<number> {
  const [row] = await tx.db
    .select({ count: sql<string>`count(*)` })
    .from(entries)
    .where(entriesWhere(tx, ctx, filter));
  return Number(row?.count ?? 0);
}

/** The facts of the asker's last act of looking since a time, as their canonical text. */
export async function lastViewFacts(
  tx: Tx,
  ctx: Context,
  since: Date,
  action: LedgerAction = 'ledger.view',
): Promise<string | undefined> {
  const [row] = await tx.db
    .select({ facts: entries.facts })
    .from(entries)
    .where(
      and(
        eq(entries.orgId, tx.orgId),
        eq(entries.actorId, ctx.actor.id),
        eq(entries.action, action),
        eq(entries.outcome, 'done'),
        // Ids are in the order of time, and an index has them.
        gte(entries.id, firstIdAt(since.getTime())),
        gte(entries.at, since),
      ),
    )
    .orderBy(desc(entries.id))
    .limit(1);
  return row?.facts;
}
