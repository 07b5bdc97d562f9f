import { and, eq, inArray } from 'drizzle-orm';
import { fieldsWithMark, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { fields, modules } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { rememberMarks } from './removed-marks';
import { readRemovedMarks, writeCompliance } from './stored';
import { type TakenAway, takeAway } from './take-away';

/**
 * Deselects modules with all their marks, which are remembered. What they protected, notes and attachments too, stays
 * protected until that is confirmed or the delay ends; what was encrypted stays encrypted.
 * @returns the API names of the fields that lost their mark, by module, and what to tell and append.
 */
export async function removeMarks(
  tx: Tx,
  ctx: Context,
  metadata: OrgMetadata,
  { lost, hipaaOff }: { lost: readonly ModuleDefinition[]; hipaaOff?: true },
): Promise<TakenAway & { removed: Record<string, string[]> }> {
  if (lost.length === 0) return { removed: {}, facts: {}, entries: [] };
  const only = hipaaOff ? undefined : lost[0];
  const removed = Object.fromEntries(
    lost.map((module) => [module.apiName, fieldsWithMark(module).map((field) => field.apiName)]),
  );
  const what = { words: inWords(lost, hipaaOff), ...(hipaaOff && { hipaaOff }), ...(only && { subjectId: only.id }) };
  const taken = await takeAway(tx, ctx, { metadata, what }, async (heldBy) => {
    const ids = lost.map((module) => module.id);
    await tx.db
      .update(fields)
      .set({ marked: false, heldBy })
      .where(and(eq(fields.orgId, tx.orgId), inArray(fields.moduleId, ids), eq(fields.marked, true)));
    await tx.db
      .update(modules)
      .set({ hipaa: false, heldBy })
      .where(and(eq(modules.orgId, tx.orgId), inArray(modules.id, ids)));
    const withMarks = lost.filter((module) => fieldsWithMark(module).length > 0);
    if (withMarks.length === 0 && !hipaaOff) return;
    await writeCompliance(tx, { removedMarks: rememberMarks(await readRemovedMarks(tx), lost, clock.now()) });
  });
  return { ...taken, removed };
}

function inWords(lost: readonly ModuleDefinition[], hipaaOff?: true): string {
  const count = lost.reduce((sum, module) => sum + fieldsWithMark(module).length, 0);
  const fieldsInWords = count === 1 ? '1 field' : `${count} fields`;
  const names = lost.map(({ plural }) => plural).join(', ');
  const what = `${fieldsInWords}, notes and files of ${names}`;
  return hipaaOff ? `HIPAA compliance switched off: ${what}` : `${names} deselected from HIPAA: ${what}`;
}
