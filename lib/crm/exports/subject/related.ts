/**
 * Records that point to the subject's, with their own fields, notes and history. They may be about others as well, so the
 * export door binds them as it binds any export, not the subject's right of access: what it withholds is left out and
 * named. Each is an event, committed before anything of it is opened.
 */

import { type FieldDefinition, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import { isProtected } from '@/lib/crm/records/list-fields';
import { namelessRecord, namesFor, shownName } from '@/lib/crm/records/names';
import { type RecordRow, recordColumns, serializeRecords } from '@/lib/crm/records/serialize';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { markedAmong, noteDisclosures } from '@/lib/protection/accounting/note';
import { type Clear, clearAmong, treat } from '@/lib/protection/compliance/policy';
import { withBudget } from '@/lib/protection/disclose/budget';
import { THE_INDIVIDUAL } from '@/lib/protection/disclose/subject';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { filesLeave, type Held, heldBy } from '../held';
import type { SubjectExportRequest } from '../schemas';
import { itemsOf, type Say } from './fields';
import { closed, definitions, opened, paragraph } from './html';
import { historyPart, notesPart } from './notes-files-and-history';

export interface RelatedOptions {
  /** The job that writes the file, for the events. */
  jobId: Id;
  signal: AbortSignal;
  /** Filled while the page is read: what leaves of other modules. */
  held: Held[];
}

const BATCH = 50;
/** Of each module; that there are more is said. */
const MOST = 1000;

export async function* relatedPart(
  ctx: Context,
  request: SubjectExportRequest,
  say: Say,
  options: RelatedOptions,
): AsyncGenerator<string> {
  const pointing = await inOrg(ctx.orgId, async (tx) => pointingModules(tx, ctx, request.module));
  yield opened('Related records', 2);
  let any = false;
  for (const { apiName } of pointing) {
    for await (const html of moduleParts(ctx, { from: apiName, request }, say, options)) {
      any = true;
      yield html;
    }
  }
  if (!any) yield paragraph('None.');
  yield closed;
}

/** Those with a lookup to this one. */
async function pointingModules(tx: Tx, ctx: Context, name: string): Promise<ModuleDefinition[]> {
  const { modules } = await metadataOf(tx);
  return modules.filter(
    ({ apiName, fields }) =>
      canInModule(ctx.rights, apiName, 'view') && fields.some(({ options }) => options.lookupModule === name),
  );
}

/** The records of one module that point to the subject's. */
interface Pointing {
  /** API name of their module. */
  from: string;
  request: SubjectExportRequest;
}

async function* moduleParts(
  ctx: Context,
  pointing: Pointing,
  say: Say,
  options: RelatedOptions,
): AsyncGenerator<string> {
  if (!canInModule(ctx.rights, pointing.from, 'export')) {
    yield* namesAlone(ctx, pointing);
    return;
  }
  let after: Id = '0';
  for (let count = 0; ; count += BATCH) {
    options.signal.throwIfAborted();
    const told = await tell(ctx, pointing, after, options.jobId);
    if (told.ids.length === 0) break;
    if (count === 0) yield opened(told.module.plural, 3);
    if (count >= MOST) {
      yield paragraph(`There are more than ${MOST.toLocaleString('en-US')}: export them from their list.`);
      break;
    }
    yield* recordParts(ctx, told, say, options);
    after = told.ids.at(-1) ?? after;
  }
  if (after !== '0') yield closed;
}

interface Told {
  module: ModuleDefinition;
  ids: Id[];
  /** API names of protected fields that the events name. */
  protectedFields: ReadonlySet<string>;
}

/**
 * The next records: an event each, committed before they are read. Which of them hold a value in a marked field is not known
 * before they are opened: the line of the accounting names them all.
 */
function tell(ctx: Context, { from, request }: Pointing, after: Id, jobId: Id): Promise<Told> {
  const attempt = { action: 'record.subject_export', module: from, subjectId: jobId, door: 'export' } as const;
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      const module = getModule(await metadataOf(tx), from);
      assertModuleRight(ctx, module, 'export');
      const rows = await pointingRows(tx, ctx, module, { to: request.recordId, after, limit: BATCH });
      const leaving = (await fieldsThatLeave(tx, ctx, module)).filter(isProtected);
      const fields = leaving.map(({ apiName }) => apiName);
      const told = { module, ids: rows.map(({ id }) => id), protectedFields: new Set(fields) };
      if (rows.length === 0) return unchanged(told);
      const { purpose, recordId: subject } = request;
      const entries = rows.map(
        ({ id }): NewEntry => ({ ...attempt, recordId: id, fields, purpose, facts: { subject } }),
      );
      const about = { moduleId: module.id, fields: markedAmong(leaving), recordIds: told.ids, subjectId: jobId };
      const given = { recipient: THE_INDIVIDUAL, address: '', purpose };
      const withNotes = module.hipaa && (await filesLeave(tx, ctx, module));
      const noted = { ...about, fields: ['$notes'], recordIds: withNotes ? await notedAmong(tx, told.ids) : [] };
      const lines = [about, ...(noted.recordIds.length > 0 ? [noted] : [])];
      await noteDisclosures(
        tx,
        ctx,
        lines.map((line) => ({ exit: 'subject_export', ...given, ...line })),
      );
      const discloses = leaving.some(({ marked }) => marked) || withNotes;
      const spent = discloses ? await spend(tx, 'bulk', rows.length) : [];
      return { value: told, entries: atLeastOne([...entries, ...spent]) };
    }),
  );
}

