import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { type FieldDefinition, getFieldById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { FieldOptions } from '@/lib/crm/modules/field-types/type';
import { isSystemMandatory } from '@/lib/crm/modules/standard/mandatory';
import type { Context } from '@/lib/platform/context';
import { fields } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import type { Fact } from '@/lib/protection/ledger/entry';
import { unchanged } from '@/lib/protection/mutate';
import { changeModule } from './change';
import { assertAllowed, assertFreeLabel } from './create-field';
import { changedOptions } from './field-options';
import { assertOptionsNotInUse } from './pick-list-use';
import { type UpdateField, updateFieldSchema } from './schemas';
import { claimUniqueValues, releaseUniqueValues } from './unique-values';

type Properties = Pick<FieldDefinition, 'label' | 'required' | 'unique' | 'options'> & { helpText: string | null };

/**
 * Changes a field's properties; its type and API name never change. What is not given stays.
 * @throws forbidden; not_found; invalid; conflict for a label taken, a repeated value, a removed option still held.
 */
export async function updateField(ctx: Context, input: UpdateField): Promise<void> {
  const given = readInput(updateFieldSchema, input);
  const attempt = { action: 'field.update', module: given.module, subjectId: given.fieldId } as const;
  return changeModule(ctx, attempt, async (tx, module) => {
    const field = getFieldById(module, given.fieldId);
    const before = propertiesOf(field);
    const after: Properties = {
      label: given.label ?? before.label,
      required: given.required ?? before.required,
      unique: given.unique ?? before.unique,
      helpText: given.helpText === undefined ? before.helpText : given.helpText,
      options: given.options ? changedOptions(field, given.options) : before.options,
    };
    await assertPossible(tx, ctx, { module, field }, { after, given });
    const facts = changesOf(before, after);
    if (Object.keys(facts).length === 0) return unchanged();
    const { unique, ...columns } = after;
    await tx.db
      .update(fields)
      .set({ ...columns, uniqueValues: unique })
      .where(and(eq(fields.orgId, tx.orgId), eq(fields.id, field.id)));
    if (after.unique && !before.unique) await claimUniqueValues(tx, ctx, module, field);
    if (before.unique && !after.unique) await releaseUniqueValues(tx, field.id);
    return { value: undefined, entries: [{ ...attempt, fields: [field.apiName], facts }] };
  });
}

const propertiesOf = (field: FieldDefinition): Properties => ({
  label: field.label,
  required: field.required,
  unique: field.unique,
  helpText: field.helpText ?? null,
  options: field.options,
});

async function assertPossible(
  tx: Tx,
  ctx: Context,
  { module, field }: { module: ModuleDefinition; field: FieldDefinition },
  { after, given }: { after: Properties; given: z.output<typeof updateFieldSchema> },
): Promise<void> {
  assertAllowed(field.type, { required: given.required, unique: given.unique });
  assertFreeLabel(module, after.label, field.id);
  if (!after.required && isSystemMandatory(module, field)) {
    throw invalid(`${field.label} stays required.`, {
      fields: { required: 'The module cannot do without this field.' },
    });
  }
  if (after.options.pickList) await assertOptionsNotInUse(tx, ctx, { module, field }, after.options.pickList);
}

/** Old and new properties for the event: settings of the field, never values of records. */
function changesOf(before: Properties, after: Properties): Record<string, Fact> {
  const facts: Record<string, Fact> = {};
  for (const name of ['label', 'required', 'unique', 'helpText'] as const) {
    if (before[name] !== after[name]) facts[name] = { old: before[name], new: after[name] };
  }
  const [old, now] = [withoutList(before.options), withoutList(after.options)];
  if (canonical(old) !== canonical(now)) facts.options = { old, new: now };
  const list = listChanges(before.options, after.options);
  if (list) facts.pickList = list;
  return facts;
}

const withoutList = ({ pickList: _, ...rest }: FieldOptions): Record<string, string | number> => rest;

/** The same settings give the same text, whatever their order. */
const canonical = (options: Record<string, string | number>): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));

function listChanges(before: FieldOptions, after: FieldOptions): Fact | null {
  const old = before.pickList ?? [];
  const now = after.pickList ?? [];
  if (JSON.stringify(old.map(toPair)) === JSON.stringify(now.map(toPair))) return null;
  const labels = new Map(old.map((option) => [option.value, option.label]));
  const kept = new Set(now.map((option) => option.value));
  return {
    added: now.filter((option) => !labels.has(option.value)).map((option) => option.value),
    removed: old.filter((option) => !kept.has(option.value)).map((option) => option.value),
    renamed: now
      .filter((option) => labels.has(option.value) && labels.get(option.value) !== option.label)
      .map((option) => option.value),
  };
}

/** jsonb gives keys back in an order of its own. */
const toPair = ({ value, label }: { value: string; label: string }) => [value, label];
