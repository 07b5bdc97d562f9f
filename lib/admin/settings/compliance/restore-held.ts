import { and, eq, inArray } from 'drizzle-orm';
import { fieldsWithMark, isSelected, type OrgMetadata } from '@/lib/crm/modules/definition';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { fields, modules } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { MAX_MARKED_FIELDS, MAX_MODULES } from '@/lib/protection/compliance/doors';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { withoutField, withoutModules } from './removed-marks';
import { settingsHeldBy, withoutSettings } from './setting-holds';
import { readRemovedMarks, writeCompliance } from './stored';

/** Settings that had not changed yet; the others are switches. */
const WAITING_VALUES: ReadonlySet<string> = new Set(['holdHours', 'budgets']);

/**
 * Somebody stopped the taking away: HIPAA is on again where it was switched off, modules are selected, fields marked and
 * doors closed as before. Where the limits leave no room meanwhile, or the module is not selected, a field has no mark and
 * stays protected all the same; it can be unmarked anew. Values, names and sort keys were never let go of.
 * @returns entries to append with those of the act.
 */
export async function restoreHeld(
  tx: Tx,
  _ctx: Context,
  approvalId: Id,
  { hipaaOff }: { hipaaOff: boolean },
): Promise<NewEntry[]> {
  const before = await loadMetadata(tx);
  const names = settingsHeldBy(before, approvalId);
  const closed = Object.fromEntries(names.filter((name) => !WAITING_VALUES.has(name)).map((name) => [name, true]));
  await writeCompliance(tx, {
    ...(hipaaOff && { hipaaEnabled: true }),
    ...closed,
    settingHolds: withoutSettings(before.settingHolds, names),
  });
  await selectAgain(tx, approvalId);
  const restored = await markAgain(tx, await loadMetadata(tx), approvalId);
  const facts = { restored, ...(names.length > 0 && { settings: names }), approval: approvalId };
  return [{ action: 'compliance.restore_marks', facts }];
}

async function selectAgain(tx: Tx, approvalId: Id): Promise<void> {
  const { compliance, modules: all } = await loadMetadata(tx);
  if (!compliance.hipaaEnabled) return;
  const room = MAX_MODULES - all.filter(isSelected).length;
  const ids = all.filter((module) => module.heldBy === approvalId).map(({ id }) => id);
  if (ids.length === 0 || room <= 0) return;
  await tx.db
    .update(modules)
    .set({ hipaa: true, heldBy: null })
    .where(and(eq(modules.orgId, tx.orgId), inArray(modules.id, ids.slice(0, room))));
}

async function markAgain(tx: Tx, metadata: OrgMetadata, approvalId: Id): Promise<Record<string, string[]>> {
  const restored: Record<string, string[]> = {};
  for (const module of metadata.modules) {
    const room = MAX_MARKED_FIELDS - fieldsWithMark(module).length;
    const held = module.fields.filter((field) => field.heldBy === approvalId).slice(0, Math.max(room, 0));
    if (held.length === 0 || !isSelected(module)) continue;
    const ids = held.map(({ id }) => id);
    await tx.db
      .update(fields)
      .set({ marked: true, heldBy: null })
      .where(and(eq(fields.orgId, tx.orgId), inArray(fields.id, ids)));
    restored[module.apiName] = held.map(({ apiName }) => apiName);
  }
  let removed = await readRemovedMarks(tx);
  for (const [module, names] of Object.entries(restored)) {
    for (const name of names) removed = removed && withoutField(removed, module, name);
  }
  // Selected again, a module without marks has nothing to offer back.
  for (const { apiName } of metadata.modules.filter(isSelected)) {
    if (removed?.modules[apiName]?.length === 0) removed = withoutModules(removed, [apiName]);
  }
  await writeCompliance(tx, { removedMarks: removed });
  return restored;
}
