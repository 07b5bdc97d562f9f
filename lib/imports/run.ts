/**
 * The import's job. Rows land in batches that are each whole: records, their events and how far the file was read are one
 * transaction, so an import that was interrupted goes on behind its last batch, no row twice and none lost.
 */
import { finishJob } from '../background/life';
import type { Context } from '../context';
import { inOrg, type Tx } from '../db/transaction';
import { internal } from '../errors';
import { type Id, newId } from '../ids';
import { getModule } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import { insertion } from '../records/insert';
import { prepareRecord } from '../records/prepare';
import { takeAutoNumbers } from '../records/references';
import { checkBatch } from './check-batch';
import { headersOf } from './find';
import { inBatches } from './in-batches';
import { type FileRow, readRows } from './read-rows';
import { assertMayImport } from './rights';
import { type ImportParams, type ImportResult, type Mapping, MOST_PROBLEMS_KEPT } from './schemas';

const BATCH = 500;
const HEADER_ROW = 1;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** Runs or resumes an import. @throws forbidden when the right was taken away meanwhile. */
export async function runImport(ctx: Context, importId: Id, signal: AbortSignal): Promise<void> {
  const state = await inOrg(ctx.orgId, (tx) => readState(tx, importId));
  const done = state.result ?? { next: HEADER_ROW + 1, taken: 0, failed: 0, problems: [] };
  for await (const rows of inBatches(readRows(ctx.orgId, importId), BATCH, done.next)) {
    signal.throwIfAborted();
    await importBatch(ctx, importId, state, done, rows);
  }
  const attempt = { action: 'import.finish', module: state.module, subjectId: importId } as const;
  await mutate(ctx, attempt, async (tx) => {
    await finishJob(tx, importId, { result: { ...done }, expiresAt: new Date(Date.now() + KEPT_FOR_MS) });
    const facts = { taken: done.taken, failed: done.failed };
    return { value: undefined, entries: [{ ...attempt, facts }] };
  });
}

interface State {
  module: string;
  headers: readonly string[];
  mapping: Mapping;
  result: ImportResult | null;
}

async function readState(tx: Tx, importId: Id): Promise<State> {
  const [row] = await tx.sql<{ module: string; params: ImportParams; result: ImportResult | null }[]>`
    select module, params, result from jobs where org_id = ${tx.orgId} and id = ${importId}`;
  if (!row?.params.mapping) throw internal('The import has no mapping.');
  const headers = await headersOf(tx, importId, row.params);
  return { module: row.module, headers, mapping: row.params.mapping, result: row.result };
}

/** One batch: `done` is moved on when it is committed. */
async function importBatch(
  ctx: Context,
  importId: Id,
  state: State,
  done: ImportResult,
  rows: FileRow[],
): Promise<void> {
  const after = await mutate(
    ctx,
    { action: 'record.create', module: state.module, subjectId: importId },
    async (tx) => {
      const module = getModule(await metadataOf(tx), state.module);
      assertMayImport(ctx, module);
      const keys = await keysOf(tx);
      const { headers, mapping } = state;
      const { good, problems } = await checkBatch(tx, ctx, { module, headers, mapping, keys }, rows);
      const numbers = await takeAutoNumbers(tx, module, good.length);
      const records = good.map(({ values }, n) => prepareRecord(module, newId(), { ...values, ...numbers[n] }, keys));
      const progress: ImportResult = {
        next: (rows.at(-1)?.row ?? done.next) + 1,
        taken: done.taken + good.length,
        failed: done.failed + rows.length - good.length,
        problems: [...done.problems, ...problems].slice(0, MOST_PROBLEMS_KEPT),
      };
      const change = insertion(tx, ctx, module, records, {
        ownerId: ctx.actor.id,
        source: 'import',
        importId,
        at: new Date(),
      });
      const entries = records.map((record, n) => ({
        action: 'record.create' as const,
        module: state.module,
        recordId: record.id,
        subjectId: importId,
        fields: Object.keys(good[n]?.values ?? {}),
        facts: { source: 'import' },
      }));
      return {
        value: progress,
        ...(records.length > 0 && { change }),
        writes: [saveProgress(tx, importId, progress)],
        entries,
      };
    },
  );
  Object.assign(done, after);
}

function saveProgress(tx: Tx, importId: Id, progress: ImportResult): PromiseLike<unknown> {
  return tx.sql`
    update jobs set done = ${progress.taken + progress.failed}, result = ${JSON.stringify(progress)}::jsonb
    where org_id = ${tx.orgId} and id = ${importId}`.execute();
}
