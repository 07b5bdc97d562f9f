import { Readable } from 'node:stream';
import { finishJob } from '../background/life';
import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import { conflict } from '../errors';
import { removeFile, writeSealedFile } from '../files/store';
import type { Id } from '../ids';
import type { FieldDefinition } from '../modules/definition';
import { fieldType } from '../modules/field-types/registry';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import { nextRows } from '../records/list-rows';
import { namesFor, type RecordNames } from '../records/names';
import { type RecordDto, serializeRecords } from '../records/serialize';
import { linksOf } from '../records/tokens';
import type { RunOptions } from './audit-export';
import { toCsv } from './csv';
import { readExport } from './record-export';
import type { RecordExportRequest } from './schemas';

const BATCH = 1000;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Writes the file of a started export and ends its job. Started again after a crash, it begins anew. The fields that
 * leave are read anew in every batch: a mark or switch set meanwhile stops the export rather than let a value out.
 */
export async function runRecordExport(
  ctx: Context,
  jobId: Id,
  request: RecordExportRequest,
  { report, signal }: RunOptions,
): Promise<void> {
  const place = { orgId: ctx.orgId, fileId: jobId };
  const plan = await inOrg(ctx.orgId, async (tx) => ({
    ...(await readExport(tx, ctx, request)),
    keys: await keysOf(tx),
  }));
  const counter = { rows: 0 };
  const lines = linesOf(ctx, request, plan.chosen, signal, async (rows) => {
    counter.rows += rows;
    await report(counter.rows);
  });
  const { sizeBytes } = await writeSealedFile(plan.keys, place, Readable.from(lines), { signal });
  const day = new Date().toISOString().slice(0, 10);
  const fields = plan.chosen.map((field) => field.apiName);
  const result = { fileName: `${request.module}-${day}.csv`, rows: counter.rows, sizeBytes, fields };
  const withheld = plan.withheld.map((field) => field.apiName);
  const entry = {
    action: 'export.finish',
    module: request.module,
    subjectId: jobId,
    door: 'export',
    fields: plan.chosen.filter((field) => field.marked).map((field) => field.apiName),
    facts: { rows: counter.rows, withheld },
  } as const;
  try {
    await mutate(ctx, { action: 'export.finish', module: request.module, subjectId: jobId }, async (tx) => {
      await finishJob(tx, jobId, { result: { ...result, withheld }, expiresAt: new Date(Date.now() + KEPT_FOR_MS) });
      return { value: undefined, entries: [entry] };
    });
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

async function* linesOf(
  ctx: Context,
  request: RecordExportRequest,
  chosen: readonly FieldDefinition[],
  signal: AbortSignal,
  written: (rows: number) => Promise<void>,
): AsyncGenerator<string> {
  const header = ['Record Id', ...chosen.map((field) => field.label), 'Owner', 'Created Time', 'Modified Time'];
  yield toCsv([header], request.bom);
  let after: Id | null = null;
  do {
    signal.throwIfAborted();
    const batch: Batch = await readBatch(ctx, request, chosen, after);
    if (batch.lines.length > 0) yield toCsv(batch.lines);
    await written(batch.lines.length);
    after = batch.after;
  } while (after !== null);
}

interface Batch {
  lines: string[][];
  after: Id | null;
}

function readBatch(
  ctx: Context,
  request: RecordExportRequest,
  chosen: readonly FieldDefinition[],
  after: Id | null,
): Promise<Batch> {
  return inOrg(ctx.orgId, async (tx) => {
    const now = await readExport(tx, ctx, request);
    const still = chosen.map((field) => now.chosen.find(({ id }) => id === field.id));
    if (still.some((field) => field === undefined))
      throw conflict('A field of this export was restricted meanwhile. Start it again.');
    const read = await nextRows(tx, now.query, after, BATCH);
    const records = await serializeRecords(tx, ctx, 'export', now.module, read.rows, now.chosen);
    const names = await namesFor(tx, ctx, records, now.chosen);
    return { lines: records.map((record) => toLine(record, chosen, names)), after: read.after };
  });
}

function toLine(record: RecordDto, chosen: readonly FieldDefinition[], names: RecordNames): string[] {
  const cells = chosen.map((field) => cellOf(record, field, names));
  return [record.id, ...cells, names.users[record.ownerId] ?? '', record.createdAt, record.modifiedAt];
}

/** Users and looked-up records by name; anything else as the import reads it back. */
function cellOf(record: RecordDto, field: FieldDefinition, names: RecordNames): string {
  const value = record.values[field.apiName];
  if (value === undefined) return '';
  if (field.type === 'user') return names.users[String(value)] ?? '';
  const targets = linksOf(field, value);
  if (targets.length > 0) return targets.map(({ targetId }) => names.lookups[targetId]?.name ?? '').join(';');
  return fieldType(field.type).exportText(value, field.options);
}
