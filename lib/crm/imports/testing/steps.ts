/** The steps of an import, each as whoever takes it does: for `step-process.ts`, which is killed in the middle of one. */
import { Readable } from 'node:stream';
import { convertLead } from '@/lib/crm/records/conversion/convert';
import { undoConversion } from '@/lib/crm/records/conversion/undo';
import { mergeRecords } from '@/lib/crm/records/merge/merge';
import { undoMerge } from '@/lib/crm/records/merge/undo';
import type { Context } from '@/lib/platform/context';
import type { JobKind } from '@/lib/platform/db/schema/jobs';
import type { Id } from '@/lib/platform/ids';
import { Presence } from '@/lib/ways-in/jobs/presence';
import { HANDLERS, type JobHandler } from '@/lib/ways-in/jobs/registry';
import { runJob } from '@/lib/ways-in/jobs/run-job';
import { startCheck } from '../dry-run/start-check';
import { startImport } from '../run/start';
import { undoImport } from '../run/undo';
import { rereadImport } from '../upload/reread';
import { uploadImport } from '../upload/upload';

/** Takes a job as a worker does, however often it was taken before. */
async function work(kind: JobKind, orgId: Id, jobId: Id): Promise<void> {
  const presence = await Presence.open(() => {});
  const attempt = { orgId, jobId, number: 1, interrupted: new AbortController().signal };
  await runJob(HANDLERS[kind] as JobHandler, attempt, presence).finally(() => presence.close());
}

type Request<Verb extends (ctx: Context, request: never) => unknown> = Parameters<Verb>[1];

export const STEPS = {
  upload: (ctx: Context, { module, csv }: { module: string; csv: string }) =>
    uploadImport(ctx, { module, source: Readable.from([Buffer.from(csv)]) }),
  reread: (ctx: Context, request: Request<typeof rereadImport>) => rereadImport(ctx, request),
  preview: (ctx: Context, request: Request<typeof startCheck>) => startCheck(ctx, request),
  check: ({ orgId }: Context, { jobId }: { jobId: Id }) => work('import_check', orgId, jobId),
  start: (ctx: Context, request: Request<typeof startImport>) => startImport(ctx, request),
  import: ({ orgId }: Context, { jobId }: { jobId: Id }) => work('import', orgId, jobId),
  undo: (ctx: Context, request: Request<typeof undoImport>) => undoImport(ctx, request),
  merge: (ctx: Context, request: Request<typeof mergeRecords>) => mergeRecords(ctx, request),
  convert: (ctx: Context, request: Request<typeof convertLead>) => convertLead(ctx, request),
  unconvert: (ctx: Context, request: Request<typeof undoConversion>) => undoConversion(ctx, request),
  unmerge: (ctx: Context, request: Request<typeof undoMerge>) => undoMerge(ctx, request),
};
export type Step = keyof typeof STEPS;
