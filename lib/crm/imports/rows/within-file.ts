/** Rows of a file that point to one another by name, in whatever order they stand. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import type { Id } from '@/lib/platform/ids';
import type { FileRow } from '../file/format';
import type { Mapping } from '../schemas';
import type { Duplicates } from './duplicates';
import { nameKey, type WithinFile } from './resolve-references';

/** The mapped fields that look up records of the module itself. */
export const ownLookups = (module: ModuleDefinition, mapping: Mapping): string[] => {
  const mapped = new Set(Object.values(mapping));
  return module.fields
    .filter(({ apiName, options }) => mapped.has(apiName) && options.lookupModule === module.apiName)
    .map(({ apiName }) => apiName);
};

interface MappedFile {
  importId: Id;
  module: ModuleDefinition;
  mapping: Mapping;
  duplicates: Duplicates;
}

/**
 * Reads the names that the rows of a file will have. Undefined, and the file unread, where no row can point to another:
 * no such lookup is mapped, or records are not found by their name, which is protected.
 */
export async function withinFile(
  { importId, module, mapping, duplicates }: MappedFile,
  rows: () => AsyncIterable<FileRow>,
): Promise<WithinFile | undefined> {
  if (ownLookups(module, mapping).length === 0 || isNameHidden(module)) return undefined;
  const columns = module.nameFields.flatMap((apiName) =>
    Object.keys(mapping).filter((column) => mapping[column] === apiName),
  );
  const names = new Map<string, number>();
  for await (const { cells } of rows()) {
    const parts = columns.map((column) => (cells[Number(column)] ?? '').trim());
    const key = nameKey(parts.filter((part) => part !== '').join(' '));
    if (key !== '') names.set(key, (names.get(key) ?? 0) + 1);
  }
  return { importId, names, mayBeThere: duplicates.action !== 'create' };
}
