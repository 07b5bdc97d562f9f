import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type FieldDefinition, getModule } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataFor } from '@/lib/crm/modules/seen';
import { isProtected } from '@/lib/crm/records/list-fields';
import { nextRows } from '@/lib/crm/records/list-rows';
import { type RecordDto, serializeRecords } from '@/lib/crm/records/serialize';
import { isUnopened, UNOPENED_CELL } from '@/lib/crm/records/unopened';
import { finishJob } from '@/lib/platform/background/life';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { removeFile, writeSealedFile } from '@/lib/platform/files/store';
import { zipOf } from '@/lib/platform/files/zip';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { addHeld, byHeld, type Holding, markedAmong, noteDisclosures } from '@/lib/protection/accounting/note';
import { UNSTATED } from '@/lib/protection/accounting/purposes';
import { withBudget } from '@/lib/protection/disclose/budget';
import { mutate } from '@/lib/protection/mutate';
import type { RunOptions } from '../audit/export';
import { type Batch, batches, inBatch, type Source } from '../rows/plan';
import { countUnopened, unopenedFact } from '../rows/read';
import { BULK_ROWS, type BulkReadRequest, readBulk } from './read';

const BATCH = 1000;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

interface BulkRun extends RunOptions {
  /** Of a page; for tests. */
  mostRows?: number | undefined;
}

interface Count {
  rows: number;
  /** Records whose encrypted values do not open. */
  unopened: number;
  more: boolean;
  /** The last record of the file: what a next page is read behind. */
  last: Id | null;
}

