/** The recycle bin: 60 days, restore, delete for good. A record there keeps its unique values, so restoring never collides. */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, invalid, notFound } from '@/lib/platform/errors';
import { removeFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { assertExpected, type Expected } from './expected';
import { type Along, changedMeanwhile } from './update';

export const RECYCLE_BIN_DAYS = 60;
/** Records one act takes; more is a background job's work. */
export const MAX_IDS = 500;

export interface RecordIds {
  module: string;
  ids: readonly Id[];
}

/** Of one record: the version that was seen, and what is written in the same transaction. */
export interface ChangeOptions {
  /** A newer one in the database is a conflict. */
  version?: number;
  /** What a program knows of the record. */
  expected?: Expected | undefined;
  along?: Along;
}

/** Moves records to the recycle bin, all or none. @throws forbidden; not_found when one is not there to be deleted. */
export function deleteRecords(
  ctx: Context,
  request: RecordIds,
  options: ChangeOptions = {},
): Promise<{ count: number }> {
  const change = (tx: Tx, ids: readonly Id[]) =>
    tx.sql`update records set deleted_at = ${clock.now().toISOString()}::timestamptz, deleted_by = ${ctx.actor.id}
      where org_id = ${tx.orgId} and id = any(${ids as string[]}::bigint[])`.execute();
  return changeAll(ctx, request, { action: 'record.delete', from: 'live', change }, options);
}

/** Brings records back from the recycle bin, all or none. @throws conflict for one that was merged into another. */
export function restoreRecords(
  ctx: Context,
  request: RecordIds,
  options: ChangeOptions = {},
): Promise<{ count: number }> {
  const change = (tx: Tx, ids: readonly Id[]) =>
    Promise.all([
      tx.sql`update records set deleted_at = null, deleted_by = null
        where org_id = ${tx.orgId} and id = any(${ids as string[]}::bigint[])`,
      // Of one that came back since the record that stayed is gone: it is a record of its own again.
      tx.sql`delete from merged_records where org_id = ${tx.orgId} and record_id = any(${ids as string[]}::bigint[])`,
    ]);
  return changeAll(ctx, request, { action: 'record.restore', from: 'deleted', change }, options);
}

/** Deletes records of the recycle bin for good, with notes, attachments, their files and tokens. */
export async function purgeRecords(ctx: Context, request: RecordIds): Promise<{ count: number }> {
  const files: Id[] = [];
  const change = async (tx: Tx, ids: readonly Id[]) => {
    const gone = ids as string[];
    const attached = await tx.sql<{ id: Id }[]>`
      select id from attachments where org_id = ${tx.orgId} and record_id = any(${gone}::bigint[])`;
    files.push(...attached.map(({ id }) => id));
    await Promise.all([
      tx.sql`delete from blind_index where org_id = ${tx.orgId} and record_id = any(${gone}::bigint[])`,
      tx.sql`delete from unique_values where org_id = ${tx.orgId} and record_id = any(${gone}::bigint[])`,
      tx.sql`delete from links
        where org_id = ${tx.orgId} and (record_id = any(${gone}::bigint[]) or target_id = any(${gone}::bigint[]))`,
      tx.sql`delete from records where org_id = ${tx.orgId} and id = any(${gone}::bigint[])`,
    ]);
  };
  const purged = await changeAll(ctx, request, { action: 'record.purge', from: 'deleted', change });
  // After the commit: a file left by a crash in between is sealed, and swept with the other leftovers.
  for (const fileId of files) await removeFile({ orgId: ctx.orgId, fileId });
  return purged;
}

interface Moving {
  action: LedgerAction;
  /** Where the records are before. */
  from: 'live' | 'deleted';
  change: (tx: Tx, ids: readonly Id[]) => PromiseLike<unknown>;
}

async function changeAll(
  ctx: Context,
  { module: moduleName, ids }: RecordIds,
  { action, from, change }: Moving,
  options: ChangeOptions = {},
): Promise<{ count: number }> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) throw invalid('Choose at least one record.');
  if (wanted.length > MAX_IDS) throw invalid(`Choose at most ${MAX_IDS} records at once.`);
  const attempt = { action, module: moduleName, ...(wanted.length === 1 && { recordId: wanted[0] }) };
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), moduleName);
    assertModuleRight(ctx, module, 'delete');
    await lockAll(tx, ctx, module, { ids: wanted, from, ...options });
    if (action === 'record.restore') await assertNotMerged(tx, wanted);
    return {
      value: { count: wanted.length },
      writes: [...(options.along ? [options.along(tx)] : []), change(tx, wanted)],
      entries: atLeastOne(wanted.map((recordId) => ({ action, module: moduleName, recordId }))),
    };
  });
}

interface Locking extends Pick<ChangeOptions, 'version' | 'expected'> {
  ids: readonly Id[];
  from: Moving['from'];
}

async function lockAll(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { ids, from, version, expected }: Locking,
): Promise<void> {
  const rows = await tx.sql<{ changeable: boolean; version: number; modified_at: string }[]>`
    select version, modified_at, ${changeableRecord(tx, ctx, module)} as changeable from records
    where ${visibleRecords(tx, ctx, module, from)} and id = any(${ids as string[]}::bigint[])
    order by id for update`;
  if (rows.length < ids.length) throw notFound(ids.length === 1 ? 'The record' : 'One of the records');
  if (rows.some((row) => !row.changeable)) throw forbidden('You may see these records but not change them.');
  if (version !== undefined && rows.some((row) => row.version !== version)) throw changedMeanwhile();
  for (const row of rows) assertExpected(expected, row);
}

/** What a record had that was merged into another is there now, while that is there: it comes back by undoing the merge. */
async function assertNotMerged(tx: Tx, ids: readonly Id[]): Promise<void> {
  const merged = await tx.sql`
    select from merged_records r join merges m on m.org_id = r.org_id and m.id = r.merge_id
    where r.org_id = ${tx.orgId} and r.record_id = any(${ids as string[]}::bigint[]) limit 1`;
  if (merged.length === 0) return;
  throw conflict('A record that was merged into another comes back by undoing the merge, on the record that stayed.');
}
