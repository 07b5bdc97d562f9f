import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { PickListOption } from '@/lib/crm/modules/field-types/type';
import { isFieldHidden } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';

/** A field of a module. */
interface FieldOf {
  module: ModuleDefinition;
  field: FieldDefinition;
}

/**
 * Keeps the options that records hold, those in the recycle bin too.
 * @throws conflict. It names the options of a field that is neither marked nor encrypted, nor hidden from the asker; of any other it does not say,
 * and does not look, which are held.
 */
export async function assertOptionsNotInUse(
  tx: Tx,
  { rights }: Pick<Context, 'rights'>,
  { module, field }: FieldOf,
  next: readonly PickListOption[],
): Promise<void> {
  const kept = new Set(next.map((option) => option.value));
  const removed = (field.options.pickList ?? []).filter((option) => !kept.has(option.value));
  if (removed.length === 0) return;
  if (field.marked || field.sealed || isFieldHidden(rights, field.id)) {
    const [found] = await tx.sql`select from records where org_id = ${tx.orgId} and module_id = ${module.id} limit 1`;
    if (!found) return;
    throw refusal(
      'Options of this field can be added and renamed, not removed: whether records hold one is protected.',
    );
  }
  const held = await heldOptions(tx, module, field, removed);
  if (held.length === 0) return;
  const names = held.map((option) => `“${option.label}”`).join(', ');
  throw refusal(
    `Records still hold ${names}. Keep ${held.length === 1 ? 'it' : 'them'}, or change those records first.`,
  );
}

const refusal = (message: string) => conflict(message, { reason: 'IN_USE', fields: { 'options.pickList': message } });

async function heldOptions(
  tx: Tx,
  module: ModuleDefinition,
  field: FieldDefinition,
  options: readonly PickListOption[],
): Promise<PickListOption[]> {
  const values = options.map((option) => option.value);
  // `?` is true for a text that equals and for a list that holds it: both pick list types.
  const rows = await tx.sql<{ value: string }[]>`
    select o.value from unnest(${values}::text[]) as o (value)
    where exists (
      select from records
      where org_id = ${tx.orgId} and module_id = ${module.id} and "values" -> ${field.apiName}::text ? o.value)`;
  const held = new Set(rows.map((row) => row.value));
  return options.filter((option) => held.has(option.value));
}
