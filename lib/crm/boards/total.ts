import { storedText } from '@/lib/crm/records/filter-sql';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { ListQuery } from '@/lib/crm/records/list-query';
import type { Tx } from '@/lib/platform/db/transaction';

/** More records than this are neither counted nor added up. */
export const MOST_ADDED = 10_000;

interface Total {
  records: number;
  more: boolean;
  /** Null where there are more records than are added up. */
  sum: number | null;
}

/**
 * How many records a query finds, and a clear number of theirs added up. Null where they are found by sealed values: these
 * would all have to be opened.
 */
export async function totalOf(tx: Tx, { where, confirm }: ListQuery, field: ListField): Promise<Total | null> {
  if (confirm.length > 0) return null;
  const [{ records, sum }] = await tx.sql<[{ records: number; sum: string | null }]>`
    select count(*)::int as records, sum(amount)::text as sum from (
      select ${storedText(tx, field)}::numeric as amount from records
      where ${where}
      limit ${MOST_ADDED + 1}) as added`;
  const more = records > MOST_ADDED;
  return { records: Math.min(records, MOST_ADDED), more, sum: more ? null : Number(sum ?? 0) };
}
