import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { BY_ID, type Edge, type Heading, readFrom, type SegmentPart, type SortPlan } from './cursor';
import { confirmAll } from './find-equal';
import type { ListQuery } from './list-query';
import { type RecordRow, recordColumns } from './serialize';

interface Place {
  /** Null: from the beginning. */
  edge: Edge | null;
  /** Read towards the beginning. */
  backwards?: boolean;
  perPage: number;
}

export interface RowPage {
  rows: RecordRow[];
  /** Where the first and the last of the rows stand. */
  first: Edge | null;
  last: Edge | null;
  hasPrevious: boolean;
  hasNext: boolean;
  /** The page is all there is. */
  whole: boolean;
}

/** The page behind a place, or before it. */
export async function readPage(
  tx: Tx,
  query: ListQuery,
  plan: SortPlan,
  { edge, backwards: towardsBeginning = false, perPage }: Place,
): Promise<RowPage> {
  const backwards = edge !== null && towardsBeginning;
  const found = await readRows(tx, query, plan, { edge, backwards, limit: perPage + 1 });
  const more = found.length > perPage;
  if (more) found.pop();
  if (backwards) found.reverse();
  return {
    rows: found.map(({ row }) => row),
    first: found[0]?.edge ?? null,
    last: found.at(-1)?.edge ?? null,
    hasPrevious: backwards ? more : edge !== null,
    hasNext: backwards || more,
    whole: !more && edge === null,
  };
}

interface Found {
  row: RecordRow;
  edge: Edge;
}

/** At most `limit` rows in order from the edge on; candidates of a sealed value are opened until there are enough. */
async function readRows(
  tx: Tx,
  query: ListQuery,
  plan: SortPlan,
  { edge, backwards, limit }: Heading & { limit: number },
): Promise<Found[]> {
  const found: Found[] = [];
  const start = edge?.segment ?? (backwards ? plan.segments.length - 1 : 0);
  let from = edge;
  for (let n = start; ; n += backwards ? -1 : 1) {
    const segment = plan.segments[n];
    if (!segment) return found;
    for (;;) {
      const wanted = limit - found.length;
      const rows = await readSegment(tx, query, readFrom(tx, plan, segment, { edge: from, backwards }), wanted);
      const sure = await confirmAll(tx, query.module, query.confirm, rows);
      found.push(...sure.map((row) => ({ row, edge: edgeOf(row, n) })));
      if (found.length >= limit) return found;
      const last = rows.at(-1);
      if (!last || rows.length < wanted) break;
      from = edgeOf(last, n);
    }
    from = null;
  }
}

/** The next rows in the order of their ids, for reading a whole list in batches. `after` is null at the beginning. */
export async function nextRows(
  tx: Tx,
  query: ListQuery,
  after: Id | null,
  limit: number,
): Promise<{ rows: RecordRow[]; after: Id | null }> {
  const { module, where, confirm } = query;
  const read = await tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where ${where} and id > ${after ?? '0'}
    order by id limit ${limit}`;
  const last = read.length === limit ? (read.at(-1)?.id ?? null) : null;
  return { rows: await confirmAll(tx, module, confirm, read), after: last };
}

type SortedRow = RecordRow & { sort_key: string | null };

const edgeOf = ({ id, sort_key: key }: SortedRow, segment: number): Edge => ({ id, segment, key });

async function readSegment(
  tx: Tx,
  { where }: ListQuery,
  { seek, order, key }: SegmentPart,
  limit: number,
): Promise<SortedRow[]> {
  return tx.sql<SortedRow[]>`
    select ${recordColumns(tx)}, ${key}::text as sort_key
    from records
    where ${where} and ${seek}
    order by ${order} limit ${limit}`;
}

/** How many records there are, counted up to `most`. Candidates of a sealed value are opened first. */
export async function countRows(tx: Tx, query: ListQuery, most: number): Promise<{ records: number; more: boolean }> {
  const counted = query.confirm.length > 0 ? await countConfirmed(tx, query, most) : await count(tx, query, most);
  return { records: Math.min(counted, most), more: counted > most };
}

async function count(tx: Tx, { where }: ListQuery, most: number): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from (
      select from records
      where ${where}
      limit ${most + 1}) as counted`;
  return row.count;
}

async function countConfirmed(tx: Tx, query: ListQuery, most: number): Promise<number> {
  return (await readRows(tx, query, BY_ID, { edge: null, backwards: false, limit: most + 1 })).length;
}
