/** What of a list stands in its address. Values of protected fields, and the search, never do. */
import {
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsJson,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { readId } from '@/lib/crm/modules/field-types/id-input';
import { SPANS } from '@/lib/crm/records/calendar-span';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { ListRequest } from '@/lib/crm/records/list';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import type { SavedView } from '@/lib/crm/views/queries';

export const PAGE_SIZES = [25, 50, 100, 200] as const;

const parseAsId = createParser({
  parse: (text) => {
    const read = readId(text);
    return read.ok ? (read.value ?? null) : null;
  },
  serialize: String,
});

/** `Email` ascending, `-Email` descending. */
const parseAsSort = createParser({
  parse: (text) => {
    const [, minus, field] = /^(-?)([A-Za-z0-9_]{1,100})$/.exec(text) ?? [];
    return field ? { field, order: minus ? ('desc' as const) : ('asc' as const) } : null;
  },
  serialize: ({ field, order }) => (order === 'desc' ? `-${field}` : field),
  eq: (a, b) => a.field === b.field && a.order === b.order,
});

/** In the place of a name: none, though the view has one. */
export const NONE = '-';

/** An API name. */
const parseAsName = createParser({
  parse: (text) => (text === NONE || /^[A-Za-z0-9_]{1,100}$/.test(text) ? text : null),
  serialize: String,
});

/** Their shape only: what they mean is the server's to check. */
function readFilters(given: unknown): ListFilter[] | null {
  return Array.isArray(given) && given.every(isFilter) ? given : null;
}

function isFilter(given: unknown): given is ListFilter {
  if (typeof given !== 'object' || given === null || !('field' in given) || !('operator' in given)) return false;
  const value = 'value' in given ? given.value : undefined;
  const isText = (text: unknown) => typeof text === 'string';
  const hasValue = value === undefined || isText(value) || (Array.isArray(value) && value.every(isText));
  return isText(given.field) && isText(given.operator) && hasValue;
}

export const listParams = {
  view: parseAsId,
  columns: parseAsArrayOf(parseAsString),
  filters: parseAsJson(readFilters),
  sort: parseAsSort,
  after: parseAsString,
  before: parseAsString,
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(50),
  /** Of a board: the pick list of its columns, and what they add up. Of a calendar: the date, a day that is seen, and how many. */
  by: parseAsName,
  sum: parseAsName,
  at: parseAsString,
  span: parseAsStringLiteral(SPANS),
  /** Labels of protected fields whose filters were taken out of the address. */
  removed: parseAsArrayOf(parseAsString),
};

export type ListParams = inferParserType<typeof listParams>;

/** What the address asks for; what it leaves open comes from the view. */
export function requestOf(params: ListParams, view: SavedView | null): ListRequest {
  return {
    columns: params.columns ?? view?.definition.columns,
    filters: params.filters ?? view?.definition.filters ?? [],
    sort: params.sort ?? view?.definition.sort ?? null,
    after: params.after ?? undefined,
    before: params.before ?? undefined,
    perPage: params.size,
  };
}

/** The parameters without the filters on protected fields, which may not stand in an address; null where there is none. */
export function withoutProtected(params: ListParams, fields: readonly ListField[]): ListParams | null {
  const isRefused = (name: string) => fields.some((field) => field.apiName === name && isProtected(field));
  const removed = (params.filters ?? []).map(({ field }) => field).filter(isRefused);
  if (removed.length === 0) return null;
  const filters = (params.filters ?? []).filter(({ field }) => !isRefused(field));
  return { ...params, filters: filters.length > 0 ? filters : null, removed };
}
