/** What an import does with a row whose record is there already, and how it finds that record. Pure. */
import { z } from 'zod';
import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { tellsAtLeast } from '@/lib/crm/modules/field-types/type';
import { invalid } from '@/lib/platform/errors';

/** A column of record ids, in a mapping. No field may have this name. */
export const RECORD_ID = 'id';

/** A column of who owns the records that are made, in a mapping. No field may have this name either. */
export const OWNER = 'Owner';

/** Fields that must be the same beside the first. */
export const MOST_FURTHER = 4;

export const duplicatesSchema = z.object({
  /** API name of a field, or `id`; null: no record is looked for. */
  by: z.string().max(100).nullable(),
  /** API names of further fields that must be the same. */
  and: z.array(z.string().max(100)).max(MOST_FURTHER).optional(),
  /** `create`: every row is a new record; one whose unique value is taken is refused. */
  action: z.enum(['skip', 'overwrite', 'create']),
});

export type Duplicates = z.infer<typeof duplicatesSchema>;

export const CREATE_ALL: Duplicates = { by: null, action: 'create' };

/** Whether a record can be told from others by the field. */
export const tellsApart = ({ type }: FieldDefinition): boolean => tellsAtLeast(fieldType(type), 'with_others');

/** The fields that records are found by; empty where it is their id or none are looked for. */
export function foundBy(module: ModuleDefinition, { by, and = [], action }: Duplicates): FieldDefinition[] {
  if (action === 'create' || by === null || by === RECORD_ID) return [];
  return [by, ...and].flatMap((name) => module.fields.filter(({ apiName }) => apiName === name));
}

/** @throws invalid for a field that tells nobody apart or has no column. */
export function checkDuplicates(
  { by, and = [], action }: Duplicates,
  mapping: Readonly<Record<string, string>>,
  module: ModuleDefinition,
): void {
  if (action === 'create') return;
  if (by === null) throw invalid('Choose the field that tells whether a record is there already.');
  for (const name of by === RECORD_ID ? [by] : [by, ...and]) {
    const field = findField(module, name);
    if (name !== RECORD_ID && !(field && tellsApart(field))) {
      throw invalid(`${field?.label ?? name} tells no record from another.`);
    }
    if (!Object.values(mapping).includes(name)) {
      throw invalid(`Map a column to ${field?.label ?? 'the record id'}: it tells whether a record is there already.`);
    }
  }
}