/** Writes the file of a started bulk read and ends its job. Started again after a crash, it begins anew. */
export async function runBulkRead(
  ctx: Context,
  jobId: Id,
  request: BulkReadRequest,
  { report, signal, mostRows = BULK_ROWS }: BulkRun,
): Promise<void> {
  const place = { orgId: ctx.orgId, fileId: jobId };
  const ask: Source['ask'] = (tx) => readBulk(tx, ctx, request);
  const { chosen, keys } = await inOrg(ctx.orgId, async (tx) => ({ ...(await ask(tx)), keys: await keysOf(tx) }));
  const count: Count = { rows: 0, unopened: 0, more: false, last: null };
  const holds: Holds = new Map();
  const content = linesOf({ ctx, ask, chosen }, request, { signal, mostRows, count, holds, report });
  const zip = zipOf(Readable.from([{ name: `${jobId}.csv`, content }]));
  const { sizeBytes } = await writeSealedFile(keys, place, zip, { signal });
  const about = { action: 'export.finish', module: request.module, subjectId: jobId, door: 'api' } as const;
  const fields = chosen.filter(isProtected).map(({ apiName }) => apiName);
  try {
    await withBudget(ctx, (spend) =>
      mutate(ctx, about, async (tx) => {
        const result = { fileName: `${jobId}.zip`, sizeBytes, ...count };
        await finishJob(tx, jobId, { result, expiresAt: new Date(clock.nowMs() + KEPT_FOR_MS) });
        const entry = { ...about, fields, facts: { rows: count.rows, page: request.page, ...unopenedFact(count) } };
        await noteLeft(tx, ctx, { jobId, request, chosen, holds });
        const spent = chosen.some((field) => field.marked) ? await spend(tx, 'bulk', count.rows) : [];
        return { value: undefined, entries: [entry, ...spent] };
      }),
    );
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

/** By what they hold. */
type Holds = Map<string, Holding>;

interface Writing extends RunOptions {
  mostRows: number;
  count: Count;
  /** Filled with the records that have a value in a marked field. */
  holds: Holds;
}

interface LeftInBulk {
  jobId: Id;
  request: BulkReadRequest;
  chosen: readonly FieldDefinition[];
  holds: Holds;
}

/** The lines of the accounting: the program receives it, for the person it acts for. */
async function noteLeft(tx: Tx, ctx: Context, { jobId, request, chosen, holds }: LeftInBulk): Promise<void> {
  if (holds.size === 0) return;
  const module = getModule(await metadataFor(tx, ctx), request.module);
  const marked = markedAmong(module.fields.filter(({ id }) => chosen.some((field) => field.id === id)));
  const recipient = request.client ? `${request.client}, for ${ctx.actor.name}` : ctx.actor.name;
  const about = { exit: 'api', recipient, purpose: request.purpose ?? UNSTATED } as const;
  const lines = [...holds.values()].map(({ fields, recordIds }) => ({
    ...about,
    moduleId: module.id,
    fields: marked.filter((name) => fields.includes(name)),
    recordIds,
    subjectId: jobId,
  }));
  await noteDisclosures(tx, ctx, lines);
}

async function* linesOf(source: Source, request: BulkReadRequest, writing: Writing): AsyncGenerator<string> {
  const { signal, mostRows, count, holds, report } = writing;
  const marked = markedAmong(source.chosen);
  const columns = columnsOf(source.chosen, request);
  yield csv([['Id', ...columns.map(({ name }) => name)]]);
  const behind = request.after ?? null;
  let skip = behind === null ? (request.page - 1) * mostRows : 0;
  const read = (from: Id | null) => readBatch(source, from ?? behind);
  for await (const { content: records, after } of batches(read, signal)) {
    const wanted = records.slice(Math.min(skip, records.length)).slice(0, mostRows - count.rows);
    const skipped = Math.min(skip, records.length);
    skip -= skipped;
    if (wanted.length > 0) yield csv(wanted.map((record) => [record.id, ...columns.map(({ of }) => of(record))]));
    for (const held of byHeld(wanted, marked)) addHeld(holds, held);
    count.rows += wanted.length;
    count.last = wanted.at(-1)?.id ?? count.last;
    count.unopened += countUnopened(wanted);
    await report(count.rows);
    if (count.rows < mostRows) continue;
    count.more = skipped + wanted.length < records.length || (after !== null && (await hasMore(source, after)));
    return;
  }
}

const readBatch = (source: Source, after: Id | null): Promise<Batch<RecordDto[]>> =>
  inBatch(source, async (tx, { module, query, chosen }) => {
    const read = await nextRows(tx, query, after, BATCH);
    const content = await serializeRecords(tx, source.ctx, { module, rows: read.rows, clear: chosen });
    return { content, rows: content.length, after: read.after };
  });

async function hasMore(source: Source, from: Id): Promise<boolean> {
  for await (const { rows } of batches((after) => readBatch(source, after ?? from))) if (rows > 0) return true;
  return false;
}

interface Column {
  name: string;
  of(record: RecordDto): string;
}

/** Ids for users and looked-up records, as a program wants them. */
function columnsOf(chosen: readonly FieldDefinition[], { system }: BulkReadRequest): Column[] {
  const own = chosen.map((field) => ({
    name: field.apiName,
    of: (record: RecordDto) => {
      const value = record.values[field.apiName];
      if (isUnopened(record, field)) return UNOPENED_CELL;
      return value === undefined ? '' : fieldType(field.type).exportText(value, field.options);
    },
  }));
  return [...own, ...system.map((name) => ({ name, of: SYSTEM[name] }))];
}

const SYSTEM: Record<BulkReadRequest['system'][number], Column['of']> = {
  Owner: ({ ownerId }) => ownerId,
  Created_Time: ({ createdAt }) => createdAt,
  Modified_Time: ({ modifiedAt }) => modifiedAt,
  Created_By: ({ createdBy }) => createdBy,
  Modified_By: ({ modifiedBy }) => modifiedBy,
};

/** RFC 4180. A program reads it, so no cell is changed to keep a spreadsheet from running it: -5 stays -5. */
const csv = (lines: readonly (readonly string[])[]): string =>
  stringify([...lines], { record_delimiter: 'windows', quote_record_delimiter: true });
