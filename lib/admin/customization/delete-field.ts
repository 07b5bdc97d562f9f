import { getFieldById, hasMark } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { conflict, invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { changeModule } from './change';
import { type DeleteField, deleteFieldSchema } from './schemas';

/**
 * Takes a custom field away from its module and all layouts. Its values stay with their records, shown nowhere, until
 * the records are deleted for good; its API name is never given to another field.
 * @throws forbidden; not_found; invalid for a field the module came with; conflict while the field is marked or protected.
 */
export async function deleteField(ctx: Context, input: DeleteField): Promise<void> {
  const { module: moduleName, fieldId } = readInput(deleteFieldSchema, input);
  const attempt = { action: 'field.delete', module: moduleName, subjectId: fieldId } as const;
  return changeModule(ctx, attempt, async (tx, module) => {
    const field = getFieldById(module, fieldId);
    if (!field.custom) throw invalid(`${field.label} came with the module and cannot be deleted.`);
    if (field.marked) {
      const why = hasMark(field)
        ? 'contains personal health data. Remove the mark before you delete it.'
        : 'is protected until the removal of its mark is confirmed. Delete it then.';
      throw conflict(`${field.label} ${why}`, { reason: 'FIELD_MARKED' });
    }
    await Promise.all([
      tx.sql`delete from layout_fields where org_id = ${tx.orgId} and field_id = ${fieldId}`,
      tx.sql`delete from unique_values where org_id = ${tx.orgId} and field_id = ${fieldId}`,
      tx.sql`delete from blind_index where org_id = ${tx.orgId} and field_id = ${fieldId}`,
      tx.sql`delete from links where org_id = ${tx.orgId} and field_id = ${fieldId}`,
      tx.sql`delete from auto_numbers where org_id = ${tx.orgId} and field_id = ${fieldId}`,
      tx.sql`update fields set deleted_at = now(), index_slot = null
        where org_id = ${tx.orgId} and id = ${fieldId}`,
    ]);
    const facts = { label: field.label, type: field.type };
    return { value: undefined, entries: [{ ...attempt, fields: [field.apiName], facts }] };
  });
}
