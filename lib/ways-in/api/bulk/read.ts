/** Bulk read: a job that writes many records to a zip with one CSV. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { downloadBulkRead } from '@/lib/crm/exports/bulk/download';
import {
  askedBy,
  BULK_ROWS,
  BULK_SYSTEM_FIELDS,
  type BulkRead,
  getBulkRead,
  startBulkRead,
} from '@/lib/crm/exports/bulk/read';
import { UNOPENED_CELL } from '@/lib/crm/records/unopened';
import type { Where } from '@/lib/crm/records/where';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { INTEGRITY } from '@/lib/protection/integrity/errors';
import { ApiError, invalidData } from '../api-error';
import { apiTime } from '../api-time';
import { notSupported } from '../coql/parse';
import { whereOf } from '../coql/where-of';
import { type Call, type Endpoint, type Issue, type JsonBody, json } from '../endpoint';
import { issuePath, valueAt } from '../issue-path';
import { onePlaceOnly, placeTwice } from '../read-query';
import { idOf } from '../records/ids';
import { nextPage, openPage, pageTokenSchema } from '../records/page-token';
import { reading } from '../records/reading';
import { everything, select } from '../records/selection';
import { requireScope } from '../require-scope';
import { readCriteria } from './criteria';

const UNOPENED = `the encrypted values of some records do not open: their cells hold ${UNOPENED_CELL}`;

const PATH = '/crm/bulk/v8/read';

const bodySchema = z.strictObject({
  query: z
    .strictObject({
      module: z.object({ api_name: z.string() }),
      fields: z.array(z.string()).optional(),
      criteria: z.record(z.string(), z.unknown()).optional(),
      page: z
        .number()
        .int()
        .min(1)
        .max(500)
        .optional()
        .describe('Numbered pages shift when records go; page_token does not'),
      page_token: pageTokenSchema,
      file_type: z.literal('csv').optional(),
    })
    .refine(onePlaceOnly, { params: { places: 2 } }),
  file_type: z.literal('csv').optional(),
});
type Asking = z.output<typeof bodySchema>;

const body: JsonBody<Asking> = {
  schema: bodySchema,
  refusal(issues, given) {
    const unsupported = unsupportedIn(issues);
    if (unsupported) return notSupported(unsupported);
    const [issue] = issues;
    if (issue?.code === 'custom' && issue.params?.places) return placeTwice();
    const path = issuePath(issue);
    const at = { api_name: String(path.at(-1) ?? 'query'), json_path: `$.${path.join('.')}` };
    if (valueAt(given, path) !== undefined) return invalidData('invalid data', at);
    return new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', at);
  },
};

/** What Zoho CRM has and this does not is told before whatever else is wrong. */
function unsupportedIn(issues: readonly Issue[]): string | undefined {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  if (unknown.includes('callback')) return 'callback';
  if (unknown.includes('query.cvid')) return 'cvid';
  if (issues.some(({ path }) => path.at(-1) === 'file_type')) return 'another file_type than csv';
  return undefined;
}

const startEndpoint: Endpoint<Asking> = {
  method: 'post',
  path: PATH,
  tag: 'Bulk',
  summary: 'Start a bulk read',
  need: () => ({ area: 'bulk', act: 'CREATE' }),
  body,
  answers: { 201: 'WriteResult' },
  async run(call) {
    const { query } = await call.body();
    const module = query.module.api_name;
    requireScope(call, { area: 'modules', act: 'READ', module });
    const asked = await reading(call, module, async (about) => {
      call.params.module = module;
      const { ctx, metadata } = about;
      const selection = query.fields?.length
        ? select(metadata, ctx, about.module, query.fields)
        : everything(metadata, ctx, about.module);
      const where: Where | null = query.criteria ? whereOf(about, readCriteria(query.criteria)) : null;
      const fields = selection.fields.map(({ apiName }) => apiName);
      return { fields, system: BULK_SYSTEM_FIELDS.filter((name) => selection.system.has(name)), where };
    });
    const keys = await keysOfOrg(call.ctx.orgId);
    const { page, place: after } = openPage<Id>(keys, pagesOf(module, askedBy(keys, asked)), query);
    const { jobId } = await startBulkRead(call.ctx, { module, ...asked, page, after });
    const { id: _, ...job } = toJson(call, await getBulkRead(call.ctx, jobId), keys);
    const { operation, state, created_by, created_time } = job;
    const details = { id: jobId, operation, state, created_by, created_time };
    const message = 'Added successfully.';
    return json({ data: [{ status: 'success', code: 'ADDED_SUCCESSFULLY', message, details }], info: {} }, 201);
  },
};

