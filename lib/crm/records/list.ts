/**
 * A page of a module's records as the screen shows them. Guarantees: only records the asker may see, only the columns
 * asked for, marked ones never clear; no filter, sort or search tells of a value that the asker may not read; what shows
 * or searches marked or sealed values is an event of the same transaction, and a refused attempt is one too.
 */

import { getField, getFieldById, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type Asked, placeOrStart, writePageToken } from '@/lib/platform/paging/page-token';
import type { Door } from '@/lib/protection/compliance/doors';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { type Edge, type ListSort, planSort, type SortPlan } from './cursor';
import { getListField, type ListFilter, readFilters } from './filter';
import { entriesOf, notingRefusal } from './list-events';
import { defaultColumns, isNameHidden, isProtected, type Listable, type ListField, listFieldsOf } from './list-fields';
import { type ListQuery, queryOf } from './list-query';
import { countRows, type RowPage, readPage } from './list-rows';
import { namesFor, type RecordNames } from './names';
import { type RecordDto, showRecords } from './serialize';

export const MAX_PER_PAGE = 200;
const DEFAULT_PER_PAGE = 50;
const LONGEST_SEARCH = 200;
/** Counting stops here: "1,000+". */
export const MAX_COUNT = 1000;

export interface ListRequest {
  /** API names, in order; the module's usual ones when absent. The record's name is always there. */
  columns?: readonly string[];
  filters?: readonly ListFilter[];
  /** Looks through names, and for the whole value of protected and unique fields. */
  search?: string;
  /** The newest first when absent. */
  sort?: ListSort | null;
  /** The place that the page follows, or precedes: `next` or `previous` of another page of the same list. */
  after?: string;
  before?: string;
  /** 1 to 200. */
  perPage?: number;
  /** Where the request stood: a filter on a protected field is refused from a URL, whoever asks. */
  from?: 'url' | 'memory';
}

export interface ListRow {
  id: Id;
  /** Null when it is made of protected fields. */
  name: string | null;
  /** What a change of it gives, so that it overwrites nobody's. */
  version: number;
  /** Clear values of the columns shown, the system's among them, and of the open parts of a hidden name. */
  values: Record<string, StoredValue>;
  /** Its encrypted values do not open: what `values` lacks is not empty. */
  damaged?: true;
}

export interface ListPage {
  rows: ListRow[];
  /** API names of the columns shown, in order, without the name. */
  columns: string[];
  /** Of these, those whose cells are masked. */
  masked: string[];
  /** For the page before this one, and behind it; null where there is none. */
  previous: string | null;
  next: string | null;
  /** At most 1,000; more when `more`. */
  count: { records: number; more: boolean };
  /** The place that the page was to follow is over, or of another list: this is the first page. */
  startedOver: boolean;
  /** Of owners, users and looked-up records in the columns shown. */
  names: RecordNames;
}

/**
 * One page of a module.
 * @throws forbidden or invalid, naming the field, for what may not be filtered or sorted by; limited after ten seconds.
 */
export async function listRecords(ctx: Context, moduleName: string, request: ListRequest = {}): Promise<ListPage> {
  return notingRefusal(ctx, moduleName, () =>
    readInOrg(ctx.orgId, async (tx) => {
      const { page, entries } = await readList(tx, ctx, await listableModule(tx, ctx, moduleName), request);
      if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
      return page;
    }),
  );
}

/** A page with the query that found it, and the entries that whoever reads it leaves in the same transaction. */
export interface ReadList {
  page: ListPage;
  query: ListQuery;
  entries: NewEntry[];
}

