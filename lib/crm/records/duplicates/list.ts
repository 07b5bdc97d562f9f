/**
 * What a search for duplicates found, page by page. Guarantees: a group is told only if its records are the same now, by the
 * values they hold now, to whoever started the search and may still search those fields and see those records; values are as
 * lists show them, so marked ones are not here; what was looked through and shown is an event of the same transaction.
 */

import { getFieldById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { placeOrStart, writePageToken } from '@/lib/platform/paging/page-token';
import { appendEntries } from '@/lib/protection/ledger/append';
import { disclosedBy, type ListField } from '../list-fields';
import type { ComparableField } from '../merge/find';
import { namesFor, type RecordInWords, type RecordNames, recordInWords } from '../names';
import { searchEntries } from '../search-event';
import { type RecordRow, recordColumns, showRecords } from '../serialize';
import { comparableFields, isShownFirst, proposedField } from './fields';
import { GROUPS_IN_A_ROW, readGroups } from './groups';
import { KEPT_HOURS } from './limits';
import { type Compared, keysFor } from './run';
import { mergeableModule } from './start';
import { areToldApart } from './tell-apart';

const PER_PAGE = 20;
/** A page looks at so many groups at most: those merged or told apart meanwhile are passed over. */
const MOST_LOOKED_AT = 300;

export interface DuplicatesRequest {
  module: string;
  /** `next` or `previous` of another page. */
  after?: string | undefined;
  /** Those told apart, instead of the others. */
  apart?: boolean;
  /** 1 to 20 groups. */
  perPage?: number;
}

export interface FoundRecord extends RecordInWords {
  version: number;
  changeable: boolean;
}

export interface DuplicateGroup {
  /** Two or more, the oldest first. */
  records: FoundRecord[];
  /** What is the same, as the oldest has it: of the fields that are not masked. */
  values: Record<string, StoredValue>;
}

export interface SearchOutcome {
  jobId: Id;
  over: boolean;
  looked: number;
  tooLarge: number;
  leftOut: number;
  /** There are more records than were looked through. */
  partly: boolean;
}

export interface DuplicatesPage {
  module: Pick<ModuleDefinition, 'apiName' | 'singular' | 'plural'>;
  /** What can be looked by. */
  fields: (ListField & ComparableField)[];
  /** The asker's last search here, for a day; null when there is none that they could start again. */
  search: SearchOutcome | null;
  groups: DuplicateGroup[];
  names: RecordNames;
  previous: string | null;
  next: string | null;
}

/** Where a page begins, and where those before it did. */
interface Place {
  at: number;
  earlier: number[];
}

/** @throws not_found; forbidden without the rights to view, edit and delete */
export function listDuplicates(ctx: Context, request: DuplicatesRequest): Promise<DuplicatesPage> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { module, fields } = await mergeableModule(tx, ctx, request.module);
    const offered = comparableFields(fields);
    const last = await lastSearch(tx, ctx, module, offered);
    const proposed = proposedField(offered, module.nameFields);
    const chosen = last?.chosen ?? (proposed ? [proposed] : []);
    const page = last?.search.over ? await readPage(tx, ctx, last, request) : NOTHING;
    return {
      module: { apiName: module.apiName, singular: module.singular, plural: module.plural },
      fields: offered.map((field) => ({
        ...field,
        chosen: chosen.includes(field),
        shownFirst: isShownFirst(field, module.nameFields),
      })),
      search: last?.search ?? null,
      ...page,
    };
  });
}

const NOTHING = { groups: [], names: { users: {}, lookups: {} }, previous: null, next: null };

interface LastSearch extends Compared {
  search: SearchOutcome;
}

interface JobRow {
  jobId: Id;
  status: string;
  by: string[];
  result: Omit<SearchOutcome, 'jobId' | 'over'> | null;
}

/** Null also for one by a field that the asker may not search any more. */
async function lastSearch(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  offered: readonly ListField[],
): Promise<LastSearch | null> {
  const [job] = await tx.sql<JobRow[]>`
    select id as "jobId", status, params -> 'by' as by, result from jobs
    where org_id = ${tx.orgId} and created_by = ${ctx.actor.id} and kind = 'find_duplicates' and module = ${module.apiName}
      and created_at > now() - make_interval(hours => ${KEPT_HOURS})
    order by id desc limit 1`;
  const chosen = (job?.by ?? []).flatMap((name) => offered.filter(({ apiName }) => apiName === name));
  if (!job || chosen.length < job.by.length) return null;
  const { looked = 0, tooLarge = 0, leftOut = 0, partly = false } = job.result ?? {};
  const search = { jobId: job.jobId, over: job.status === 'done', looked, tooLarge, leftOut, partly };
  return { module, chosen, search };
}

