/** What a screen of a module's records leaves in the ledger: that protected values were shown or searched, or that it was refused. */
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { recordRefusal } from '@/lib/protection/mutate';
import { FIELD_REFUSED } from './filter';
import { disclosedBy, type ListField } from './list-fields';
import type { ListQuery } from './list-query';
import { searchEntries } from './search-event';

/** Reads rows of a module for a screen; what is refused is an event, in a transaction of its own. */
export async function notingRefusal<T>(ctx: Context, moduleName: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'forbidden') {
      const action = error.facts.use === 'filter' ? 'record.search' : 'record.list';
      const fields = Object.keys(error.fields);
      const attempt = { action: error.reason === FIELD_REFUSED ? action : 'record.list', fields } as const;
      await recordRefusal(ctx, { ...attempt, module: moduleName, door: 'screen' }, error);
    }
    throw error;
  }
}

/** What a screen of these columns leaves: that protected values were searched, and that protected columns were shown. */
export function entriesOf(query: ListQuery, columns: readonly ListField[], rows: number): NewEntry[] {
  const entries = searchEntries(query.module, query.searched, rows);
  const shown = disclosedBy(query.module, columns);
  if (shown.length === 0) return entries;
  const about = { action: 'record.list', module: query.module.apiName, door: 'screen' } as const;
  return [...entries, { ...about, fields: shown, facts: { rows, columns: columns.length } }];
}

/** What several lists on one screen leave, as one of them all. */
export function joinEntries(entries: readonly NewEntry[]): NewEntry[] {
  const joined = new Map<string, NewEntry>();
  for (const entry of entries) {
    const rows = Number(entry.facts?.rows ?? 0) + Number(joined.get(entry.action)?.facts?.rows ?? 0);
    joined.set(entry.action, { ...entry, facts: { ...entry.facts, rows } });
  }
  return [...joined.values()];
}
