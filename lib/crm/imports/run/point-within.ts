/**
 * The second pass of an import whose rows point to one another: now that all of them are records, those that waited are
 * pointed to them. A batch is one transaction, and what is done waits no more, so it goes on after an interruption.
 */

import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { mutate, recordedOr } from '@/lib/protection/mutate';
import { readersFor } from '../columns/choices';
import type { FileRow } from '../file/format';
import { inBatches } from '../file/in-batches';
import type { BatchPlan } from '../rows/batch';
import { resolveReferences } from '../rows/resolve-references';
import { inputOf, readRow } from '../rows/row-input';
import { ownLookups } from '../rows/within-file';
import type { RowProblem } from '../schemas';
import { overwriteRecords } from './overwrite';
import { writeProblems } from './problems';

const BATCH = 500;

export interface Waiting {
  row: number;
  recordId: Id;
}

/** Starts the statement that notes rows which wait; the caller awaits it. */
export const writeWaiting = (tx: Tx, jobId: Id, waiting: readonly Waiting[]): PromiseLike<unknown>[] =>
  waiting.length === 0
    ? []
    : [
        tx.sql`
          insert into import_waiting (org_id, job_id, "row", record_id)
          select ${tx.orgId}, ${jobId}, w."row", w."recordId"
          from jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb) as w ("row" int, "recordId" bigint)`.execute(),
      ];

interface ImportedFile {
  importId: Id;
  planFor: (tx: Tx) => Promise<BatchPlan>;
  rows: () => AsyncIterable<FileRow>;
}

/** @returns what could not be pointed to: its row was taken, and the cell left empty. */
export async function pointWithin(
  ctx: Context,
  { importId, planFor, rows }: ImportedFile,
  signal: AbortSignal,
): Promise<RowProblem[]> {
  const [first] = await inOrg(
    ctx.orgId,
    (tx) => tx.sql`
    select from import_waiting where org_id = ${tx.orgId} and job_id = ${importId} limit 1`,
  );
  if (!first) return [];
  const problems: RowProblem[] = [];
  for await (const batch of inBatches(rows(), BATCH)) {
    signal.throwIfAborted();
    problems.push(...(await pointBatch(ctx, importId, planFor, batch)));
  }
  return problems;
}

async function pointBatch(
  ctx: Context,
  importId: Id,
  planFor: (tx: Tx) => Promise<BatchPlan>,
  rows: readonly FileRow[],
): Promise<RowProblem[]> {
  return mutate(ctx, { action: 'record.update', subjectId: importId }, async (tx) => {
    const plan = await planFor(tx);
    const [from, to] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0];
    const waiting = await tx.sql<Waiting[]>`
      select "row", record_id as "recordId" from import_waiting
      where org_id = ${tx.orgId} and job_id = ${importId} and "row" between ${from} and ${to} order by "row"`;
    const cellsOf = new Map(rows.map((row) => [row.row, row]));
    const { overwrites, problems } = await pointed(tx, ctx, plan, { waiting, cellsOf });
    const { module, keys } = plan;
    const landing = { module, keys, subjectId: importId, source: 'import' } as const;
    const { writes, entries } = await overwriteRecords(tx, ctx, landing, overwrites);
    const done = tx.sql`
      delete from import_waiting
      where org_id = ${tx.orgId} and job_id = ${importId} and "row" between ${from} and ${to}`.execute();
    return recordedOr('job', problems, entries, [done, ...writes, ...writeProblems(tx, importId, problems)]);
  });
}

async function pointed(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  { waiting, cellsOf }: { waiting: readonly Waiting[]; cellsOf: ReadonlyMap<number, FileRow> },
) {
  const { module, mapping } = plan;
  const lookups = ownLookups(module, mapping);
  const readers = readersFor(module, mapping, plan.columns ?? {});
  const inputs = waiting.map(({ row }) => {
    const { values } = inputOf(cellsOf.get(row) ?? { row, cells: [] }, { module, mapping, readers });
    return Object.fromEntries(lookups.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  });
  const { errors } = await resolveReferences(tx, ctx, { module }, inputs);
  const problems = waiting.flatMap(({ row }, n) =>
    Object.keys(errors[n] ?? {}).map((name) => ({ row, field: labelOf(module, name), problem: LOST, isTaken: true })),
  );
  for (const [n, input] of inputs.entries()) for (const name of Object.keys(errors[n] ?? {})) delete input[name];
  const overwrites = waiting.map(({ row, recordId }, n) => ({
    row,
    id: recordId,
    changes: readRow(module, inputs[n] ?? {}).changes,
  }));
  return { overwrites, problems };
}

const LOST = 'The row it names was not taken. The cell was left empty.';
const labelOf = (module: ModuleDefinition, name: string): string => findField(module, name)?.label ?? name;
