import type { Id } from '../../ids';
import type { NewEntry } from '../../ledger/append';
import type { ModuleDefinition } from '../../modules/definition';
import type { Mapping } from '../schemas';

/**
 * Saying which rows are duplicates tells which values records hold, perhaps to somebody who may not read them: of marked
 * fields it is a search, and an event.
 */
export function probeOf(
  module: ModuleDefinition,
  importId: Id,
  mapping: Mapping,
  facts: { rows: number; failed: number },
  notLookedUp: readonly string[] = [],
  door: 'screen' | 'api' = 'screen',
): NewEntry[] {
  const mapped = new Set(Object.values(mapping));
  const probed = module.fields
    .filter(({ unique, marked, apiName }) => unique && marked && mapped.has(apiName) && !notLookedUp.includes(apiName))
    .map((field) => field.apiName);
  if (probed.length === 0) return [];
  const { apiName } = module;
  return [{ action: 'record.search', module: apiName, subjectId: importId, door, fields: probed, facts }];
}
