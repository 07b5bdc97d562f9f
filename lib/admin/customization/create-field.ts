import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import type { Context } from '@/lib/platform/context';
import { fields, layoutFields } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid, limited, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { apiNameFrom, freeApiName, isOneOf, isReservedFieldName } from './api-name';
import { changeModule } from './change';
import { newOptions } from './field-options';
import { type CreateField, createFieldSchema } from './schemas';

/** Fields of one module; each record's values travel as one document. */
export const MOST_FIELDS = 500;
const SLOTS = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Adds a custom field to a module and to its layouts. Its API name comes from the label and is unlike all the module ever
 * had, since values are kept under it.
 * @throws forbidden; not_found; invalid; conflict for a label taken; limited at 500 fields.
 */
export async function createField(ctx: Context, input: CreateField): Promise<{ id: Id; apiName: string }> {
  const field = readInput(createFieldSchema, input);
  const attempt = { action: 'field.create', module: field.module } as const;
  return changeModule(ctx, attempt, async (tx, module, metadata) => {
    assertAllowed(field.type, field);
    assertFreeLabel(module, field.label);
    if (module.fields.length >= MOST_FIELDS) {
      throw limited(`A module has at most ${MOST_FIELDS} fields.`, {
        reason: 'LIMIT_EXCEEDED',
        facts: { limit: MOST_FIELDS },
      });
    }
    const options = newOptions(field.type, field.options, metadata);
    const places = placesOf(module, field.place);
    const id = newId();
    const apiName = await freeFieldName(tx, module, field.label);
    await tx.db.insert(fields).values({
      orgId: tx.orgId,
      id,
      moduleId: module.id,
      apiName,
      label: field.label,
      type: field.type,
      options,
      helpText: field.helpText,
      required: field.required,
      readOnly: fieldType(field.type).generated === true,
      uniqueValues: field.unique,
      custom: true,
      indexSlot: await freeSlot(tx, module, field.type),
    });
    await Promise.all(places.map((place) => insertPlace(tx, id, place)));
    const facts = { label: field.label, type: field.type, required: field.required, unique: field.unique };
    return { value: { id, apiName }, entries: [{ ...attempt, subjectId: id, fields: [apiName], facts }] };
  });
}

/** @throws invalid for a property that the type does not have. */
export function assertAllowed(type: FieldTypeKey, wanted: { required?: boolean; unique?: boolean }): void {
  const { label, requirable, uniqueable, creatable } = fieldType(type);
  if (!creatable) throw invalid(`A ${label} field cannot be added.`, { fields: { type: 'Choose another type.' } });
  if (wanted.required && !requirable) {
    throw invalid(`A ${label} field cannot be required.`, { fields: { required: 'Not for this type.' } });
  }
  if (wanted.unique && !uniqueable) {
    throw invalid(`A ${label} field cannot be unique.`, { fields: { unique: 'Not for this type.' } });
  }
}

/** @throws conflict: two fields that read alike could not be told apart on any screen. */
export function assertFreeLabel(module: ModuleDefinition, label: string, self?: Id): void {
  const others = module.fields.filter((field) => field.id !== self);
  if (!isOneOf(others.map((field) => field.label))(label)) return;
  throw conflict('Another field of this module has this label.', {
    fields: { label: 'Another field of this module has this label.' },
  });
}

async function freeFieldName(tx: Tx, module: ModuleDefinition, label: string): Promise<string> {
  const rows = await tx.sql<{ api_name: string }[]>`
    select api_name from fields where org_id = ${tx.orgId} and module_id = ${module.id}`;
  const isTaken = isOneOf(rows.map((row) => row.api_name));
  return freeApiName(apiNameFrom(label, 'Field'), (name) => isReservedFieldName(name) || isTaken(name));
}

/** Records that are there have no key in a slot, and a list read by the slot would leave them out. */
async function freeSlot(tx: Tx, module: ModuleDefinition, type: FieldTypeKey): Promise<number | null> {
  if (!fieldType(type).sortable) return null;
  const [found] = await tx.sql`
    select from records where org_id = ${tx.orgId} and module_id = ${module.id} limit 1`;
  if (found) return null;
  const taken = new Set(module.fields.map((field) => field.indexSlot));
  return SLOTS.find((slot) => !taken.has(slot)) ?? null;
}

interface Place {
  layoutId: Id;
  sectionId: Id;
  position: number;
}

/** @throws not_found for a layout or section that is not the module's. */
function placesOf(
  module: ModuleDefinition,
  wanted: { layoutId: Id; sectionId: Id; position?: number } | undefined,
): Place[] {
  if (!wanted) {
    return module.layouts.flatMap((layout) =>
      layout.sections
        .slice(0, 1)
        .map((section) => ({ layoutId: layout.id, sectionId: section.id, position: section.fields.length })),
    );
  }
  const layout = module.layouts.find(({ id }) => id === wanted.layoutId);
  const section = layout?.sections.find(({ id }) => id === wanted.sectionId);
  if (!section) throw notFound('The section');
  return [{ ...wanted, position: Math.min(wanted.position ?? section.fields.length, section.fields.length) }];
}

async function insertPlace(tx: Tx, fieldId: Id, { layoutId, sectionId, position }: Place): Promise<void> {
  await Promise.all([
    tx.sql`update layout_fields set position = position + 1
      where org_id = ${tx.orgId} and section_id = ${sectionId} and position >= ${position}`,
    tx.db.insert(layoutFields).values({ orgId: tx.orgId, layoutId, fieldId, sectionId, position }),
  ]);
}
