/**
 * Several records of one patient, one account, become one: a field's value is chosen from any of them, what hangs on the
 * others or points to them follows, and they go to the recycle bin. One transaction, undone as one. Guarantees: protected
 * values are carried without being seen, so whoever may not read them learns nothing by choosing; nothing is lost.
 */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Moved } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { assertNoneConverted } from '../conversion/lock';
import { LEADS } from '../conversion/targets';
import { changeKept } from './change-kept';
import { readChoices } from './choose';
import { fillHidden, hiddenFields } from './fill';
import { moveLinks } from './links';
import { lockForMerge } from './lock';
import { moveHanging } from './move';
import type { MergeRequest } from './schemas';

/**
 * Merges records into one of them.
 * @throws forbidden without the rights to edit and delete in the module; not_found; conflict when one was changed since
 * the person saw it, and for a lead that is converted; invalid when a required field would be empty; limited when too many records point to them.
 */
export function mergeRecords(ctx: Context, request: MergeRequest): Promise<{ mergeId: Id }> {
  const { keepId } = request;
  const otherIds = [...new Set(request.otherIds)].filter((id) => id !== keepId);
  if (otherIds.length === 0) throw invalid('Choose at least two records.');
  const attempt = { action: 'record.merge', module: request.module, recordId: keepId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), request.module);
    assertModuleRight(ctx, module, 'edit');
    assertModuleRight(ctx, module, 'delete');
    const rows = await lockForMerge(tx, ctx, module, { ids: [keepId, ...otherIds], versions: request.versions });
    if (module.apiName === LEADS) await assertNoneConverted(tx, [keepId, ...otherIds]);
    const chosen = readChoices(module, keepId, otherIds, request.choices);
    const choices = await fillHidden(tx, ctx, module, { keepId, otherIds, rows, choices: chosen });
    const mergeId = newId();
    const about = { actId: mergeId, keepId, otherIds };
    const kept = await changeKept(tx, ctx, module, { ...about, rows, choices });
    const links = await moveLinks(tx, ctx, about);
    const hanging = await moveHanging(tx, keepId, otherIds);
    const moved: Moved = { ...hanging, links: links.links, unique: kept.unique };
    const facts = {
      merged: otherIds,
      notes: hanging.notes.length,
      attachments: hanging.attachments.length,
      conversations: hanging.conversations.length,
      lookups: links.links.length,
    };
    // Hidden fields are told whether they changed or not: else it would say which of them was empty.
    const told = [...new Set([...kept.names, ...hiddenFields(module).map(({ apiName }) => apiName)])];
    const entry: NewEntry = {
      ...attempt,
      subjectId: mergeId,
      fields: told,
      changes: kept.changes,
      facts,
      envelope: kept.envelope,
    };
    return {
      value: { mergeId },
      writes: [...kept.writes, ...links.writes, ...keepMerge(tx, ctx, module, { ...about, moved })],
      entries: atLeastOne([entry, ...links.entries, ...otherIds.map((id) => goneEntry(module, id, about))]),
    };
  });
}

interface Merging {
  actId: Id;
  keepId: Id;
  otherIds: readonly Id[];
}

/** The others go to the recycle bin, and what was moved is kept for undoing it. */
function keepMerge(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { actId, keepId, otherIds, moved }: Merging & { moved: Moved },
): PromiseLike<unknown>[] {
  const at = clock.now().toISOString();
  const others = otherIds as string[];
  return [
    tx.sql`
      update records set deleted_at = ${at}::timestamptz, deleted_by = ${ctx.actor.id}
      where org_id = ${tx.orgId} and id = any(${others}::bigint[])`,
    tx.sql`
      insert into merges (org_id, id, module_id, record_id, moved, merged_at, merged_by)
      values (${tx.orgId}, ${actId}, ${module.id}, ${keepId}, ${JSON.stringify(moved)}::jsonb, ${at}::timestamptz, ${ctx.actor.id})`,
    tx.sql`
      insert into merged_records (org_id, record_id, merge_id, kept_id)
      select ${tx.orgId}, id, ${actId}, ${keepId} from unnest(${others}::bigint[]) as m (id)`,
  ].map((statement) => statement.execute());
}

const goneEntry = (module: ModuleDefinition, recordId: Id, { actId, keepId }: Merging): NewEntry => ({
  action: 'record.delete',
  module: module.apiName,
  recordId,
  subjectId: actId,
  facts: { mergedInto: keepId },
});
