import { and, eq } from 'drizzle-orm';
import { getFieldById, getModule, hasMark } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { fields } from '@/lib/platform/db/schema/modules';
import { type Attempt, unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './compliance/change';
import type { FieldChoice } from './compliance/schemas';
import { takeAway } from './compliance/take-away';
import { isWaiting } from './compliance/withdraw';

/**
 * Takes a field's mark away. Its values stay protected until that is confirmed or the delay ends; then they show, and leave
 * through every door. Encryption is separate: what is encrypted stays so, and no sort slot is given back.
 * @throws forbidden; not_found
 */
export async function unmarkField(ctx: Context, input: FieldChoice): Promise<void> {
  const attempt: Attempt = { action: 'field.unmark', module: input.module, subjectId: input.fieldId };
  await changeCompliance(ctx, attempt, async (tx, metadata) => {
    const module = getModule(metadata, input.module);
    const field = getFieldById(module, input.fieldId);
    attempt.fields = [field.apiName];
    // One that is protected though nothing waits (its marks could not come back) may be asked for anew.
    const isStuck = field.heldBy !== null && !(await isWaiting(tx, field.heldBy));
    if (!hasMark(field) && !isStuck) return unchanged();
    const what = { words: `The mark of ${field.label} (${module.plural}) taken away`, subjectId: field.id };
    const taken = await takeAway(tx, ctx, { metadata, what }, async (heldBy) => {
      await tx.db
        .update(fields)
        .set({ marked: false, heldBy })
        .where(and(eq(fields.orgId, tx.orgId), eq(fields.id, field.id)));
    });
    const entry = { ...attempt, facts: { encrypted: field.sealed, ...taken.facts } };
    return { value: undefined, entries: [entry, ...taken.entries] };
  });
}
