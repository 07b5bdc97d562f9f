import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { fields, modules } from '@/lib/db/schema/modules';
import type { Tx } from '@/lib/db/transaction';
import type { NewEntry } from '@/lib/ledger/append';
import { getModule, type ModuleDefinition, markedFields } from '@/lib/modules/definition';
import { loadMetadata } from '@/lib/modules/metadata';
import { settleRecords } from '@/lib/records/seal-field';
import { rememberMarks } from './removed-marks';
import { readRemovedMarks, writeCompliance } from './stored';

/**
 * Deselects modules with all their marks, which are remembered. What was encrypted stays encrypted.
 * @returns the API names of the fields that lost their mark, by module, and entries to append.
 */
export async function removeMarks(
  tx: Tx,
  ctx: Context,
  lost: readonly ModuleDefinition[],
): Promise<{ removed: Record<string, string[]>; entries: NewEntry[] }> {
  if (lost.length === 0) return { removed: {}, entries: [] };
  const ids = lost.map((module) => module.id);
  const remembered = rememberMarks(await readRemovedMarks(tx), lost, new Date());
  await tx.db
    .update(fields)
    .set({ marked: false })
    .where(and(eq(fields.orgId, tx.orgId), inArray(fields.moduleId, ids), eq(fields.marked, true)));
  await tx.db
    .update(modules)
    .set({ hipaa: false })
    .where(and(eq(modules.orgId, tx.orgId), inArray(modules.id, ids)));
  await writeCompliance(tx, { removedMarks: remembered });

  const after = await loadMetadata(tx);
  const entries: NewEntry[] = [];
  for (const module of lost) {
    const freed = markedFields(module).filter((field) => !field.sealed && module.nameFields.includes(field.apiName));
    // A record's name may show again what is no longer marked, unless it was encrypted.
    if (freed.length > 0) entries.push(...(await settleRecords(tx, ctx, getModule(after, module.apiName), [])).entries);
  }
  return {
    removed: Object.fromEntries(
      lost.map((module) => [module.apiName, markedFields(module).map((field) => field.apiName)]),
    ),
    entries,
  };
}
