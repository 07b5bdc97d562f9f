import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { fields } from '@/lib/db/schema/modules';
import { getFieldById, getModule } from '@/lib/modules/definition';
import { loadMetadata } from '@/lib/modules/metadata';
import type { Attempt } from '@/lib/mutate';
import { unchanged } from '@/lib/mutate';
import { settleRecords } from '@/lib/records/seal-field';
import { changeCompliance } from './compliance/change';
import type { FieldChoice } from './compliance/schemas';

/**
 * Takes a field's mark away: its values show again, and leave through every door. Encryption is separate: what is
 * encrypted stays so, and no sort slot is given back.
 * @throws forbidden; not_found
 */
export async function unmarkField(ctx: Context, input: FieldChoice): Promise<void> {
  const attempt: Attempt = { action: 'field.unmark', module: input.module, subjectId: input.fieldId };
  await changeCompliance(ctx, attempt, async (tx, metadata) => {
    const module = getModule(metadata, input.module);
    const field = getFieldById(module, input.fieldId);
    attempt.fields = [field.apiName];
    if (!field.marked) return unchanged();
    await tx.db
      .update(fields)
      .set({ marked: false })
      .where(and(eq(fields.orgId, tx.orgId), eq(fields.id, field.id)));
    const entry = { ...attempt, facts: { encrypted: field.sealed } };
    if (field.sealed || !module.nameFields.includes(field.apiName)) return { value: undefined, entries: [entry] };
    // A record's name may hold the value again.
    const after = getModule(await loadMetadata(tx), module.apiName);
    const { entries } = await settleRecords(tx, ctx, after, [field.apiName]);
    return { value: undefined, entries: [entry, ...entries] };
  });
}
