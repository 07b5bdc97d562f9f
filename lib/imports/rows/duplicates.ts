/** What an import does with a row whose record is there already, and how it finds that record. Pure. */
import { z } from 'zod';
import { invalid } from '../../errors';
import { findField, type ModuleDefinition } from '../../modules/definition';

/** A column of record ids, in a mapping. No field may have this name. */
export const RECORD_ID = 'id';

export const duplicatesSchema = z.object({
  /** API name of a unique field, or `id`; null: no record is looked for. */
  by: z.string().max(100).nullable(),
  /** `create`: every row is a new record; one whose unique value is taken is refused. */
  action: z.enum(['skip', 'overwrite', 'create']),
});

export type Duplicates = z.infer<typeof duplicatesSchema>;

export const CREATE_ALL: Duplicates = { by: null, action: 'create' };

/** @throws invalid for a field that is not unique or has no column. */
export function checkDuplicates(
  { by, action }: Duplicates,
  mapping: Readonly<Record<string, string>>,
  module: ModuleDefinition,
): void {
  if (action === 'create') return;
  if (by === null) throw invalid('Choose the field that tells whether a record is there already.');
  const field = findField(module, by);
  if (by !== RECORD_ID && !field?.unique) throw invalid(`${field?.label ?? by} is not a unique field.`);
  if (!Object.values(mapping).includes(by)) {
    throw invalid(`Map a column to ${field?.label ?? 'the record id'}: it tells whether a record is there already.`);
  }
}
