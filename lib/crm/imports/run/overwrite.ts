/** Overwrites records as rows of a file say: by the rules of `updateRecord`, one event a record changed. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { changedOnly, loggable, rowChange, type StoredRow } from '@/lib/crm/records/apply-changes';
import { keepBefore } from '@/lib/crm/records/before/keep';
import { indexBits } from '@/lib/crm/records/index-bits';
import { replaceTokens } from '@/lib/crm/records/replace-tokens';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { Overwrite } from '../rows/batch';

interface LockedRow extends StoredRow {
  id: Id;
  owner_id: Id;
  version: number;
}

/** In whose name rows land: the job, and the door they came by. */
export interface Landing {
  subjectId: Id;
  source: 'import' | 'api';
}

/**
 * Starts the changes; the caller has checked that the asker may make them, and awaits the writes.
 * What an import changes is kept for undoing it. A row that changes nothing is no event. Fields whose cells are blank stay as they are.
 */
export async function overwriteRecords(
  tx: Tx,
  ctx: Context,
  { module, keys, subjectId, source }: Landing & { module: ModuleDefinition; keys: OrgKeys },
  overwrites: readonly Overwrite[],
): Promise<{ writes: PromiseLike<unknown>[]; entries: NewEntry[] }> {
  const writes: PromiseLike<unknown>[] = [];
  const entries: NewEntry[] = [];
  if (overwrites.length === 0) return { writes, entries };
  const ids = overwrites.map(({ id }) => id);
  const rows = await tx.sql<LockedRow[]>`
    select id, "values", sealed, seal_version, owner_id, version from records
    where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) and deleted_at is null order by id for update`;
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const modifiedAt = clock.now();
  const making = { keys, bits: await indexBits(tx, ctx.rights, module, 0) };
  const modifiedBy = ctx.actor.id;
  const changed = overwrites.flatMap(({ id, changes: given }) => {
    const row = rowOf.get(id);
    const changes = row ? changedOnly(module, row, given) : {};
    return row && Object.keys(changes).length > 0 ? [{ id, row, changes }] : [];
  });
  // A bulk write of a program is not undone.
  if (source === 'import') {
    const kept = changed.map(({ id, row, changes }) => ({
      id,
      row,
      version: row.version,
      names: Object.keys(changes),
    }));
    writes.push(...(await keepBefore(tx, module, subjectId, kept)));
  }
  for (const { id, row, changes } of changed) {
    const change = { id, row, changes, ownerId: row.owner_id, modifiedAt, modifiedBy };
    const { updated, envelope } = rowChange(tx, module, keys, change);
    writes.push(tx.sql`with ${updated} select`.execute(), ...replaceTokens(tx, module, change, making));
    entries.push({
      action: 'record.update',
      module: module.apiName,
      recordId: id,
      subjectId,
      fields: Object.keys(changes),
      facts: { source },
      changes: loggable(module, row.values, changes),
      envelope,
    });
  }
  return { writes, entries };
}
