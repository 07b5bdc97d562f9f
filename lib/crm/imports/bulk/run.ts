/**
 * The job of a bulk write. As an import's: rows land in batches that are each whole, with their events, what became of
 * them and how far the file was read, so one that was interrupted goes on behind its last batch. Rights, and whether
 * records may still be found by the field asked for, are looked at in each batch.
 */

import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { finishJob } from '@/lib/platform/background/life';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { removeFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { atLeastOne, mutate, recordedOr } from '@/lib/protection/mutate';
import { probeOf } from '../dry-run/probe';
import type { FileRow } from '../file/format';
import { inBatches } from '../file/in-batches';
import { readAhead } from '../file/read-ahead';
import { readRows } from '../file/read-rows';
import type { BatchPlan, CheckedBatch } from '../rows/batch';
import { CREATE_ALL } from '../rows/duplicates';
import { landBatch } from '../run/land-batch';
import { saveProgress } from '../run/save-progress';
import { assertUploadKept, findBulkWrite, wordsOfBulkWrite } from './find';
import { columnsOf } from './mappings';
import type { BulkWriteParams, BulkWriteResult, BulkWriteWords } from './request';
import { writeResult } from './result';
import { assertMayBulkWrite, assertMayFindBy } from './rights';
import { type RowOutcome, removeOutcomes, writeOutcomes } from './rows';

const BATCH = 500;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

interface State {
  module: string;
  params: BulkWriteParams;
  words: BulkWriteWords;
  done: BulkWriteResult;
}

/** Runs or resumes a bulk write. @throws forbidden when a right was taken away, or the field restricted, meanwhile */
export async function runBulkWrite(ctx: Context, jobId: Id, signal: AbortSignal): Promise<void> {
  const state = await inOrg(ctx.orgId, (tx) => readState(tx, ctx, jobId));
  try {
    await landAll(ctx, jobId, state, signal);
  } catch (error) {
    const isOver = error instanceof CareledgerError && !['internal', 'conflict', 'unavailable'].includes(error.code);
    if (isOver) await keepResult(ctx, jobId, state);
    throw error;
  }
  await finish(ctx, jobId, state);
}

async function readState(tx: Tx, ctx: Context, jobId: Id): Promise<State> {
  const { module, params, result } = await findBulkWrite(tx, ctx, jobId);
  await assertUploadKept(tx, ctx, params.fileId);
  const words = await wordsOfBulkWrite(tx, jobId, params);
  return { module, params, words, done: result ?? { next: 0, added: 0, updated: 0, skipped: 0 } };
}

async function landAll(ctx: Context, jobId: Id, state: State, signal: AbortSignal): Promise<void> {
  const { fileId, format } = state.params;
  const batches = inBatches(readRows(ctx.orgId, fileId, format), BATCH, state.done.next);
  for await (const rows of readAhead(batches)) {
    let rest = rows;
    let size = BATCH;
    while (rest.length > 0) {
      signal.throwIfAborted();
      const settled = await land(ctx, jobId, state, rest.slice(0, size));
      rest = rest.slice(settled);
      // A file that repeats one record over and over: rows that would wait anyway are not checked again and again.
      size = Math.min(BATCH, settled * 2);
    }
  }
}

/** One batch. @returns how many of its rows are settled */
async function land(ctx: Context, jobId: Id, state: State, rows: FileRow[]): Promise<number> {
  const { done } = state;
  const attempt = { action: 'record.create', module: state.module, subjectId: jobId, door: 'api' } as const;
  const { settled, after } = await mutate(ctx, attempt, async (tx) => {
    const plan = await planOf(tx, ctx, state);
    const { batch, ids, writes, entries } = await landBatch(
      tx,
      ctx,
      { plan, landing: { subjectId: jobId, source: 'api' } },
      rows,
    );
    const after: BulkWriteResult = {
      next: (rows[batch.settled - 1]?.row ?? done.next) + 1,
      added: done.added + batch.good.length,
      updated: done.updated + batch.overwrites.length,
      skipped: done.skipped + batch.failed,
    };
    const saved = saveProgress(tx, jobId, done.next, {
      done: after.added + after.updated + after.skipped,
      result: after,
    });
    const all = [saved, writeOutcomes(tx, jobId, outcomesOf(batch, ids)), ...writes];
    return recordedOr('job', { settled: batch.settled, after }, entries, all);
  });
  state.done = after;
  return settled;
}

async function planOf(tx: Tx, ctx: Context, { module: name, params, words }: State): Promise<BatchPlan> {
  const metadata = await metadataFor(tx, ctx);
  const module = getModule(metadata, name);
  const { operation, findBy, mappings, ignoreEmpty } = params;
  assertMayBulkWrite(ctx, module, operation);
  assertMayFindBy(ctx, metadata, module, findBy);
  return {
    module,
    headers: words.headers,
    mapping: columnsOf(mappings),
    duplicates: operation === 'insert' ? CREATE_ALL : { by: findBy, action: 'overwrite' },
    keys: await keysOf(tx),
    onlyExisting: operation === 'update',
    blanks: { empty: !ignoreEmpty, defaults: words.defaults },
  };
}

const outcomesOf = ({ good, overwrites, refusals }: CheckedBatch, ids: readonly Id[]): RowOutcome[] => [
  ...good.map(({ row }, n): RowOutcome => ({ row, outcome: 'ADDED', recordId: ids[n] ?? null, errors: '' })),
  ...overwrites.map(({ row, id }): RowOutcome => ({ row, outcome: 'UPDATED', recordId: id, errors: '' })),
  ...refusals.map(({ row, errors }): RowOutcome => {
    const told = errors.map(({ code, field }) => (field === null ? code : `${code}-${field}`));
    return { row, outcome: 'SKIPPED', recordId: null, errors: told.join(':') };
  }),
];

async function finish(ctx: Context, jobId: Id, state: State): Promise<void> {
  const { module: name, params, done } = state;
  await seal(ctx, jobId, state);
  const attempt = { action: 'import.finish', module: name, subjectId: jobId, door: 'api' } as const;
  await mutate(ctx, attempt, async (tx) => {
    await finishJob(tx, jobId, { result: { ...done }, expiresAt: inADay() });
    const { added, updated, skipped } = done;
    const module = getModule(await metadataFor(tx, ctx), name);
    const counts = { rows: added + updated + skipped, failed: skipped };
    const probe = probeOf({ module, importId: jobId, mapping: columnsOf(params.mappings) }, counts, { door: 'api' });
    const facts = { taken: added, overwritten: updated, failed: skipped };
    return {
      value: undefined,
      writes: [removeOutcomes(tx, jobId), forgetUpload(tx, params)],
      entries: atLeastOne([...probe, { ...attempt, facts }]),
    };
  });
  await removeFile({ orgId: ctx.orgId, fileId: params.fileId });
}

/** What landed before the job was stopped can be looked up. */
async function keepResult(ctx: Context, jobId: Id, state: State): Promise<void> {
  await seal(ctx, jobId, state);
  await writeInOrg(ctx.orgId, 'job', async (tx) => {
    await tx.sql`
      update jobs set expires_at = ${inADay().toISOString()}::timestamptz
      where org_id = ${tx.orgId} and id = ${jobId}`;
    await removeOutcomes(tx, jobId);
  });
}

async function seal({ orgId }: Context, jobId: Id, { module, words }: State): Promise<void> {
  const keys = await inOrg(orgId, keysOf);
  await writeResult(keys, jobId, `${module}-${words.fileName}`);
}

/** Its file goes with the job. */
const forgetUpload = (tx: Tx, { fileId }: BulkWriteParams): PromiseLike<unknown> =>
  tx.sql`update jobs set expires_at = now() where org_id = ${tx.orgId} and id = ${fileId}`.execute();

const inADay = (): Date => new Date(clock.nowMs() + KEPT_FOR_MS);
