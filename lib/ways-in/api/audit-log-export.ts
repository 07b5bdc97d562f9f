/** Export of the audit log: asked for, watched, and downloaded by its link for 24 hours by the one who asked. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { startAuditExport } from '@/lib/crm/exports/audit/export';
import { downloadExport } from '@/lib/crm/exports/download';
import { getJob, type JobProgress, listMyJobs } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { ApiError, invalidData } from './api-error';
import { apiTime } from './api-time';
import { ledgerFilterOf } from './audit-log-filter';
import { type Call, type Endpoint, json, nothing } from './endpoint';
import { issuePath } from './issue-path';
import { moduleOf } from './module-of';
import { addressOf } from './own-address';
import { readJson } from './read-body';
import { idOf, noSuchRecord } from './records/ids';

const PATH = '/crm/v8/settings/audit_log_export';
const TAG = 'Audit log';

const bodySchema = z.strictObject({
  audit_log_export: z.array(z.strictObject({ criteria: z.unknown().optional() })).length(1),
});

const startEndpoint: Endpoint = {
  method: 'post',
  path: PATH,
  tag: TAG,
  summary: 'Start an export of the audit log',
  need: () => ({ area: 'settings.audit_logs', act: 'CREATE' }),
  body: bodySchema,
  answers: { 200: 'The id of the export' },
  async run({ ctx, request }) {
    const { criteria } = readBody(await readJson(request));
    const filter = ledgerFilterOf(criteria);
    const { module } = filter;
    if (module !== undefined) await inOrg(ctx.orgId, (tx) => moduleOf(tx, module));
    const id = await startAuditExport(ctx, { filter, bom: false });
    const message = 'Audit log export job scheduled successfully.';
    return json({ audit_log_export: [{ code: 'SCHEDULED', details: { id }, message, status: 'success' }] });
  },
};

function readBody(given: unknown): { criteria?: unknown } {
  const { audit_log_export: list } = Object(given) as Record<string, unknown>;
  const at = { api_name: 'audit_log_export', json_path: '$.audit_log_export[0]' };
  if (list === undefined || (Array.isArray(list) && list.length === 0)) {
    throw new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', at);
  }
  if (Array.isArray(list) && list.length > 1) {
    throw new ApiError(400, 'LIMIT_EXCEEDED', 'ask for one export at a time', { ...at, limit: 1 });
  }
  const read = bodySchema.safeParse(given);
  const [export_] = read.success ? read.data.audit_log_export : [];
  if (!export_) throw invalidData('invalid data', unknownIn(read.error) ?? at);
  return export_;
}

function unknownIn(error: z.ZodError | undefined): Record<string, string> | undefined {
  if (error?.issues[0]?.code !== 'unrecognized_keys') return undefined;
  const path = issuePath(error).map(String);
  return { api_name: path.at(-1) ?? '', json_path: `$.${path.join('.')}` };
}

/** Whoever may start one may look how far it is. */
const need: Endpoint['need'] = () => (['READ', 'CREATE'] as const).map((act) => ({ area: 'settings.audit_logs', act }));

const listEndpoint: Endpoint = {
  method: 'get',
  path: PATH,
  tag: TAG,
  summary: 'List your exports of the audit log',
  need,
  answers: { 200: 'The exports, the newest first', 204: 'None was made' },
  async run(call) {
    const jobs = await listMyJobs(call.ctx, ['audit_export'], 100);
    return jobs.length === 0 ? nothing() : json({ audit_log_export: jobs.map((job) => toJson(call, job)) });
  },
};

const statusEndpoint: Endpoint = {
  method: 'get',
  path: `${PATH}/{id}`,
  tag: TAG,
  summary: 'Get the state of an export of the audit log',
  need,
  answers: { 200: 'The state of the export', 404: 'No such export' },
  async run(call) {
    return json({ audit_log_export: [toJson(call, await exportOf(call.ctx, call.params.id))] });
  },
};

const downloadEndpoint: Endpoint = {
  method: 'get',
  path: `${PATH}/{id}/download`,
  tag: TAG,
  summary: 'Download an export of the audit log',
  need,
  answers: { 200: 'A CSV', 404: 'No such export' },
  async run({ ctx, params }) {
    const { id } = await exportOf(ctx, params.id);
    const { fileName, content } = await downloadExport(ctx, id);
    return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      },
    });
  },
};

/** Another kind of export leaves by its own door, with its own rules. */
async function exportOf(ctx: Context, id: Id | undefined): Promise<JobProgress> {
  const job = await getJob(ctx, idOf(id));
  if (job.kind !== 'audit_export') throw noSuchRecord();
  return job;
}

const STATES: Record<JobProgress['state'], string> = {
  draft: 'scheduled',
  queued: 'scheduled',
  unattended: 'scheduled',
  running: 'inprogress',
  stalled: 'inprogress',
  done: 'finished',
  failed: 'failed',
  cancelled: 'failed',
};

function toJson({ ctx, request }: Call, job: JobProgress) {
  const time = (iso: string | null) => (iso === null ? null : apiTime(iso, ctx.timeZone));
  const isThere = job.state === 'done' && !job.expired;
  return {
    id: job.id,
    status: STATES[job.state],
    created_by: { name: ctx.actor.name, id: ctx.actor.id },
    job_start_time: time(job.createdAt),
    job_end_time: time(job.finishedAt),
    expiry_date: time(job.expiresAt),
    download_links: isThere ? [addressOf(`${PATH}/${job.id}/download`, request)] : [],
  };
}

export const auditLogExportEndpoints: readonly Endpoint[] = [
  startEndpoint,
  listEndpoint,
  statusEndpoint,
  downloadEndpoint,
];
