import type { Tx } from '../db/transaction';
import type { ModuleDefinition } from '../modules/definition';
import { BLIND_INDEX_BITS, bitsAmong } from './tokens';

/** From here on no token gets longer. */
const ENOUGH = 2 ** (BLIND_INDEX_BITS + 1);
const MOST_KEPT = 10_000;
const COUNTED_FOR_MS = 60_000;

/** What this process last counted, and what it has written since. */
const counted = new Map<string, { records: number; untilMs: number }>();

/**
 * How long the tokens are that are written into a module now, by how many records it has. Counted at most once a minute and
 * process, what is written here added, and no further than it matters: too low a count makes a token say less and a
 * search open more, never wrong.
 * @param more records that are about to be written.
 */
export async function indexBits(tx: Tx, module: ModuleDefinition, more: number): Promise<number> {
  if (!module.fields.some((field) => field.sealed)) return BLIND_INDEX_BITS;
  const key = `${tx.orgId}.${module.id}`;
  const kept = counted.get(key);
  const nowMs = Date.now();
  if (kept && (kept.records >= ENOUGH || kept.untilMs > nowMs)) {
    kept.records += more;
    return bitsAmong(kept.records);
  }
  const [row] = await tx.sql<[{ records: number }]>`
    select count(*)::int as records from (
      select from records where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null
      limit ${ENOUGH}) as counted`;
  if (counted.size >= MOST_KEPT) counted.clear();
  const records = row.records + more;
  counted.set(key, { records, untilMs: nowMs + COUNTED_FOR_MS });
  return bitsAmong(records);
}
