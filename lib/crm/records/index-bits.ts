import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { wholeOf } from '@/lib/crm/modules/seen';
import { canInModule, type ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import { once } from '@/lib/platform/once';
import { filterOperatorsFor } from '@/lib/protection/compliance/policy';
import { type BitsOf, BLIND_INDEX_BITS, bitsAmong, bitsUnsearchedAmong, LONGEST } from './tokens';

/** From here on no token gets longer, whoever writes it. */
const ENOUGH = 2 ** (BLIND_INDEX_BITS + 6);
/** A larger count takes a while, and matters to fewer: it is kept for longer. */
const LARGE = 2 ** (BLIND_INDEX_BITS + 1);
const MOST_KEPT = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What this process last counted, and what it has written since. */
const counted = once('crm/records/index-bits', () => new Map<string, { rows: number; untilMs: number }>());

/**
 * How long the tokens are that are written into a module now, by how many records it has, and by whether the writer may
 * search the field: who may not leaves next to nothing to compare a guess with.
 * @param rights the writer's; null where values are not the asker's own choice (a field that is sealed as it is).
 * @param more records that are about to be written.
 */
export async function indexBits(
  tx: Tx,
  rights: ProfileRights | null,
  module: ModuleDefinition,
  more: number,
): Promise<BitsOf> {
  if (!wholeOf(module).fields.some((field) => field.sealed)) return LONGEST;
  const records = await countedRows(`${tx.orgId}.${module.id}`, more, async () => {
    const [row] = await tx.sql<[{ rows: number }]>`
      select count(*)::int as rows from (
        select from records where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null
        limit ${ENOUGH}) as counted`;
    return row.rows;
  });
  const [bits, fewer] = [bitsAmong(records), bitsUnsearchedAmong(records)];
  if (rights === null) return () => bits;
  const { compliance } = await metadataOf(tx);
  const views = canInModule(rights, module.apiName, 'view');
  return (field) =>
    views && filterOperatorsFor(field, 'screen', compliance, rights).includes('equals') ? bits : fewer;
}

/**
 * A count of rows, taken at most once a minute and process, with what is written here added, and no further than it
 * matters: too low a count makes a token say less and a search open more, never wrong.
 */
export async function countedRows(key: string, more: number, count: () => Promise<number>): Promise<number> {
  const kept = counted.get(key);
  const nowMs = clock.nowMs();
  if (kept && (kept.rows >= ENOUGH || kept.untilMs > nowMs)) {
    kept.rows += more;
    return kept.rows;
  }
  const rows = (await count()) + more;
  if (counted.size >= MOST_KEPT) counted.clear();
  counted.set(key, { rows, untilMs: nowMs + (rows < LARGE ? MINUTE_MS : HOUR_MS) });
  return rows;
}
