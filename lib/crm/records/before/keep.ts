/**
 * What records held before an act that can be undone changes them. A second copy of their values, so: what is encrypted is
 * kept encrypted, a field that is encrypted later takes the copies of its values along (`forgetClear`) and it is gone with the
 * record, and when the recycle bin would have emptied (`forgetOld`).
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { StoredRow } from '../apply-changes';
import { NO_TOKENS, readTokens } from './held-tokens';

/** A record about to be changed. */
export interface Kept {
  id: Id;
  row: StoredRow;
  /** Before the change. */
  version: number;
  /** API names of what the act changes. */
  names: readonly string[];
}

/**
 * Starts keeping the records as they are; the caller awaits. Call it before the statements of the change. What an act has
 * kept once stays, however often the act changes the record.
 */
export async function keepBefore(
  tx: Tx,
  module: ModuleDefinition,
  actId: Id,
  kept: readonly Kept[],
): Promise<PromiseLike<unknown>[]> {
  const fields = wholeOf(module)
    .fields.filter((field) => field.sealed || field.unique)
    .map((field) => field.id);
  const ids = kept.map(({ id }) => id);
  const held = await readTokens(tx, ids, fields);
  const rows = kept.map(({ id, row, version, names }) => ({
    id,
    names,
    values: row.values,
    sealed: row.sealed?.toString('hex') ?? null,
    sealVersion: row.seal_version,
    tokens: held.get(id) ?? NO_TOKENS,
    versionAfter: version + 1,
  }));
  const started = tx.sql`
    insert into before_images as b
      (org_id, act_id, record_id, fields, "values", sealed, seal_version, tokens, version_after, made_at)
    select ${tx.orgId}, ${actId}, r.id, array(select jsonb_array_elements_text(r.names)), r."values",
      decode(r.sealed, 'hex'), r."sealVersion", r.tokens, r."versionAfter", ${clock.now().toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      id bigint, names jsonb, "values" jsonb, sealed text, "sealVersion" int, tokens jsonb, "versionAfter" int)
    on conflict (org_id, act_id, record_id) do update set
      fields = array(select unnest(b.fields) union select unnest(excluded.fields)),
      version_after = case when excluded.version_after = b.version_after + 1 then excluded.version_after
        else b.version_after end`.execute();
  return [started];
}

/** Starts forgetting what was kept of records with a clear value of a field that is sealed from now on. */
export const forgetClear = (tx: Tx, recordIds: readonly Id[], sealedNames: readonly string[]): PromiseLike<unknown> =>
  tx.sql`
    delete from before_images
    where org_id = ${tx.orgId} and record_id = any(${recordIds as string[]}::bigint[])
      and "values" ?| ${sealedNames as string[]}::text[]`.execute();
