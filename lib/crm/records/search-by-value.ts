/**
 * Searching all modules for one whole value, as the command palette does: a number on a card, a telephone number, a full
 * name that lists hide. Guarantees: looked through are only fields that the asker may search, so whoever may search none
 * asks the same of the database, and is told the same, whatever its records hold; each module searched is an event of the
 * same transaction; the answer holds no value, and names as lists show them.
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { findExact, isFoundByIndex } from './find-equal';
import { limitTime, readSearch } from './list';
import { listFieldsOf } from './list-fields';
import { shownName } from './names';
import type { NamedRecord } from './search-by-name';
import { searchEntries } from './search-event';

const MOST = 20;

/** Records that hold a text as a whole value: at most 20, in the order of the modules. */
export const searchByValue = (ctx: Context, query: string): Promise<NamedRecord[]> =>
  readInOrg(ctx.orgId, (tx) => searchIn(tx, ctx, readSearch(query)));

export async function searchIn(tx: Tx, ctx: Context, text: string): Promise<NamedRecord[]> {
  if (text === '') return [];
  const { modules, compliance } = await metadataFor(tx, ctx);
  await limitTime(tx);
  const found: NamedRecord[] = [];
  const entries: NewEntry[] = [];
  for (const module of modules) {
    if (!canInModule(ctx.rights, module.apiName, 'view')) continue;
    const fields = listFieldsOf(module, compliance, ctx.rights);
    const { ids, searched } = await findExact(tx, ctx, { module, fields }, { text, only: isFoundByIndex });
    // Asked for also when there is none: the answer takes as long.
    const rows = await readNamed(tx, ctx, module, ids);
    found.push(...rows);
    entries.push(...searchEntries(module, searched, rows.length));
  }
  if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
  return found.slice(0, MOST);
}

async function readNamed(tx: Tx, ctx: Context, module: ModuleDefinition, ids: readonly Id[]): Promise<NamedRecord[]> {
  const rows = await tx.sql<{ id: Id; name: string | null }[]>`
    select id, name from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${ids as string[]}::bigint[])
    order by id desc`;
  return rows.map((row) => ({ id: row.id, name: shownName(module, row), module: module.apiName }));
}
