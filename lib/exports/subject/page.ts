import type { Context } from '../../context';
import { inOrg, type Tx } from '../../db/transaction';
import { openFileNames, openNotes } from '../../disclose/papers';
import { assertMayReveal } from '../../disclose/reveal';
import type { SubjectValues } from '../../disclose/subject';
import { notFound } from '../../errors';
import type { Id } from '../../ids';
import { ACTIONS } from '../../ledger/actions';
import type { FieldDefinition, ModuleDefinition } from '../../modules/definition';
import { fieldType } from '../../modules/field-types/registry';
import type { StoredValue } from '../../modules/field-types/type';
import { metadataOf } from '../../modules/metadata';
import { visibleRecord } from '../../modules/visibility';
import { namesFor, type RecordNames, shownName, userNames } from '../../records/names';
import { requireVisible } from '../../records/record-access';
import { type RecordRow, recordColumns, serializeRecords } from '../../records/serialize';
import { listTimeline, type TimelineChange } from '../../records/timeline';
import { linksOf } from '../../records/tokens';
import { canInModule } from '../../rights';
import type { SubjectExportRequest } from '../schemas';
import { cell, definitions, foot, head, section, tableSection, unopened } from './html';

const BATCH = 200;
/** Of each module; the count of the others is said. */
const MOST_RELATED = 1000;

/** The parts of the page, one after the other. What was `opened` was so before, with its event. */
export async function* subjectPage(
  ctx: Context,
  request: SubjectExportRequest,
  opened: SubjectValues,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const say = (iso: string) => fieldType('date_time').format(iso, {}, { timeZone: ctx.timeZone });
  yield* inTurn(signal, [
    () => fieldsPart(ctx, request, opened, say),
    () => relatedPart(ctx, request),
    () => notesPart(ctx, request, say),
    () => filesPart(ctx, request, say),
    () => historyPart(ctx, request, say),
  ]);
  yield foot();
}

const DOES_NOT_OPEN = 'Does not open';

type Say = (iso: string) => string;

async function* inTurn(signal: AbortSignal, parts: readonly (() => AsyncIterable<string>)[]): AsyncGenerator<string> {
  for (const part of parts) {
    for await (const html of part()) {
      signal.throwIfAborted();
      yield html;
    }
  }
}

async function* fieldsPart(
  ctx: Context,
  { module: moduleName, recordId }: SubjectExportRequest,
  { values, damaged }: SubjectValues,
  say: Say,
): AsyncGenerator<string> {
  const { module, record, names, orgName } = await inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, { module: moduleName, recordId });
    assertMayReveal(ctx, module);
    const [row] = await tx.sql<RecordRow[]>`
      select ${recordColumns(tx)} from records where org_id = ${tx.orgId} and id = ${recordId} and module_id = ${module.id}`;
    if (!row) throw notFound('The record');
    const [shell] = await serializeRecords(tx, ctx, 'export', module, [row], []);
    if (!shell) throw notFound('The record');
    const record = { ...shell, values };
    const { orgName } = await metadataOf(tx);
    return { module, record, orgName, names: await namesFor(tx, ctx, [record], module.fields) };
  });
  const title =
    module.nameFields
      .map((name) => values[name] ?? '')
      .join(' ')
      .trim() || module.singular;
  yield head(title, orgName, say(new Date().toISOString()));
  if (damaged) yield unopened();
  const text = (field: FieldDefinition) =>
    damaged && field.sealed ? DOES_NOT_OPEN : valueText(field, values[field.apiName], names, ctx.timeZone);
  const items = (fields: readonly FieldDefinition[]) =>
    fields.map((field): [string, string, boolean] => [field.label, text(field), field.marked]);
  const sections = module.layouts[0]?.sections ?? [];
  const placed = new Set(sections.flatMap(({ fields }) => fields.map(({ id }) => id)));
  for (const { name, fields } of sections) yield section(name, definitions(items(fields)));
  const others = module.fields.filter(({ id }) => !placed.has(id));
  if (others.length > 0) yield section('Other fields', definitions(items(others)));
  const user = (id: Id) => names.users[id] ?? 'a former user';
  yield section(
    'Record',
    definitions([
      ['Record Id', record.id, false],
      ['Kept in', module.plural, false],
      ['Owner', user(record.ownerId), false],
      ['Created', `${say(record.createdAt)} by ${user(record.createdBy)}`, false],
      ['Last changed', `${say(record.modifiedAt)} by ${user(record.modifiedBy)}`, false],
    ]),
  );
}

function valueText(
  field: FieldDefinition,
  value: StoredValue | undefined,
  names: RecordNames,
  timeZone: string,
): string {
  if (value === undefined) return '';
  if (field.type === 'user') return names.users[String(value)] ?? 'a former user';
  const targets = linksOf(field, value);
  if (targets.length > 0) return targets.map(({ targetId }) => names.lookups[targetId]?.name ?? targetId).join(', ');
  return fieldType(field.type).format(value, field.options, { timeZone });
}

