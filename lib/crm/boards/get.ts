/**
 * A module's records in columns, one for each value of a pick list. Guarantees: a column is a list, read by the list's own
 * query: only records that the asker may see, marked fields of cards never clear; a protected pick list gives no columns and
 * a protected number no sum, to nobody; all columns together are one event where protected values are shown or searched. A
 * column begins with 50 cards, found by an index where its pick list has a slot, and is counted to a limit.
 */

import {
  type ColumnValue,
  cardFields,
  columnFilters,
  readColumnField,
  readSumField,
  valuesOf,
} from '@/lib/crm/records/board-fields';
import type { ListFilter } from '@/lib/crm/records/filter';
import { type ListRow, listableModule, readList } from '@/lib/crm/records/list';
import { joinEntries, notingRefusal } from '@/lib/crm/records/list-events';
import type { Listable, ListField } from '@/lib/crm/records/list-fields';
import type { RecordNames } from '@/lib/crm/records/names';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { totalOf } from './total';

export interface BoardRequest {
  /** API name of the pick list; the module's usual one when absent. */
  by?: string;
  /** API name of the number that is added up; none when absent. */
  sum?: string;
  /** API names of those whose first few stand on cards; the module's usual ones when absent. */
  columns?: readonly string[];
  filters?: readonly ListFilter[];
  search?: string;
  /** As for a list. */
  from?: 'url' | 'memory';
}

export interface BoardColumn {
  value: ColumnValue;
  rows: ListRow[];
  /** The place behind these: the next are asked for as those of a list, by `columnFilters`. */
  next: string | null;
  /** More than are counted, when `more`. */
  count: { records: number; more: boolean };
  /** Null where nothing is added up, or there are more records than are. */
  sum: number | null;
}

export interface Board {
  /** API name of the pick list; null where the module has none that may give columns. */
  by: string | null;
  sum: string | null;
  /** API names of the fields that cards show, in order, and those of them that are masked. */
  cards: string[];
  masked: string[];
  columns: BoardColumn[];
  names: RecordNames;
}

export const CARDS_AT_ONCE = 50;

/**
 * The first cards of each column.
 * @throws forbidden or invalid, naming the field, for what may not be filtered, made columns of or added up; limited after
 * ten seconds.
 */
export function getBoard(ctx: Context, moduleName: string, request: BoardRequest = {}): Promise<Board> {
  return notingRefusal(ctx, moduleName, () =>
    readInOrg(ctx.orgId, async (tx) => {
      const listable = await listableModule(tx, ctx, moduleName);
      const by = readColumnField(listable.fields, request.by);
      const sum = readSumField(listable.fields, request.sum);
      if (!by) return { by: null, sum: null, cards: [], masked: [], columns: [], names: { users: {}, lookups: {} } };
      const cards = cardFields(listable.module, listable.fields, by, request.columns);
      return readBoard(tx, ctx, listable, { request, by, sum, cards });
    }),
  );
}

interface Asked {
  request: BoardRequest;
  by: ListField;
  sum: ListField | null;
  cards: string[];
}

async function readBoard(tx: Tx, ctx: Context, listable: Listable, asked: Asked): Promise<Board> {
  const { by, sum, cards } = asked;
  const entries: NewEntry[] = [];
  const columns: BoardColumn[] = [];
  const names: RecordNames = { users: {}, lookups: {} };
  const masked = new Set<string>();
  for (const value of valuesOf(by)) {
    const read = await readColumn(tx, ctx, listable, { ...asked, value });
    entries.push(...read.entries);
    Object.assign(names.users, read.names.users);
    Object.assign(names.lookups, read.names.lookups);
    for (const name of read.masked) masked.add(name);
    // Where each record must have a value, one without it is seldom: an empty column for it would only stand in the way.
    if (value !== null || !by.required || read.column.count.records > 0) columns.push(read.column);
  }
  if (entries.length > 0) await appendEntries(tx, ctx, joinEntries(entries), await keysOf(tx));
  return { by: by.apiName, sum: sum?.apiName ?? null, cards, masked: [...masked], columns, names };
}

async function readColumn(
  tx: Tx,
  ctx: Context,
  listable: Listable,
  { request, by, sum, cards, value }: Asked & { value: ColumnValue },
) {
  const { page, query, entries } = await readList(tx, ctx, listable, {
    columns: sum && !cards.includes(sum.apiName) ? [...cards, sum.apiName] : cards,
    filters: columnFilters(request.filters ?? [], by.apiName, value),
    search: request.search,
    from: request.from,
    perPage: CARDS_AT_ONCE,
  });
  const total = sum && (await totalOf(tx, query, sum));
  const { records, more } = total ?? page.count;
  const { rows, next, masked, names } = page;
  const column: BoardColumn = { value, rows, next, count: { records, more }, sum: total?.sum ?? null };
  return { column, masked, names, entries };
}
