/**
 * The dry run's job: goes through the whole file as the import would, and writes no record. Interrupted, it begins anew.
 * It must be no cheap way to ask who has a value: of unique fields whose values the asker may not read, and of records
 * they may not see, it does not say that they are taken. The import itself refuses such rows, each with an event.
 */

import { findField, getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { finishJob, readKeptJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import type { Context } from '@/lib/platform/context';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate, recordedOr } from '@/lib/protection/mutate';
import type { ColumnChoices } from '../columns/reading';
import type { FileFormat } from '../file/format';
import { behindHeader, inBatches } from '../file/in-batches';
import { readRows } from '../file/read-rows';
import { lockImport, wordsOf } from '../find';
import { assertMayImport } from '../rights';
import type { BatchPlan } from '../rows/batch';
import { checkBatch } from '../rows/check-batch';
import type { Duplicates } from '../rows/duplicates';
import { fieldsNotTold } from '../rows/find-duplicates';
import { withinFile } from '../rows/within-file';
import { addByColumn, addCreated, writeProblems } from '../run/problems';
import { type CheckResult, countOf, type Mapping } from '../schemas';
import { probeOf } from './probe';

const BATCH = 1000;
const SHOWN = 100;

interface CheckParams {
  importId: Id;
  mapping: Mapping;
  duplicates: Duplicates;
  columns?: ColumnChoices;
}

/** Runs a dry run. @throws forbidden when the right was taken away meanwhile; invalid when the file was read anew. */
export async function runCheck(ctx: Context, jobId: Id, signal: AbortSignal): Promise<void> {
  const { importId, format, plan, notTold } = await writeInOrg(ctx.orgId, 'job', (tx) => prepare(tx, ctx, jobId));
  const found: CheckResult = { taken: 0, overwritten: 0, skipped: 0, failed: 0, problems: [], notLookedUp: [] };
  const report = progressOf(ctx.orgId, jobId);
  const rows = () => behindHeader(readRows(ctx.orgId, importId, format));
  plan.within = await withinFile({ ...plan, importId }, rows);
  for await (const rows of inBatches(readRows(ctx.orgId, importId, format), BATCH)) {
    signal.throwIfAborted();
    await writeInOrg(ctx.orgId, 'job', async (tx) => {
      const batch = await checkBatch(tx, ctx, plan, rows);
      await Promise.all(writeProblems(tx, jobId, batch.problems));
      found.taken += batch.good.length;
      found.overwritten = (found.overwritten ?? 0) + batch.overwrites.length;
      found.skipped = (found.skipped ?? 0) + batch.skipped;
      found.failed += batch.failed;
      found.problems.push(...batch.problems.slice(0, SHOWN - found.problems.length));
      found.byColumn = addByColumn(found.byColumn, batch.problems);
      found.alsoCreated = addCreated(found.alsoCreated, batch.toCreate);
    });
    await report(countOf(found));
  }
  const { module, mapping, duplicates } = plan;
  const silent = notTold.filter((name) => Object.values(mapping).includes(name));
  found.notLookedUp = silent.map((name) => findField(module, name)?.label ?? name);
  await mutate(ctx, { action: 'import.check', module: module.apiName, subjectId: importId }, async (tx) => {
    await finishJob(tx, jobId, { result: { ...found } });
    const facts = { rows: countOf(found), failed: found.failed + (found.skipped ?? 0) };
    return recordedOr(
      'job',
      undefined,
      probeOf({ module, importId, mapping }, facts, { duplicates, notLookedUp: silent }),
    );
  });
}

async function prepare(tx: Tx, ctx: Context, jobId: Id) {
  const job = await readKeptJob(tx, jobId);
  if (job?.kind !== 'import_check' || job.module === null) throw notFound('The dry run');
  const { importId, mapping, duplicates, columns = {} } = job.params as unknown as CheckParams;
  const module = getModule(await metadataFor(tx, ctx), job.module);
  assertMayImport(ctx, module, duplicates);
  const { params } = await lockImport(tx, ctx, importId, job.module);
  if (params.checkId !== jobId) throw invalid('The file was read anew since. Start the dry run again.');
  const { headers } = await wordsOf(tx, importId, params);
  await tx.sql`delete from import_problems where org_id = ${tx.orgId} and job_id = ${jobId}`;
  const keys = await keysOf(tx);
  const plan: BatchPlan = { module, headers, mapping, duplicates, columns, keys, seen: new Map(), named: new Set() };
  const notTold = fieldsNotTold(ctx, module).map((field) => field.apiName);
  return { importId, format: params.format satisfies FileFormat, plan, notTold };
}