const statusEndpoint: Endpoint = {
  method: 'get',
  path: `${PATH}/{jobId}`,
  tag: 'Bulk',
  summary: 'Get the state of a bulk read',
  need: () => ({ area: 'bulk', act: 'READ' }),
  answers: { 200: 'The state of the job', 404: 'No such job' },
  async run(call) {
    const job = await getBulkRead(call.ctx, idOf(call.params.jobId));
    return json({ data: [toJson(call, job, await keysOfOrg(call.ctx.orgId))] });
  },
};

const resultEndpoint: Endpoint = {
  method: 'get',
  path: `${PATH}/{jobId}/result`,
  tag: 'Bulk',
  summary: 'Download what a bulk read found',
  need: () => ({ area: 'bulk', act: 'READ' }),
  answers: { 200: 'A zip with one CSV', 404: 'No such job' },
  async run(call) {
    const jobId = idOf(call.params.jobId);
    const { module } = await getBulkRead(call.ctx, jobId);
    requireScope(call, { area: 'modules', act: 'READ', module: module ?? '' });
    call.params.module = module ?? '';
    const { content, opened } = await downloadBulkRead(call.ctx, jobId);
    call.fieldsRead.push(...opened);
    return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${jobId}.zip"`,
      },
    });
  },
};

const STATES: Record<BulkRead['state'], string> = {
  draft: 'ADDED',
  queued: 'ADDED',
  unattended: 'ADDED',
  running: 'IN PROGRESS',
  stalled: 'IN PROGRESS',
  done: 'COMPLETED',
  failed: 'FAILURE',
  cancelled: 'FAILURE',
};

const pagesOf = (module: string | null, by: string): Asked => ({ list: 'api.bulk_read', by: [module, by] });

/** Without the criteria: they hold values. */
function toJson({ ctx }: Call, job: BulkRead, keys: OrgKeys) {
  const { id, state, module, fields, page, result } = job;
  return {
    id,
    operation: 'read',
    state: STATES[state],
    query: { module: { api_name: module }, fields, page },
    created_by: { id: ctx.actor.id, name: ctx.actor.name },
    created_time: apiTime(job.createdAt, ctx.timeZone),
    file_type: 'csv',
    ...(state === 'done' && {
      result: {
        page,
        count: Number(result?.rows ?? 0),
        download_url: `${PATH}/${id}/result`,
        per_page: BULK_ROWS,
        more_records: result?.more === true,
        ...nextPage(keys, pagesOf(module, job.asked ?? ''), result?.more === true ? lastIn(result) : null, page),
        ...(Number(result?.unopened ?? 0) > 0 && {
          integrity: { code: INTEGRITY, message: UNOPENED, details: { records: Number(result?.unopened) } },
        }),
      },
    }),
    ...(state === 'failed' && {
      result: { error_message: { code: 'INTERNAL_ERROR', message: job.error, details: {} } },
    }),
  };
}

const lastIn = ({ last }: Record<string, unknown>): Id | null => (isId(last) ? last : null);

export const bulkReadEndpoints: readonly Endpoint[] = [startEndpoint, statusEndpoint, resultEndpoint];
