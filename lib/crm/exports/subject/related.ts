/**
 * Records that point to the subject's, with their own fields, notes and history. They may be about others as well, so the
 * export door binds them as it binds any export, not the subject's right of access: what it withholds is left out and
 * named. Each is an event, committed before anything of it is given.
 */

import { type FieldDefinition, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import { isProtected } from '@/lib/crm/records/list-fields';
import { namelessRecord, namesFor, type RecordNames, shownName } from '@/lib/crm/records/names';
import { type RecordDto, type RecordRow, recordColumns, serializeRecords } from '@/lib/crm/records/serialize';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { byHeld, markedAmong, noteDisclosures } from '@/lib/protection/accounting/note';
import { type Clear, treat } from '@/lib/protection/compliance/policy';
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
  const { modules } = await metadataFor(tx, ctx);
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
    if (told.records.length === 0) break;
    options.held.push(...told.held);
    if (count === 0) yield opened(told.module.plural, 3);
    if (count >= MOST) {
      yield paragraph(`There are more than ${MOST.toLocaleString('en-US')}: export them from their list.`);
      break;
    }
    yield* recordParts(ctx, told, say);
    after = told.records.at(-1)?.id ?? after;
  }
  if (after !== '0') yield closed;
}

/** What leaves of some records. */
interface Told {
  module: ModuleDefinition;
  records: RecordDto[];
  names: RecordNames;
  chosen: Clear<FieldDefinition>;
  notesLeave: boolean;
  held: Held[];
}

/** The next records: an event each, and lines of the accounting, committed before they are given. */
function tell(ctx: Context, { from, request }: Pointing, after: Id, jobId: Id): Promise<Told> {
  const attempt = { action: 'record.subject_export', module: from, subjectId: jobId, door: 'export' } as const;
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      const told = await read(tx, ctx, from, { to: request.recordId, after, limit: BATCH });
      const { module, records, chosen, notesLeave } = told;
      if (records.length === 0) return unchanged(told);
      const { purpose, recordId: subject } = request;
      const fields = chosen.filter(isProtected).map(({ apiName }) => apiName);
      const entries = records.map(
        ({ id }): NewEntry => ({ ...attempt, recordId: id, fields, purpose, facts: { subject } }),
      );
      const ids = records.map(({ id }) => id);
      const noted = module.hipaa && notesLeave ? await notedAmong(tx, ids) : [];
      const lines = [...byHeld(records, markedAmong(chosen)), { fields: ['$notes'], recordIds: noted }];
      const given = { exit: 'subject_export', recipient: THE_INDIVIDUAL, address: '', purpose } as const;
      await noteDisclosures(
        tx,
        ctx,
        lines
          .filter(({ recordIds }) => recordIds.length > 0)
          .map((line) => ({ ...given, moduleId: module.id, subjectId: jobId, ...line })),
      );
      const discloses = chosen.some(({ marked }) => marked) || (module.hipaa && notesLeave);
      const spent = discloses ? await spend(tx, 'bulk', records.length) : [];
      return { value: told, entries: atLeastOne([...entries, ...spent]) };
    }),
  );
}

/** As policy lets them leave now. */
async function read(tx: Tx, ctx: Context, from: string, next: NextPointing): Promise<Told> {
  const module = getModule(await metadataFor(tx, ctx), from);
  assertModuleRight(ctx, module, 'export');
  const chosen = await fieldsThatLeave(tx, ctx, module);
  const rows = await pointingRows(tx, ctx, module, next);
  const records = await serializeRecords(tx, ctx, { module, rows, clear: chosen });
  const notesLeave = await filesLeave(tx, ctx, module);
  const held = [await heldBy(tx, { module, chosen })];
  if (notesLeave) held.push({ fields: {}, names: [], files: [from] });
  return { module, records, chosen, notesLeave, held, names: await namesFor(tx, ctx, records, chosen) };
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
  tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where ${visibleRecords(tx, ctx, module)}
      and id > ${after} and id in (select record_id from links where org_id = ${tx.orgId} and target_id = ${to})
    order by id limit ${limit}`;

async function fieldsThatLeave(tx: Tx, ctx: Context, module: ModuleDefinition): Promise<Clear<FieldDefinition>> {
  const { compliance } = await metadataOf(tx);
  return treat(module.fields, 'export', compliance, ctx.rights).clear;
}

async function* recordParts(ctx: Context, told: Told, say: Say): AsyncGenerator<string> {
  const { module, records, chosen, names, notesLeave } = told;
  const withheld = module.fields.filter((field) => !chosen.includes(field)).map(({ label }) => label);
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

/** Of a module that the asker may see and not export: as screens show it. */
async function* namesAlone(ctx: Context, { from, request }: Pointing): AsyncGenerator<string> {
  const { module, names } = await inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), from);
    const rows = await pointingRows(tx, ctx, module, { to: request.recordId, after: '0', limit: MOST });
    return { module, names: rows.map((row) => `${shownName(module, row)} (Record Id ${row.id})`) };
  });
  if (names.length === 0) return;
  yield opened(module.plural, 3);
  yield paragraph(`Names alone: whoever made this file may not export ${module.plural}.`);
  for (const one of names) yield paragraph(one);
  yield closed;
}
