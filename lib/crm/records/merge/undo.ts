/** Undoes a merge: the others come back, with what was theirs; the record that stayed gets back what it held. */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { OpenError } from '@/lib/platform/crypto/open-error';
import type { Moved } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { putBack } from '../before/put-back';
import { moveLinksBack } from './links';
import { moveHangingBack } from './move';

interface MergeState {
  keepId: Id;
  moved: Moved;
  otherIds: Id[];
}

/**
 * What was changed, moved or pointed elsewhere since the merge stays so.
 * @throws forbidden; not_found when it is undone already or a merged record was deleted for good; conflict when a unique
 * value that went along belongs to a third record by now.
 */
export function undoMerge(ctx: Context, request: { module: string; mergeId: Id }): Promise<{ restored: Id[] }> {
  const attempt = { action: 'record.unmerge', module: request.module, subjectId: request.mergeId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), request.module);
    assertModuleRight(ctx, module, 'edit');
    assertModuleRight(ctx, module, 'delete');
    const { keepId, moved, otherIds } = await lockMerge(tx, ctx, module, request.mergeId);
    const unique = await uniqueToGive(tx, keepId, moved.unique);
    const links = await moveLinksBack(tx, ctx, { actId: request.mergeId, keepId, links: moved.links });
    const released = tx.sql`
      delete from unique_values u using jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as g ("fieldId" bigint, token text)
      where u.org_id = ${tx.orgId} and u.record_id = ${keepId} and u.field_id = g."fieldId"
        and u.token = decode(g.token, 'hex')`.execute();
    const back = await putBack(tx, ctx, module, { actId: request.mergeId, limit: 1 });
    if (back.damaged.length > 0) throw new OpenError();
    const writes = [
      released,
      ...moveHangingBack(tx, keepId, moved),
      ...links.writes,
      ...back.writes,
      ...bringBack(tx, otherIds, unique),
    ];
    const facts = { restored: otherIds };
    const restored = otherIds.map(
      (recordId) => ({ action: 'record.restore', module: module.apiName, recordId }) as const,
    );
    const entries = atLeastOne([
      { ...attempt, recordId: keepId, facts },
      ...restored,
      ...links.entries,
      ...back.entries,
    ]);
    return { value: { restored: otherIds }, writes, entries };
  });
}

/** Locks the records and takes the merge away. */
async function lockMerge(tx: Tx, ctx: Context, module: ModuleDefinition, mergeId: Id): Promise<MergeState> {
  const [merge] = await tx.sql<{ keepId: Id; moved: Moved; otherIds: Id[] }[]>`
    select record_id as "keepId", moved,
      array(select m.record_id::text from merged_records m where m.org_id = merges.org_id and m.merge_id = merges.id) as "otherIds"
    from merges where org_id = ${tx.orgId} and id = ${mergeId} and module_id = ${module.id}`;
  if (!merge) throw notFound('The merge');
  const ids = [merge.keepId, ...merge.otherIds];
  const rows = await tx.sql<{ id: Id; changeable: boolean; deleted: boolean }[]>`
    select id, ${changeableRecord(tx, ctx, module)} as changeable, deleted_at is not null as deleted from records
    where ${visibleRecords(tx, ctx, module, 'either')} and id = any(${ids}::bigint[])
    order by id for update`;
  if (rows.length < ids.length) throw notFound('The merge');
  if (rows.some((row) => !row.changeable)) throw forbidden('You may see these records but not change all of them.');
  if (rows.some((row) => row.id === merge.keepId && row.deleted)) {
    throw conflict('The record that stayed is in the recycle bin. Restore it first.');
  }
  // Whoever else undoes it waited for the records.
  const undone = await tx.sql`delete from merges where org_id = ${tx.orgId} and id = ${mergeId} returning id`;
  if (undone.length === 0) throw notFound('The merge');
  await tx.sql`delete from merged_records where org_id = ${tx.orgId} and merge_id = ${mergeId}`;
  return merge;
}

/** The unique values to be given back. @throws conflict when a third record has one of them by now. */
async function uniqueToGive(tx: Tx, keepId: Id, unique: Moved['unique']): Promise<Moved['unique']> {
  if (unique.length === 0) return unique;
  const taken = await tx.sql`
    select from unique_values u
    join jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as g ("fieldId" bigint, token text)
      on u.field_id = g."fieldId" and u.token = decode(g.token, 'hex')
    where u.org_id = ${tx.orgId} and u.record_id <> ${keepId}`;
  if (taken.length > 0) throw conflict('Another record has taken a value since that only one may have.');
  return unique;
}

function bringBack(tx: Tx, otherIds: readonly Id[], unique: Moved['unique']): PromiseLike<unknown>[] {
  return [
    tx.sql`
      update records set deleted_at = null, deleted_by = null
      where org_id = ${tx.orgId} and id = any(${otherIds as string[]}::bigint[])`,
    tx.sql`
      insert into unique_values (org_id, field_id, token, record_id)
      select ${tx.orgId}, g."fieldId", decode(g.token, 'hex'), g."from"
      from jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as g ("fieldId" bigint, token text, "from" bigint)`,
  ].map((statement) => statement.execute());
}
