/**
 * A record's related lists: of every lookup that points to it, and of its own lookups of several records, the first few and
 * how many there are. Guarantees: only records, modules and lookups that the asker may see, in the rows as in the count;
 * nothing protected beside the name, and that as lists show it; all lists are read in one statement, by the index of links,
 * and counted to 200; one that cannot be read takes no other with it.
 */
import { getModule, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import { limitTime } from '@/lib/crm/records/list';
import { disclosedBy, isNameHidden, type ListField } from '@/lib/crm/records/list-fields';
import type { RecordRef } from '@/lib/crm/records/record-access';
import { type RecordRow, recordColumns, showRecords } from '@/lib/crm/records/serialize';
import { findVisibleRow } from '@/lib/crm/records/visible-row';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { isAddable } from './activities';
import { activityKinds } from './kinds';
import { type RelatedSource, relatedColumns, relatedSources } from './sources';

export interface RelatedRow {
  id: Id;
  /** Null where lists hide it. */
  name: string | null;
  values: Record<string, StoredValue>;
  damaged?: true;
  /** May be taken out of the list by whoever asks. */
  unlinkable: boolean;
}

export interface RelatedList {
  /** Of all lists of the record this one alone. */
  key: string;
  kind: RelatedSource['kind'];
  label: string;
  module: Pick<ModuleDefinition, 'apiName' | 'singular' | 'plural'>;
  /** API name of the lookup. */
  field: string;
  /** The lookup holds several records. */
  several: boolean;
  columns: ListField[];
  /** Null where it could not be read. */
  found: { rows: RelatedRow[]; count: { records: number; more: boolean } } | null;
  /** The whole list; null where none has just these. */
  href: string | null;
  addable: boolean;
  /** `by_name`: one is found by its name. `elsewhere`: the others' names are protected, so it is linked from there. */
  linkable: 'by_name' | 'elsewhere' | 'no';
}

export const ROWS_SHOWN = 5;
/** Counting stops here: "200+". */
export const MOST_RELATED = 200;

interface Read {
  lists: RelatedList[];
  entries: NewEntry[];
}

interface Place {
  metadata: OrgMetadata;
  ref: RecordRef;
  /** Whether the asker may change the record itself. */
  isChangeable: boolean;
}

/** @throws forbidden; not_found */
export async function relatedLists(ctx: Context, ref: RecordRef): Promise<RelatedList[]> {
  try {
    return await readLists(ctx, ref, (sources) => sources);
  } catch (error) {
    if (error instanceof CareledgerError && (error.code === 'forbidden' || error.code === 'not_found')) throw error;
    return readEachAlone(ctx, ref);
  }
}

/** After all together could not be read: whatever of them can. */
async function readEachAlone(ctx: Context, ref: RecordRef): Promise<RelatedList[]> {
  const empty = await readInOrg(ctx.orgId, async (tx) => {
    const { sources, place } = await sourcesOf(tx, ctx, ref);
    return sources.map((source) => listOf(ctx, source, place, null));
  });
  const lists: RelatedList[] = [];
  for (const list of empty) {
    const alone = readLists(ctx, ref, (sources) => sources.filter((source) => keyOf(source) === list.key));
    lists.push(...(await alone.catch((error: unknown) => [failed(ctx, list, error)])));
  }
  return lists;
}

function failed(ctx: Context, list: RelatedList, error: unknown): RelatedList {
  const code = error instanceof CareledgerError ? error.code : error instanceof Error ? error.name : 'unknown';
  log.error({ event: 'related.list_failed', code, requestId: ctx.requestId });
  return list;
}

function readLists(
  ctx: Context,
  ref: RecordRef,
  choose: (sources: RelatedSource[]) => RelatedSource[],
): Promise<RelatedList[]> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { sources, place } = await sourcesOf(tx, ctx, ref);
    const { lists, entries } = await readChosen(tx, ctx, choose(sources), place);
    if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
    return lists;
  });
}

/** The lists of a record that the asker may see. @throws forbidden; not_found */
async function sourcesOf(tx: Tx, ctx: Context, ref: RecordRef): Promise<{ sources: RelatedSource[]; place: Place }> {
  const metadata = await metadataFor(tx, ctx);
  const module = getModule(metadata, ref.module);
  assertModuleRight(ctx, module, 'view');
  const row = await findVisibleRow(tx, ctx, module, ref.recordId);
  if (!row) throw notFound('The record');
  const isChangeable = row.changeable && canInModule(ctx.rights, ref.module, 'edit');
  const all = relatedSources(metadata, ctx.rights, module);
  // Activities stand together, by their times (`activities.ts`).
  const kinds = activityKinds(all).map((kind) => kind.module.id);
  const sources = all.filter((source) => source.kind === 'own' || !kinds.includes(source.module.id));
  return { sources, place: { metadata, ref, isChangeable } };
}

