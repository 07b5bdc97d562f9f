/** Which column fills which field: the fields there are, and the check of a choice. Pure. */

import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { invalid } from '@/lib/platform/errors';
import { idHeader, OWNER_ID_HEADER, RECORD_ID_HEADER, utcHeader } from '@/lib/platform/files/own-table';
import { trimHeaders } from '../file/header';
import { checkDuplicates, type Duplicates, OWNER, RECORD_ID } from '../rows/duplicates';
import type { Mapping } from '../schemas';
import { alikeTests } from './alike';

/** The fields an import may fill. */
export const importableFields = (module: ModuleDefinition): FieldDefinition[] => module.fields.filter(isEnterable);

/** Proposes a field for each column that is named like one: the surest likeness first, and no field twice. */
export function proposeMapping(headers: readonly string[], module: ModuleDefinition): Mapping {
  const fields = importableFields(module);
  const taken = new Set<string>();
  const mapping: Mapping = {};
  for (const isAlike of alikeTests(module)) {
    for (const [column, header] of headers.entries()) {
      if (mapping[column] !== undefined) continue;
      const field = fields.find((one) => !taken.has(one.apiName) && isAlike(header, one));
      if (!field) continue;
      mapping[column] = field.apiName;
      taken.add(field.apiName);
    }
  }
  return mapping;
}

/** Which column of an export of ours came from which field: looked-up records by their ids, names left out. */
export function ownMapping(headers: readonly string[], module: ModuleDefinition): Mapping {
  const fields = importableFields(module);
  const taken = new Set<string>();
  const mapping: Mapping = {};
  for (const [column, header] of headers.entries()) {
    const field = fields.find((one) => !taken.has(one.apiName) && trimHeaders(ownHeaders(one)).includes(header));
    const apiName = BESIDE_FIELDS[header] ?? field?.apiName;
    if (apiName === undefined || taken.has(apiName)) continue;
    mapping[column] = apiName;
    taken.add(apiName);
  }
  return mapping;
}

/** Columns of an export of ours that fill no field. */
const BESIDE_FIELDS: Readonly<Record<string, string>> = { [RECORD_ID_HEADER]: RECORD_ID, [OWNER_ID_HEADER]: OWNER };

const ownHeaders = ({ type, label }: FieldDefinition): string[] => {
  const { refersTo, moment } = fieldType(type);
  if (refersTo !== null) return [idHeader(label)];
  return moment === 'instant' ? [label, utcHeader(label)] : [label];
};

/**
 * @throws invalid for an unknown or read-only field, one filled twice, or a required one left out: unless records are
 * overwritten, which keep what they have. A row that finds none is refused where rows are checked.
 */
export function checkMapping(
  mapping: Mapping,
  headers: readonly string[],
  module: ModuleDefinition,
  duplicates: Duplicates,
): void {
  const chosen = Object.entries(mapping);
  if (chosen.length === 0) throw invalid('Map at least one column.');
  const seen = new Set<string>();
  for (const [column, apiName] of chosen) {
    if (Number(column) >= headers.length) throw invalid('The file has no such column.');
    const field = findField(module, apiName);
    const isField = field !== undefined && importableFields(module).includes(field);
    if (!isField && apiName !== RECORD_ID && apiName !== OWNER)
      throw invalid(`The field ${apiName} cannot be imported.`);
    if (seen.has(apiName))
      throw invalid(`${field?.label ?? (apiName === OWNER ? 'The owner' : 'The record id')} is filled by two columns.`);
    seen.add(apiName);
  }
  checkDuplicates(duplicates, mapping, module);
  // Records found by their id are there already.
  if (duplicates.action === 'overwrite' || (duplicates.action === 'skip' && duplicates.by === RECORD_ID)) return;
  const missing = importableFields(module).filter((field) => field.required && !seen.has(field.apiName));
  if (missing.length > 0) {
    throw invalid(`Map a column to ${missing.map((field) => field.label).join(', ')}: it is required.`);
  }
}