/** Those that have notes. */
async function notedAmong(tx: Tx, recordIds: readonly Id[]): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id }[]>`
    select distinct record_id as id from notes
    where org_id = ${tx.orgId} and record_id = any(${recordIds as Id[]}::bigint[])`;
  return rows.map(({ id }) => id);
}

interface NextPointing {
  to: Id;
  after: Id;
  limit: number;
}

const pointingRows = (tx: Tx, ctx: Context, module: ModuleDefinition, { to, after, limit }: NextPointing) =>
  tx.sql<{ id: Id; name: string | null }[]>`
    select id, name from records
    where ${visibleRecords(tx, ctx, module)}
      and id > ${after} and id in (select record_id from links where org_id = ${tx.orgId} and target_id = ${to})
    order by id limit ${limit}`;

async function fieldsThatLeave(tx: Tx, ctx: Context, module: ModuleDefinition): Promise<Clear<FieldDefinition>> {
  const { compliance } = await metadataOf(tx);
  return treat(module.fields, 'export', compliance, ctx.rights).clear;
}

async function* recordParts(ctx: Context, told: Told, say: Say, { held }: RelatedOptions): AsyncGenerator<string> {
  const { module, records, chosen, withheld, names, notesLeave } = await inOrg(ctx.orgId, (tx) =>
    read(tx, ctx, told, held),
  );
  for (const record of records) {
    yield opened(`${record.name ?? namelessRecord(module, record.id)} (Record Id ${record.id})`, 4);
    yield definitions(itemsOf(ctx, chosen, record, names));
    if (withheld.length > 0) yield paragraph(`Left out, as personal health data: ${withheld.join(', ')}.`);
    const ref = { module: module.apiName, recordId: record.id };
    if (notesLeave) yield* notesPart(ctx, ref, say, 4);
    else yield paragraph('Notes were left out: they may hold personal health data, which may not leave.');
    yield* historyPart(ctx, { ...ref, door: 'export' }, say, 4);
    yield closed;
  }
}

/** By policy as it is now, and of protected fields no more than the events name. */
async function read(tx: Tx, ctx: Context, { module: { apiName }, ids, protectedFields }: Told, held: Held[]) {
  const module = getModule(await metadataOf(tx), apiName);
  assertModuleRight(ctx, module, 'export');
  const leaving = await fieldsThatLeave(tx, ctx, module);
  const told = leaving.filter((field) => !isProtected(field) || protectedFields.has(field.apiName));
  const chosen = clearAmong(leaving, told);
  const rows = await tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${ids}::bigint[])
    order by id`;
  const records = await serializeRecords(tx, ctx, { module, rows, clear: chosen });
  const notesLeave = await filesLeave(tx, ctx, module);
  held.push(await heldBy(tx, { module, chosen }));
  if (notesLeave) held.push({ fields: {}, names: [], files: [apiName] });
  const withheld = module.fields.filter((field) => !chosen.includes(field)).map(({ label }) => label);
  return { module, records, chosen, withheld, notesLeave, names: await namesFor(tx, ctx, records, chosen) };
}

/** Of a module that the asker may see and not export: as screens show it. */
async function* namesAlone(ctx: Context, { from, request }: Pointing): AsyncGenerator<string> {
  const { module, names } = await inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), from);
    const rows = await pointingRows(tx, ctx, module, { to: request.recordId, after: '0', limit: MOST });
    return { module, names: rows.map((row) => `${shownName(module, row)} (Record Id ${row.id})`) };
  });
  if (names.length === 0) return;
  yield opened(module.plural, 3);
  yield paragraph(`Names alone: whoever made this file may not export ${module.plural}.`);
  for (const one of names) yield paragraph(one);
  yield closed;
}
