import { and, eq, sql } from 'drizzle-orm';
import { ledgerEntries } from '@/lib/platform/db/schema/ledger';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { LedgerRow } from '@/lib/protection/ledger/queries';
import type { DueMonth } from './due';

interface Asked extends Pick<DueMonth, 'kind' | 'month'> {
  covered: number;
  /** Those with greater ids. */
  after: Id;
  limit: number;
}

/** The next entries of a month that are due and not held, in the order of the tree, each with the number of its leaf. */
export async function dueRows(
  tx: Tx,
  { covered, kind, month, after, limit }: Asked,
): Promise<(LedgerRow & { leaf: number })[]> {
  const due = await tx.sql<{ id: string; leaf: string }[]>`
    select id, leaf from app.due_entries(${kind}, ${`${month}-01`}::date, ${covered})
    where not held and id > ${after} order by id limit ${limit}`;
  const leaves = new Map(due.map(({ id, leaf }) => [id, Number(leaf)]));
  const first = `${month}-01T00:00:00Z`;
  const rows = await tx.db
    .select()
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.orgId, tx.orgId),
        sql`${ledgerEntries.id} = any(${`{${[...leaves.keys()].join(',')}}`}::bigint[])`,
        sql`${ledgerEntries.at} >= ${first}::timestamptz and ${ledgerEntries.at} < ${first}::timestamptz + interval '32 days'`,
      ),
    );
  return rows.map((row) => ({ ...row, leaf: leaves.get(row.id) as number })).toSorted((a, b) => a.leaf - b.leaf);
}

/** Leaves before it are of before salts were keyed checks. */
export async function firstCheckpointSize(tx: Tx): Promise<number> {
  const [row] = await tx.sql<[{ size: string | null }]>`
    select min(size) as size from ledger_checkpoints where org_id = ${tx.orgId}`;
  return Number(row.size ?? 0);
}
