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
import { type Call, type Endpoint, type Issue, type JsonBody, json, nothing } from './endpoint';
import { issuePath, valueAt } from './issue-path';
import { moduleOf } from './module-of';
import { addressOf } from './own-address';
import { idOf, noSuchRecord } from './records/ids';

const PATH = '/crm/v8/settings/audit_log_export';
const TAG = 'Audit log';

const bodySchema = z.strictObject({
  audit_log_export: z.array(z.strictObject({ criteria: z.unknown().optional() })).length(1),
});

type Asking = z.output<typeof bodySchema>;

const AT_LIST = { api_name: 'audit_log_export', json_path: '$.audit_log_export[0]' };

const body: JsonBody<Asking> = {
  schema: bodySchema,
  refusal([issue], given) {
    const list = valueAt(given, ['audit_log_export']);
    if (list === undefined || (Array.isArray(list) && list.length === 0)) {
      return new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', AT_LIST);
    }
    if (Array.isArray(list) && list.length > 1) {
      return new ApiError(400, 'LIMIT_EXCEEDED', 'ask for one export at a time', { ...AT_LIST, limit: 1 });
    }
    return invalidData('invalid data', unknownIn(issue) ?? AT_LIST);
  },
};

function unknownIn(issue: Issue | undefined): Record<string, string> | undefined {
  if (issue?.code !== 'unrecognized_keys') return undefined;
  const path = issuePath(issue).map(String);
  return { api_name: path.at(-1) ?? '', json_path: `$.${path.join('.')}` };
}

const startEndpoint: Endpoint<Asking> = {
  method: 'post',
  path: PATH,
  tag: TAG,
  summary: 'Start an export of the audit log',
  need: () => ({ area: 'settings.audit_logs', act: 'CREATE' }),
  body,
  answers: { 200: 'The id of the export' },
  async run({ ctx, body }) {
    const [asked] = (await body()).audit_log_export;
    const filter = ledgerFilterOf(asked?.criteria);
    const { module } = filter;
    if (module !== undefined) await inOrg(ctx.orgId, (tx) => moduleOf(tx, ctx, module));
    const id = await startAuditExport(ctx, { filter, bom: false });
    const message = 'Audit log export job scheduled successfully.';
    return json({ audit_log_export: [{ code: 'SCHEDULED', details: { id }, message, status: 'success' }] });
  },
};

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
  answers: { 200: 'A CSV, or the zip of a bundle that was started in the browser', 404: 'No such export' },
  async run({ ctx, params }) {
    const { id } = await exportOf(ctx, params.id);
    const { fileName, contentType, content } = await downloadExport(ctx, id);
    return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': contentType,
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