async function* relatedPart(
  ctx: Context,
  { module: moduleName, recordId }: SubjectExportRequest,
): AsyncGenerator<string> {
  const groups = await inOrg(ctx.orgId, async (tx) => {
    const { modules } = await metadataOf(tx);
    const pointing = modules.filter(
      (other) =>
        canInModule(ctx.rights, other.apiName, 'view') &&
        other.fields.some(({ options }) => options.lookupModule === moduleName),
    );
    return Promise.all(
      pointing.map(async (other) => ({ other, names: await pointingNames(tx, ctx, other, recordId) })),
    );
  });
  const found = groups.filter(({ names }) => names.length > 0);
  const rows = found.map(({ other, names }) => [cell(other.plural), cell(names.join('\n'))]);
  yield* tableSection('Related records', ['Module', 'Records'], rows);
}

async function pointingNames(tx: Tx, ctx: Context, other: ModuleDefinition, recordId: Id): Promise<string[]> {
  const rows = await tx.sql<{ id: Id; name: string | null }[]>`
    select id, name from records
    where org_id = ${tx.orgId} and module_id = ${other.id} and deleted_at is null and ${visibleRecord(tx, ctx, other)}
      and id in (select record_id from links where org_id = ${tx.orgId} and target_id = ${recordId})
    order by id limit ${MOST_RELATED + 1}`;
  const names = rows.slice(0, MOST_RELATED).map((row) => shownName(other, row));
  return rows.length > MOST_RELATED ? [...names, '… and more'] : names;
}

interface NoteRow {
  id: Id;
  sealed: Buffer;
  created_at: string;
  created_by: Id;
}

async function* notesPart(ctx: Context, request: SubjectExportRequest, say: Say): AsyncGenerator<string> {
  const rows = inBatches((after) =>
    inOrg(ctx.orgId, async (tx) => {
      const module = await requireVisible(tx, ctx, request);
      const found = await tx.sql<NoteRow[]>`
        select id, sealed, created_at, created_by from notes
        where org_id = ${tx.orgId} and record_id = ${request.recordId} and id > ${after} order by id limit ${BATCH}`;
      const [opened, users] = await Promise.all([
        openNotes(tx, ctx, module, found, request.recordId),
        userNames(
          tx,
          found.map((row) => row.created_by),
        ),
      ]);
      return found.map((row, n) => ({
        id: row.id,
        cells: [
          cell(`${say(new Date(row.created_at).toISOString())}\n${users[row.created_by] ?? 'a former user'}`),
          cell(opened[n] ? [opened[n].title, opened[n].body].filter(Boolean).join('\n') : DOES_NOT_OPEN),
        ],
      }));
    }),
  );
  yield* tableSection('Notes', ['Written', 'Note'], rows);
}

interface FileRow {
  id: Id;
  sealedName: Buffer;
  contentType: string;
  sizeBytes: number;
  createdAt: string;
}

async function* filesPart(ctx: Context, request: SubjectExportRequest, say: Say): AsyncGenerator<string> {
  const rows = inBatches((after) =>
    inOrg(ctx.orgId, async (tx) => {
      const module = await requireVisible(tx, ctx, request);
      const found = await tx.sql<FileRow[]>`
        select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes",
          created_at as "createdAt"
        from attachments
        where org_id = ${tx.orgId} and record_id = ${request.recordId} and id > ${after} order by id limit ${BATCH}`;
      const names = await openFileNames(tx, ctx, module, found, () => request.recordId);
      return found.map((row, n) => ({
        id: row.id,
        cells: [
          cell(say(new Date(row.createdAt).toISOString())),
          cell(names[n] ?? DOES_NOT_OPEN),
          cell(`${row.contentType}, ${row.sizeBytes.toLocaleString('en-US')} bytes`),
        ],
      }));
    }),
  );
  yield* tableSection('Attached files', ['Added', 'File', 'Kind'], rows);
}

async function* historyPart(
  ctx: Context,
  { module, recordId }: SubjectExportRequest,
  say: Say,
): AsyncGenerator<string> {
  async function* rows() {
    let before: Id | null = null;
    do {
      const page: Awaited<ReturnType<typeof listTimeline>> = await listTimeline(ctx, {
        module,
        recordId,
        ...(before && { before }),
      });
      for (const event of page.events) {
        const changes = event.changes.map(changeText).join('\n');
        yield [cell(say(event.at)), cell(event.actorName), cell(ACTIONS[event.action] ?? event.action), cell(changes)];
      }
      before = page.next;
    } while (before !== null);
  }
  yield* tableSection('History', ['When', 'Who', 'What', 'Fields'], rows());
}

/** Values of marked fields are in no history. */
function changeText({ label, masked, old, new: now }: TimelineChange): string {
  if (masked || (old === undefined && now === undefined)) return label;
  const text = (value: StoredValue | undefined) => (value === undefined ? 'empty' : String(value));
  return `${label}: ${text(old)} → ${text(now)}`;
}

async function* inBatches(read: (after: Id) => Promise<{ id: Id; cells: string[] }[]>): AsyncGenerator<string[]> {
  for (let after: Id | undefined = '0'; after !== undefined; ) {
    const batch = await read(after);
    for (const { cells } of batch) yield cells;
    after = batch.length === BATCH ? batch.at(-1)?.id : undefined;
  }
}