async function readPage(
  tx: Tx,
  ctx: Context,
  last: LastSearch,
  { after, apart = false, perPage = PER_PAGE }: DuplicatesRequest,
) {
  const { module, chosen, search } = last;
  const keys = await keysOf(tx);
  const asked = { list: 'duplicates', by: [module.id, search.jobId, apart] } as const;
  const { at, earlier } = placeOrStart<Place>(keys, asked, after) ?? { at: 0, earlier: [] };
  const { groups, next } = await groupsFrom(tx, ctx, last, { at, apart, perPage });
  const token = (place: Place) => writePageToken<Place>(keys, asked, place).token;
  const before = earlier.at(-1);
  const shown = await inWords(tx, ctx, last, groups);
  const entries = searchEntries(module, disclosedBy(module, chosen), groups.flat().length);
  if (entries.length > 0) await appendEntries(tx, ctx, entries, keys);
  return {
    ...shown,
    previous: before === undefined ? null : token({ at: before, earlier: earlier.slice(0, -1) }),
    next: next === null ? null : token({ at: next, earlier: [...earlier, at] }),
  };
}

interface FoundRow extends RecordRow {
  changeable: boolean;
}

interface From {
  at: number;
  apart: boolean;
  perPage: number;
}

/** So many groups that are still the same, from a place on, and where the next page begins. */
async function groupsFrom(
  tx: Tx,
  ctx: Context,
  last: LastSearch,
  { at, apart, perPage }: From,
): Promise<{ groups: FoundRow[][]; next: number | null }> {
  const groups: FoundRow[][] = [];
  const rows = new Map<number, Promise<Id[][]>>();
  /** What is stored from a place to the end of its row, which is read and opened once. */
  const storedFrom = async (place: number) => {
    const n = Math.floor(place / GROUPS_IN_A_ROW);
    const row = rows.get(n) ?? readGroups(tx, last.search.jobId, n);
    rows.set(n, row);
    return (await row).slice(place % GROUPS_IN_A_ROW);
  };
  let place = at;
  while (groups.length < perPage && place - at < MOST_LOOKED_AT) {
    const stored = (await storedFrom(place)).slice(0, perPage - groups.length);
    if (stored.length === 0) return { groups, next: null };
    const same = await sameNow(tx, ctx, last, stored);
    const told = await areToldApart(tx, last.module, same);
    groups.push(...same.filter((_, n) => told[n] === apart));
    place += stored.length;
  }
  return { groups, next: (await storedFrom(place)).length > 0 ? place : null };
}

/** The groups as they are now: of records that are there, that the asker may see, and whose values are still the same. */
async function sameNow(
  tx: Tx,
  ctx: Context,
  compared: Compared,
  stored: readonly (readonly Id[])[],
): Promise<FoundRow[][]> {
  const { module } = compared;
  const rows = await tx.sql<FoundRow[]>`
    select ${recordColumns(tx)}, ${changeableRecord(tx, ctx, module)} as changeable from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${stored.flat() as string[]}::bigint[])`;
  const keyed = new Map((await keysFor(tx, ctx, compared, rows)).map((one) => [one.row.id, one]));
  return stored.flatMap((ids) => {
    const here = ids.flatMap((id) => keyed.get(id) ?? []).filter(({ key }) => key !== null);
    const byKey = new Map<string | null, FoundRow[]>();
    for (const { row, key } of here) byKey.set(key, [...(byKey.get(key) ?? []), row]);
    return [...byKey.values()].filter(({ length }) => length > 1);
  });
}

async function inWords(
  tx: Tx,
  ctx: Context,
  { module, chosen }: Compared,
  groups: readonly FoundRow[][],
): Promise<{ groups: DuplicateGroup[]; names: RecordNames }> {
  const own = chosen.filter(({ system }) => !system).map(({ id }) => getFieldById(module, id));
  const rows = groups.flat();
  const records = await showRecords(tx, ctx, { module, rows, fields: own });
  const names = await namesFor(tx, ctx, records, own);
  const byId = new Map(records.map((record, n) => [record.id, { record, changeable: rows[n]?.changeable ?? false }]));
  return {
    names,
    groups: groups.map((group) => {
      const found = group.flatMap(({ id }) => byId.get(id) ?? []);
      return {
        values: found[0]?.record.values ?? {},
        records: found.map(({ record, changeable }) => ({
          ...recordInWords(module, record, names.users),
          version: record.version,
          changeable,
        })),
      };
    }),
  };
}
