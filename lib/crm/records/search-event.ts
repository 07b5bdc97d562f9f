import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { NewEntry } from '@/lib/protection/ledger/append';

/** The event of a search on a screen, where protected fields were searched; none elsewhere. @param rows how many were found */
export const searchEntries = (
  { apiName }: Pick<ModuleDefinition, 'apiName'>,
  searched: readonly string[],
  rows: number,
): NewEntry[] =>
  searched.length === 0
    ? []
    : [{ action: 'record.search', module: apiName, door: 'screen', fields: searched, facts: { rows } }];
