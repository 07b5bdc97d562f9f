import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { entriesById, type LedgerRow } from '../queries';
import { writtenAround } from '../written-around';

/** The entries of some ids, several where one is there more than once. Those not in their months are looked for everywhere. */
export async function readEntries(tx: Tx, ids: readonly Id[]): Promise<Map<Id, LedgerRow[]>> {
  const byId = new Map<Id, LedgerRow[]>();
  const keep = (rows: readonly LedgerRow[]) => {
    for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  };
  if (ids.length > 0) keep(await entriesById(tx, ids, writtenAround(ids)));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) keep(await entriesById(tx, missing));
  return byId;
}
