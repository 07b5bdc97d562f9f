/** Which column fills which field: the fields there are, a proposal by likeness of names, and the check of a choice. */
import { invalid } from '../errors';
import { type FieldDefinition, findField, type ModuleDefinition } from '../modules/definition';
import type { Mapping } from './schemas';

/** The fields an import may fill. */
export const importableFields = (module: ModuleDefinition): FieldDefinition[] =>
  module.fields.filter((field) => !field.readOnly && field.type !== 'auto_number');

/** Proposes a field for each column that is named like one: equal names first, then names that share all their words. */
export function proposeMapping(headers: readonly string[], module: ModuleDefinition): Mapping {
  const fields = importableFields(module);
  const taken = new Set<string>();
  const mapping: Mapping = {};
  for (const alike of [isSame, sharesWords]) {
    for (const [column, header] of headers.entries()) {
      if (mapping[column] !== undefined) continue;
      const field = fields.find((one) => !taken.has(one.apiName) && alike(header, one));
      if (!field) continue;
      mapping[column] = field.apiName;
      taken.add(field.apiName);
    }
  }
  return mapping;
}

/** @throws invalid for an unknown or read-only field, one filled twice, or a required one left out. */
export function checkMapping(mapping: Mapping, headers: readonly string[], module: ModuleDefinition): void {
  const chosen = Object.entries(mapping);
  if (chosen.length === 0) throw invalid('Map at least one column.');
  const seen = new Set<string>();
  for (const [column, apiName] of chosen) {
    if (Number(column) >= headers.length) throw invalid('The file has no such column.');
    const field = findField(module, apiName);
    if (!field || !importableFields(module).includes(field)) throw invalid(`The field ${apiName} cannot be imported.`);
    if (seen.has(apiName)) throw invalid(`${field.label} is filled by two columns.`);
    seen.add(apiName);
  }
  const missing = importableFields(module).filter((field) => field.required && !seen.has(field.apiName));
  if (missing.length > 0) {
    throw invalid(`Map a column to ${missing.map((field) => field.label).join(', ')}: it is required.`);
  }
}

const wordsOf = (text: string): string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .normalize('NFKD')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 's');

const isSame = (header: string, field: FieldDefinition): boolean => {
  const key = wordsOf(header).join('');
  return key !== '' && (key === wordsOf(field.label).join('') || key === wordsOf(field.apiName).join(''));
};

/** "birth_date" and "Date of Birth": every word of the header stands in the label, in whatever order. */
const sharesWords = (header: string, field: FieldDefinition): boolean => {
  const words = wordsOf(header);
  const label = wordsOf(field.label);
  return words.length > 1 && words.every((word) => label.includes(word));
};