/** Reads a page. Its entries are the caller's to append: a screen of several lists is one event. */
export async function readList(tx: Tx, ctx: Context, listable: Listable, request: ListRequest): Promise<ReadList> {
  const { module, fields } = listable;
  const perPage = request.perPage ?? DEFAULT_PER_PAGE;
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > MAX_PER_PAGE) {
    throw invalid(`A page has 1 to ${MAX_PER_PAGE} records.`);
  }
  const columns = readColumns(module, fields, request.columns);
  const filters = readFilters(fields, request.filters ?? [], ctx.timeZone);
  if (request.from === 'url') assertNoneProtected(filters.map(({ field }) => field));
  const plan = planSort(tx, fields, request.sort ?? null);
  await limitTime(tx);
  const query = await queryOf(tx, ctx, { module, fields }, { filters, search: readSearch(request.search) });

  const keys = await keysOf(tx);
  const asked = {
    list: 'records',
    by: [module.id, request.sort ?? null, request.filters ?? [], request.search ?? ''],
  } as const;
  const page = await readAt(tx, query, plan, { ...placeOf(keys, asked, request), perPage });
  const token = (edge: Edge | null, there: boolean) => (edge && there ? writePageToken(keys, asked, edge).token : null);
  const count = page.whole ? { records: page.rows.length, more: false } : await countRows(tx, query, MAX_COUNT);
  const chosen = columns.filter(({ system }) => !system).map(({ id }) => getFieldById(module, id));
  const shown = [...new Set([...chosen, ...openNameParts(module)])];
  const records = await showRecords(tx, ctx, { module, rows: page.rows, fields: shown });
  const listed: ListPage = {
    rows: records.map((record) => toRow(record, columns)),
    columns: columns.map(({ apiName }) => apiName),
    masked: columns.filter(({ marked }) => marked).map(({ apiName }) => apiName),
    previous: token(page.first, page.hasPrevious),
    next: token(page.last, page.hasNext),
    count,
    startedOver: page.startedOver,
    names: await namesFor(tx, ctx, records, shown),
  };
  return { page: listed, query, entries: entriesOf(query, columns, records.length) };
}

/** A module with what the asker may do with its fields at a door. @throws not_found; forbidden without the right to view. */
export async function listableModule(
  tx: Tx,
  ctx: Context,
  moduleName: string,
  door: Door = 'screen',
): Promise<{ module: ModuleDefinition; fields: ListField[] }> {
  const metadata = await metadataFor(tx, ctx);
  const module = getModule(metadata, moduleName);
  assertModuleRight(ctx, module, 'view');
  return { module, fields: listFieldsOf(module, metadata.compliance, ctx.rights, door) };
}

/** What of a hidden name is not protected: whoever reveals the rest in the list is shown the whole name. */
const openNameParts = (module: ModuleDefinition) =>
  isNameHidden(module)
    ? module.nameFields.map((name) => getField(module, name)).filter((field) => !isProtected(field))
    : [];

function readColumns(module: ModuleDefinition, fields: readonly ListField[], names?: readonly string[]): ListField[] {
  const wanted = names ?? defaultColumns(module, fields);
  return [...new Set(wanted)].map((name) => getListField(fields, name)).filter(({ system }) => system !== 'Name');
}

export function readSearch(search = ''): string {
  const text = search.trim();
  if (text.length > LONGEST_SEARCH) throw invalid(`Search for at most ${LONGEST_SEARCH} characters.`);
  return text;
}

/** @throws invalid: an address is kept by browsers and proxies, and must hold no protected value. */
export function assertNoneProtected(fields: readonly ListField[]): void {
  const found = fields.find(isProtected);
  if (!found) return;
  const message = `A filter on ${found.label} cannot stand in the address. Set it again in the list.`;
  throw invalid(message, { reason: 'PROTECTED_IN_URL', fields: { [found.apiName]: message } });
}

interface AskedPlace {
  edge: Edge | null;
  backwards: boolean;
  /** A place was asked for, and what was given is none. */
  lost: boolean;
}

function placeOf(keys: OrgKeys, asked: Asked, { after, before }: ListRequest): AskedPlace {
  const token = after ?? before;
  const edge = placeOrStart<Edge>(keys, asked, token);
  return { edge, backwards: after === undefined, lost: token !== undefined && edge === null };
}

/** The page at a place; the first one where nothing is behind it, or too little before it to be a page. */
async function readAt(
  tx: Tx,
  query: ListQuery,
  plan: SortPlan,
  { edge, backwards, lost, perPage }: AskedPlace & { perPage: number },
): Promise<RowPage & { startedOver: boolean }> {
  const page = await readPage(tx, query, plan, { edge, backwards, perPage });
  const isShort = backwards ? page.rows.length < perPage : page.rows.length === 0;
  if (!edge || !isShort) return { ...page, startedOver: lost };
  return { ...(await readPage(tx, query, plan, { edge: null, perPage })), startedOver: !backwards };
}

/** The plan is made for the values at hand: a list is asked for seldom enough, and a wrong plan costs seconds. */
export async function limitTime(tx: Tx): Promise<void> {
  await tx.sql`select set_config('statement_timeout', '10s', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
}

function toRow(record: RecordDto, columns: readonly ListField[]): ListRow {
  const values = { ...record.values };
  for (const { system, apiName } of columns) {
    if (system === 'Owner') values[apiName] = record.ownerId;
    if (system === 'Created_Time') values[apiName] = record.createdAt;
    if (system === 'Modified_Time') values[apiName] = record.modifiedAt;
  }
  const { id, name, version, damaged } = record;
  return { id, name, version, values, ...(damaged && { damaged: true as const }) };
}