type FoundRow = RecordRow & { n: number; changeable: boolean; counted: number };

async function readChosen(tx: Tx, ctx: Context, sources: RelatedSource[], place: Place): Promise<Read> {
  if (sources.length === 0) return { lists: [], entries: [] };
  await limitTime(tx);
  const parts = sources.map((source, n) => partOf(tx, ctx, source, { n, recordId: place.ref.recordId }));
  const all = parts.reduce((before, part) => tx.sql`${before} union all ${part}`);
  const rows = await tx.sql<FoundRow[]>`${all}`;
  const read: Read = { lists: [], entries: [] };
  for (const [n, source] of sources.entries()) {
    const own = rows.filter((row) => row.n === n).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    const list = listOf(ctx, source, place, null);
    list.found = await foundOf(tx, ctx, { source, list, place }, own);
    read.lists.push(list);
    const shown = disclosedBy(source.module, list.columns);
    if (own.length === 0 || shown.length === 0) continue;
    const facts = { rows: own.length, columns: list.columns.length };
    read.entries.push({ action: 'record.list', module: source.module.apiName, door: 'screen', fields: shown, facts });
  }
  return read;
}

/** The newest few of one list, and how many there are, counted to the limit: as many entries of the index are looked at. */
function partOf(
  tx: Tx,
  ctx: Context,
  { kind, module, field }: RelatedSource,
  { n, recordId }: { n: number; recordId: Id },
) {
  const [here, there] = kind === 'own' ? (['record_id', 'target_id'] as const) : (['target_id', 'record_id'] as const);
  const other = tx.sql`links.${tx.sql(there)}`;
  return tx.sql`(
    select ${n}::int as n, few.* from (
      select newest.*, count(*) over ()::int as counted from (
        select one.* from links cross join lateral (
          select ${recordColumns(tx)}, ${changeableRecord(tx, ctx, module)} as changeable from records
          where ${visibleRecords(tx, ctx, module)} and records.id = ${other}
          -- Record by record: all of the module's are not to be read for the few that are counted.
          offset 0) as one
        where links.org_id = ${tx.orgId} and links.${tx.sql(here)} = ${recordId} and links.field_id = ${field.id}
        order by ${other} desc limit ${MOST_RELATED + 1}) as newest
      order by id desc limit ${ROWS_SHOWN}) as few)`;
}

interface Finding {
  source: RelatedSource;
  list: RelatedList;
  place: Place;
}

async function foundOf(
  tx: Tx,
  ctx: Context,
  { source: { kind, module, field }, list, place }: Finding,
  rows: FoundRow[],
): Promise<RelatedList['found']> {
  const fields = list.columns.flatMap(({ id }) => module.fields.find((one) => one.id === id) ?? []);
  const records = await showRecords(tx, ctx, { module, rows, fields });
  const isLinked = isEnterable(field) && (fieldType(field.type).list || !field.required);
  const mayEdit = kind === 'own' ? place.isChangeable : canInModule(ctx.rights, module.apiName, 'edit');
  const counted = rows[0]?.counted ?? 0;
  return {
    rows: records.map(({ id, name, values, damaged }, n) => ({
      id,
      name,
      values,
      ...(damaged && { damaged }),
      unlinkable: isLinked && mayEdit && (kind === 'own' || rows[n]?.changeable === true),
    })),
    count: { records: Math.min(counted, MOST_RELATED), more: counted > MOST_RELATED },
  };
}

const keyOf = ({ kind, field }: RelatedSource): string => `${kind}-${field.id}`;

function listOf(ctx: Context, source: RelatedSource, place: Place, found: RelatedList['found']): RelatedList {
  const { kind, module, field, label } = source;
  const { apiName, singular, plural } = module;
  const mayLink =
    isEnterable(field) && (kind === 'own' ? place.isChangeable : canInModule(ctx.rights, apiName, 'edit'));
  const isChangeable = place.isChangeable && isEnterable(field);
  return {
    key: keyOf(source),
    kind,
    label,
    module: { apiName, singular, plural },
    field: field.apiName,
    several: fieldType(field.type).list,
    columns: relatedColumns(place.metadata, ctx.rights, module),
    found,
    href: kind === 'own' ? null : hrefOf(source, place.ref.recordId),
    addable: isAddable(ctx, module) && (kind === 'own' ? isChangeable : isEnterable(field)),
    linkable: !mayLink ? 'no' : isNameHidden(module) ? 'elsewhere' : 'by_name',
  };
}

/** The module's list, filtered by the lookup. */
function hrefOf({ module, field }: RelatedSource, recordId: Id): string {
  const operator = fieldType(field.type).list ? 'contains' : 'equals';
  const filters = JSON.stringify([{ field: field.apiName, operator, value: recordId }]);
  return `/m/${module.apiName}?${new URLSearchParams({ filters })}`;
}
