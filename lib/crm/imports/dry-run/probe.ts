import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { CREATE_ALL, type Duplicates } from '../rows/duplicates';
import { sameFields } from '../rows/find-same';
import type { Mapping } from '../schemas';

interface Probing {
  /** What records are found by, beside their unique fields. */
  duplicates?: Duplicates;
  /** API names of unique fields that were left out. */
  notLookedUp?: readonly string[];
  door?: 'screen' | 'api';
}

/**
 * Saying which rows are duplicates tells which values records hold, perhaps to somebody who may not read them: of marked
 * fields it is a search, and an event.
 */
export function probeOf(
  { module, importId, mapping }: { module: ModuleDefinition; importId: Id; mapping: Mapping },
  facts: { rows: number; failed: number },
  { duplicates = CREATE_ALL, notLookedUp = [], door = 'screen' }: Probing = {},
): NewEntry[] {
  const mapped = new Set(Object.values(mapping));
  const looked = sameFields(module, duplicates);
  const probed = module.fields
    .filter((field) => field.marked && (field.unique || looked.includes(field)) && mapped.has(field.apiName))
    .filter(({ apiName }) => !notLookedUp.includes(apiName))
    .map((field) => field.apiName);
  if (probed.length === 0) return [];
  const { apiName } = module;
  return [{ action: 'record.search', module: apiName, subjectId: importId, door, fields: probed, facts }];
}
