/** Which records a person chose in a list: read by the list's own query, so nobody chooses what they could not list. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { allOf } from '@/lib/crm/records/condition';
import { readFilters } from '@/lib/crm/records/filter';
import { limitTime, listableModule, readSearch } from '@/lib/crm/records/list';
import { type ListQuery, queryOf } from '@/lib/crm/records/list-query';
import { countRows, nextRows } from '@/lib/crm/records/list-rows';
import { MOST_CHOSEN } from '@/lib/crm/records/list-schemas';
import { searchEntries } from '@/lib/crm/records/search-event';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import type { ChosenRecord } from './rows';
import type { Chosen } from './schemas';

const AT_ONCE = 1_000;

/**
 * How many records filters and a search find, counted up to 10,000. Counting by the value of a protected field is a search
 * of it, so an event.
 */
export async function countChosen(ctx: Context, chosen: Chosen): Promise<{ records: number; more: boolean }> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { query } = await readChosen(tx, ctx, chosen);
    const count = await countRows(tx, query, MOST_CHOSEN);
    const entries = searchEntries(query.module, query.searched, count.records);
    if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
    return count;
  });
}

/** Reads a choice by what the asker may list now. @throws forbidden; not_found; invalid, naming a field */
export async function readChosen(
  tx: Tx,
  ctx: Context,
  chosen: Chosen,
): Promise<{ module: ModuleDefinition; query: ListQuery }> {
  const { module, fields } = await listableModule(tx, ctx, chosen.module);
  const filters = readFilters(fields, chosen.filters ?? [], ctx.timeZone);
  await limitTime(tx);
  const query = await queryOf(tx, ctx, { module, fields }, { filters, search: readSearch(chosen.search) });
  const where = chosen.ids ? allOf(tx, [query.where, tx.sql`id = any(${chosen.ids}::bigint[])`]) : query.where;
  return { module, query: { ...query, where } };
}

/** The records themselves, the oldest first, 10,000 at most. */
export async function listChosen(tx: Tx, query: ListQuery): Promise<ChosenRecord[]> {
  const found: ChosenRecord[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof nextRows>> = await nextRows(tx, query, after, AT_ONCE);
    found.push(...page.rows.map(({ id, version }) => ({ id, version })));
    after = page.after;
  } while (after !== null && found.length < MOST_CHOSEN);
  return found.slice(0, MOST_CHOSEN);
}
