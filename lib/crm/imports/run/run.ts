/**
 * The import's job. Rows land in batches that are each whole: records, their events and how far the file was read are one
 * transaction, so an import that was interrupted goes on behind its last batch, no row twice and none lost.
 */

import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { tellFinished } from '@/lib/people/notices/job-finished';
import { finishJob, readKeptJob } from '@/lib/platform/background/life';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { atLeastOne, mutate, recordedOr } from '@/lib/protection/mutate';
import type { ColumnChoices } from '../columns/reading';
import { probeOf } from '../dry-run/probe';
import type { FileFormat, FileRow } from '../file/format';
import { behindHeader, inBatches } from '../file/in-batches';
import { readAhead } from '../file/read-ahead';
import { readRows } from '../file/read-rows';
import { wordsOf } from '../find';
import { assertMayImport } from '../rights';
import type { BatchPlan } from '../rows/batch';
import { CREATE_ALL, type Duplicates } from '../rows/duplicates';
import type { WithinFile } from '../rows/resolve-references';
import { withinFile } from '../rows/within-file';
import { countOf, type ImportParams, type ImportResult, type Mapping, MOST_PROBLEMS_KEPT } from '../schemas';
import { landBatch } from './land-batch';
import { pointWithin, writeWaiting } from './point-within';
import { addByColumn, addCreated, writeProblems } from './problems';
import { saveProgress } from './save-progress';

const BATCH = 500;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** Runs or resumes an import. @throws forbidden when the right was taken away meanwhile. */
export async function runImport(ctx: Context, importId: Id, signal: AbortSignal): Promise<void> {
  const state = await inOrg(ctx.orgId, (tx) => readState(tx, importId));
  const rowsOf = () => readRows(ctx.orgId, importId, state.format);
  state.within = await withinOf(ctx, importId, state, rowsOf);
  const done = state.result ?? { next: 0, taken: 0, overwritten: 0, skipped: 0, failed: 0, problems: [] };
  const batches = inBatches(rowsOf(), BATCH, done.next);
  for await (const rows of readAhead(batches)) {
    let rest = rows;
    let size = BATCH;
    state.before = new Map();
    while (rest.length > 0) {
      signal.throwIfAborted();
      const given = rest.slice(0, size);
      const settled = await importBatch(ctx, importId, { state, done }, given);
      rest = rest.slice(settled);
      // A file that repeats one record over and over: rows that would wait anyway are not checked again and again.
      size = Math.min(BATCH, settled * 2);
    }
  }
  const lost = await pointWithin(
    ctx,
    { importId, planFor: (tx) => planFor(tx, ctx, importId, state), rows: rowsOf },
    signal,
  );
  done.byColumn = addByColumn(done.byColumn, lost);
  const attempt = { action: 'import.finish', module: state.module, subjectId: importId } as const;
  await mutate(ctx, attempt, async (tx) => {
    await finishJob(tx, importId, { result: { ...done }, expiresAt: new Date(clock.nowMs() + KEPT_FOR_MS) });
    const { taken, overwritten = 0, skipped = 0, failed } = done;
    const facts = { taken, failed, ...(overwritten > 0 && { overwritten }), ...(skipped > 0 && { skipped }) };
    const module = getModule(await metadataFor(tx, ctx), state.module);
    const probe = probeOf(
      { module, importId, mapping: state.mapping },
      { rows: countOf(done), failed: failed + skipped },
      { duplicates: state.duplicates },
    );
    await tellFinished(tx, ctx, { id: importId, what: 'import', module: state.module, rows: taken });
    return { value: undefined, entries: atLeastOne([...probe, { ...attempt, facts }]) };
  });
}

interface State {
  module: string;
  headers: readonly string[];
  mapping: Mapping;
  duplicates: Duplicates;
  columns: ColumnChoices;
  format: FileFormat;
  result: ImportResult | null;
  within?: WithinFile | undefined;
  /** As in `BatchPlan`: of the rows read together. */
  before?: Map<string, number>;
}

async function withinOf(ctx: Context, importId: Id, state: State, rows: () => AsyncIterable<FileRow>) {
  const module = getModule(await inOrg(ctx.orgId, (tx) => metadataFor(tx, ctx)), state.module);
  return withinFile({ ...state, importId, module }, () => behindHeader(rows()));
}

async function planFor(tx: Tx, ctx: Context, importId: Id, state: State): Promise<BatchPlan> {
  const module = getModule(await metadataFor(tx, ctx), state.module);
  const { headers, mapping, duplicates, columns, within, before } = state;
  assertMayImport(ctx, module, duplicates);
  return {
    module,
    headers,
    mapping,
    duplicates,
    columns,
    keys: await keysOf(tx),
    within,
    importId,
    ...(before && { before }),
  };
}

async function readState(tx: Tx, importId: Id): Promise<State> {
  const job = await readKeptJob(tx, importId);
  const params = job?.params as ImportParams | undefined;
  if (!job?.module || !params?.mapping) throw internal('The import has no mapping.');
  const { headers } = await wordsOf(tx, importId, params);
  const { mapping, duplicates = CREATE_ALL, columns = {}, format } = params;
  return {
    module: job.module,
    headers,
    mapping,
    duplicates,
    columns,
    format,
    result: job.result as ImportResult | null,
  };
}

/** One batch: `done` is moved on when it is committed. @returns how many of its rows are settled. */
async function importBatch(
  ctx: Context,
  importId: Id,
  { state, done }: { state: State; done: ImportResult },
  rows: FileRow[],
): Promise<number> {
  const {
    settled,
    claimed,
    progress: after,
  } = await mutate(ctx, { action: 'record.create', module: state.module, subjectId: importId }, async (tx) => {
    const plan = await planFor(tx, ctx, importId, state);
    const landed = await landBatch(tx, ctx, { plan, landing: { subjectId: importId, source: 'import' } }, rows);
    const { good, overwrites, problems, ...checked } = landed.batch;
    const progress: ImportResult = {
      next: (rows[checked.settled - 1]?.row ?? done.next) + 1,
      taken: done.taken + good.length,
      overwritten: (done.overwritten ?? 0) + overwrites.length,
      skipped: (done.skipped ?? 0) + checked.skipped,
      failed: done.failed + checked.failed,
      problems: [...done.problems, ...problems].slice(0, MOST_PROBLEMS_KEPT),
      byColumn: addByColumn(done.byColumn, problems),
      alsoCreated: addCreated(done.alsoCreated, checked.toCreate),
    };
    const saved = saveProgress(tx, importId, done.next, { done: countOf(progress), result: progress });
    const listed = [...writeProblems(tx, importId, problems), ...writeWaiting(tx, importId, landed.waiting)];
    const writes = [saved, ...landed.writes, ...listed];
    return recordedOr('job', { settled: checked.settled, claimed: checked.claimed, progress }, landed.entries, writes);
  });
  for (const [key, { row }] of claimed) state.before?.set(key, row);
  Object.assign(done, after);
  return settled;
}
