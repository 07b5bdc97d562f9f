/** Which column of a bulk write fills which field, as the client says or as the header does. Pure. */

import { type FieldDefinition, findField, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type ErrorOptions, invalid } from '@/lib/platform/errors';
import { importableFields } from '../mapping/mapping';
import { RECORD_ID } from '../rows/duplicates';
import type { Mapping } from '../schemas';
import type { BulkWriteRequest, FieldMapping } from './request';

/** What files of a bulk read hold and nobody writes. */
const KEPT_BY_SYSTEM = new Set(['Created_Time', 'Modified_Time', 'Created_By', 'Modified_By']);

const wrong = (reason: string, message: string, facts: NonNullable<ErrorOptions['facts']>) =>
  invalid(message, { reason, facts });

/**
 * The mappings that a header of API names stands for: `Last_Name`, `id`, `Account_Name.id` for a lookup.
 * @throws invalid INVALID_FIELD_NAME naming the column by its place: the text of a file without a header is a patient's
 */
export function mappingsOfHeader(module: ModuleDefinition, headers: readonly string[]): FieldMapping[] {
  return headers.flatMap((header, index): FieldMapping[] => {
    const [apiName = '', findBy] = header.split('.', 2);
    if (apiName.toLowerCase() === RECORD_ID) return [{ apiName: RECORD_ID, index }];
    const field = findField(module, apiName);
    if (KEPT_BY_SYSTEM.has(apiName) || (field && !isWritable(module, field))) return [];
    if (!field) throw wrong('INVALID_FIELD_NAME', `Column ${index + 1} is named like no field.`, { index });
    return [{ apiName, index, ...(findBy && { findBy }) }];
  });
}

const isWritable = (module: ModuleDefinition, field: FieldDefinition): boolean =>
  importableFields(module).includes(field);

/** @throws invalid with the contract's code as reason, naming the field or the column */
export function checkMappings(
  { metadata, module, columns }: { metadata: OrgMetadata; module: ModuleDefinition; columns: number },
  mappings: readonly FieldMapping[],
  { operation, findBy }: Pick<BulkWriteRequest, 'operation' | 'findBy'>,
): void {
  const seen = new Set<string | number>();
  for (const { apiName, index, findBy: foundBy, defaultValue } of mappings) {
    const about = { api_name: apiName };
    if (apiName !== RECORD_ID) checkField(metadata, module, apiName, foundBy);
    if (seen.has(apiName)) throw wrong('INVALID_DATA', 'the field is mapped twice', about);
    seen.add(apiName);
    if (index === undefined) {
      if (defaultValue === undefined || apiName === RECORD_ID) {
        throw wrong(
          'MANDATORY_NOT_FOUND',
          `required key index for field ${apiName} is not found in request body.`,
          about,
        );
      }
      continue;
    }
    if (index >= columns) throw wrong('COLUMN_INDEX_NOT_FOUND', 'the file has no such column', { ...about, index });
    if (seen.has(index)) throw wrong('INVALID_DATA', 'the column is mapped twice', { ...about, index });
    seen.add(index);
  }
  const needed = operation === 'insert' || (operation === 'upsert' && findBy !== RECORD_ID) ? requiredOf(module) : [];
  const missing = [...(findBy && operation !== 'insert' ? [findBy] : []), ...needed].filter((name) => !seen.has(name));
  if (missing.length > 0 || mappings.length === 0) {
    const names = { api_names: [...new Set(missing)].join(',') };
    throw wrong('MANDATORY_FIELDS_NOT_MAPPED', 'All mandatory fields are not mapped for the layout', names);
  }
}

const requiredOf = (module: ModuleDefinition): string[] =>
  importableFields(module)
    .filter(({ required }) => required)
    .map(({ apiName }) => apiName);

function checkField({ modules }: OrgMetadata, module: ModuleDefinition, apiName: string, findBy?: string): void {
  const field = findField(module, apiName);
  const about = { api_name: apiName.slice(0, 100) };
  if (!field || !isWritable(module, field)) {
    throw wrong('INVALID_FIELD', 'invalid mapping. the api_name is no field that can be written', about);
  }
  if (findBy === undefined || findBy === RECORD_ID) return;
  const target = modules.find(({ apiName: name }) => name === field.options.lookupModule);
  const isUser = fieldType(field.type).refersTo === 'user';
  const isName = target ? target.nameFields.join() === findBy : isUser && /^(name|email)$/.test(findBy);
  if (!isName) throw wrong('INVALID_DATA', 'find_by must be id or the name of what is looked up', about);
}

/** As the import reads rows by it. */
export const columnsOf = (mappings: readonly FieldMapping[]): Mapping =>
  Object.fromEntries(mappings.flatMap(({ apiName, index }) => (index === undefined ? [] : [[String(index), apiName]])));

export const defaultsOf = (mappings: readonly FieldMapping[]): Record<string, string> =>
  Object.fromEntries(
    mappings.flatMap(({ apiName, defaultValue }) => (defaultValue === undefined ? [] : [[apiName, defaultValue]])),
  );
