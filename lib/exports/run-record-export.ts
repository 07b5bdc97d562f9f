import { Readable } from 'node:stream';
import { finishJob } from '../background/life';
import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import { removeFile, writeSealedFile } from '../files/store';
import type { Id } from '../ids';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import type { RunOptions } from './audit-export';
import { csvRows } from './csv-rows';
import { heldBy, heldInAll } from './held';
import { readExport } from './record-export';
import type { RecordExportRequest } from './schemas';

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
  const plan = await inOrg(ctx.orgId, async (tx) => {
    const read = await readExport(tx, ctx, request);
    return { ...read, keys: await keysOf(tx), held: await heldBy(tx, read) };
  });
  const counter = { rows: 0 };
  const written = async (rows: number) => {
    counter.rows += rows;
    await report(counter.rows);
  };
  const lines = csvRows(ctx, 'export', (tx) => readExport(tx, ctx, request), { bom: request.bom, signal, written });
  const { sizeBytes } = await writeSealedFile(plan.keys, place, Readable.from(lines), { signal });
  const day = new Date().toISOString().slice(0, 10);
  const withheld = plan.withheld.map((field) => field.apiName);
  const result = { fileName: `${request.module}-${day}.csv`, rows: counter.rows, sizeBytes, withheld };
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
      await finishJob(tx, jobId, {
        result: { ...result, held: heldInAll([plan.held, await heldBy(tx, plan)]) },
        expiresAt: new Date(Date.now() + KEPT_FOR_MS),
      });
      return { value: undefined, entries: [entry] };
    });
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}
