import { and, eq, inArray } from 'drizzle-orm';
import { fieldsWithMark, getModule, isSelected, type OrgMetadata } from '@/lib/crm/modules/definition';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import { settleRecords } from '@/lib/crm/records/seal-field';
import type { Context } from '@/lib/platform/context';
import { fields, modules } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited, notFound } from '@/lib/platform/errors';
import { MAX_MARKED_FIELDS, MAX_MODULES } from '@/lib/protection/compliance/doors';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { changeCompliance } from './change';
import { cleanViews } from './clean-views';
import { assertEnabled } from './enabled';
import { type Restorable, restorableMarks, withoutModules } from './removed-marks';
import type { RemovedMarksChoice } from './schemas';
import { readRemovedMarks, writeCompliance } from './stored';
import { tellSuspended } from './suspended-rules';
import { withdrawEmpty } from './withdraw';

/**
 * Selects modules again and marks the fields that were marked when they were last deselected; all or none.
 * Fields that were not encrypted then are not encrypted now.
 * @throws forbidden; invalid while HIPAA is off; not_found when nothing is remembered of a module; limited
 */
export async function restoreMarks(ctx: Context, { modules: names }: RemovedMarksChoice): Promise<{ fields: number }> {
  return changeCompliance(ctx, 'compliance.restore_marks', async (tx, metadata) => {
    assertEnabled(metadata.compliance);
    const removed = await readRemovedMarks(tx);
    const offered = restorableMarks(metadata, removed);
    const chosen = [...new Set(names)].map((name) => {
      const found = offered.find(({ module }) => module.apiName === name);
      if (!found) throw notFound(`A removed mark of ${name}`);
      return found;
    });
    assertRoom(metadata, chosen);

    const entries: NewEntry[] = [];
    let views = 0;
    for (const restorable of chosen) views += await mark(tx, restorable);
    await writeCompliance(tx, { removedMarks: removed && withoutModules(removed, names) });
    const after = await loadMetadata(tx);
    for (const { module, fields: marked } of chosen) {
      if (marked.length === 0) continue;
      const apiNames = marked.map((field) => field.apiName);
      entries.push(...(await settleRecords(tx, ctx, getModule(after, module.apiName), apiNames)).entries);
    }
    const restored = Object.fromEntries(
      chosen.map(({ module, fields: marked }) => [module.apiName, marked.map((field) => field.apiName)]),
    );
    const suspended = await tellSuspended(
      tx,
      chosen.flatMap((one) => one.fields),
    );
    const held = chosen.flatMap(({ module, fields: marked }) => [module.heldBy, ...marked.map(({ heldBy }) => heldBy)]);
    entries.push(...(await withdrawEmpty(tx, ctx, held)));
    return {
      value: { fields: Object.values(restored).flat().length },
      entries: [
        {
          action: 'compliance.restore_marks',
          facts: { restored, views, ...(suspended.length > 0 && { sharingRules: suspended }) },
        },
        ...entries,
      ],
    };
  });
}

async function mark(tx: Tx, { module, fields: marked }: Restorable): Promise<number> {
  await tx.db
    .update(modules)
    .set({ hipaa: true, heldBy: null })
    .where(and(eq(modules.orgId, tx.orgId), eq(modules.id, module.id)));
  if (marked.length === 0) return 0;
  const ids = marked.map((field) => field.id);
  await tx.db
    .update(fields)
    .set({ marked: true, heldBy: null, indexSlot: null })
    .where(and(eq(fields.orgId, tx.orgId), inArray(fields.id, ids)));
  return cleanViews(
    tx,
    module.id,
    marked.map((field) => field.apiName),
  );
}

/** The database holds the limits too; this says which module was one too many. */
function assertRoom(metadata: OrgMetadata, chosen: readonly Restorable[]): void {
  const selected = metadata.modules.filter(isSelected).length;
  const added = chosen.filter(({ module }) => !isSelected(module)).length;
  if (selected + added > MAX_MODULES) {
    throw limited(`Only ${MAX_MODULES} modules can be selected: ${selected} are, and you chose ${added} more.`, {
      reason: 'LIMIT_EXCEEDED',
      facts: { limit: MAX_MODULES },
    });
  }
  for (const { module, fields: marked } of chosen) {
    const count = fieldsWithMark(module).length;
    if (count + marked.length <= MAX_MARKED_FIELDS) continue;
    throw limited(
      `${module.plural} has ${count} of ${MAX_MARKED_FIELDS} fields marked: there is no room for ${marked.length} more.`,
      { reason: 'LIMIT_EXCEEDED', facts: { limit: MAX_MARKED_FIELDS, module: module.apiName } },
    );
  }
}
