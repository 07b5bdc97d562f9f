/** Bulk write: a zip with one CSV is uploaded, a job writes its rows, a zip says what became of each. */

import { Readable } from 'node:stream';
import type { ScopeNeed } from '@/lib/admin/api-clients/scopes';
import { getBulkWrite } from '@/lib/crm/imports/bulk/queries';
import type { BulkWrite, BulkWriteRequest, Operation } from '@/lib/crm/imports/bulk/request';
import { downloadBulkWrite } from '@/lib/crm/imports/bulk/result';
import { startBulkWrite } from '@/lib/crm/imports/bulk/start';
import { uploadForBulkWrite } from '@/lib/crm/imports/bulk/upload';
import { metadataFor } from '@/lib/crm/modules/seen';
import { clock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { ApiError, invalidData } from '../api-error';
import { apiTime } from '../api-time';
import { type Call, type Endpoint, json } from '../endpoint';
import { addressOf } from '../own-address';
import { idOf } from '../records/ids';
import { requireScope } from '../require-scope';
import { bulkWriteBody } from './write-body';
import { inContract } from './write-errors';

const PATH = '/crm/bulk/v8/write';

const uploadEndpoint: Endpoint = {
  method: 'post',
  path: '/crm/v8/upload',
  tag: 'Bulk',
  summary: 'Upload the file of a bulk write: a zip with one CSV, at most 25 MB and 25,000 rows of 200 columns',
  need: () => [
    { area: 'bulk', act: 'CREATE' },
    { area: 'files', act: 'CREATE' },
  ],
  body: 'multipart/form-data',
  answers: { 200: 'The id of the file, for one bulk write within 24 hours', 413: 'The file is too large' },
  async run(call) {
    const { ctx, request } = call;
    const feature = request.headers.get('feature');
    if (feature !== null && feature !== 'bulk-write') throw invalidData('invalid data', { header_name: 'feature' });
    const { source } = await call.body();
    try {
      const { fileId, createdAt } = await inContract('file', () => uploadForBulkWrite(ctx, source));
      const details = { file_id: fileId, created_time: apiTime(createdAt.toISOString(), ctx.timeZone) };
      return json({ status: 'success', code: 'FILE_UPLOAD_SUCCESS', message: 'file uploaded.', details });
    } finally {
      source.destroy();
    }
  },
};

/** What a job does is asked for beside `bulk`, as for one record. */
const ACTS: Record<Operation, ScopeNeed['act']> = { insert: 'CREATE', update: 'UPDATE', upsert: 'CREATE' };

const startEndpoint: Endpoint<BulkWriteRequest> = {
  method: 'post',
  path: PATH,
  tag: 'Bulk',
  summary: 'Start a bulk write of an uploaded file',
  need: () => ({ area: 'bulk', act: 'CREATE' }),
  body: bulkWriteBody,
  answers: { 201: 'The id of the job' },
  async run(call) {
    const { ctx } = call;
    const request = await call.body();
    const { module, operation } = request;
    requireScope(call, { area: 'modules', act: ACTS[operation], module });
    await inOrg(ctx.orgId, async (tx) => {
      const { modules } = await metadataFor(tx, ctx);
      if (modules.some(({ apiName }) => apiName === module)) return;
      throw new ApiError(400, 'MODULE_NOT_AVAILABLE', 'the module is not available', { api_name: 'module' });
    });
    call.params.module = module;
    const { jobId } = await inContract('job', () => startBulkWrite(ctx, request));
    const details = { id: jobId, created_by: { id: ctx.actor.id, name: ctx.actor.name } };
    return json({ status: 'success', code: 'SUCCESS', message: 'success', details }, 201);
  },
};

/** Zoho CRM asks for CREATE to look; whoever may read looks here, too. */
const needToLook: Endpoint['need'] = () => (['READ', 'CREATE'] as const).map((act) => ({ area: 'bulk', act }));

const statusEndpoint: Endpoint = {
  method: 'get',
  path: `${PATH}/{jobId}`,
  tag: 'Bulk',
  summary: 'Get the state of a bulk write',
  need: needToLook,
  answers: { 200: 'The state of the job', 404: 'No such job' },
  async run(call) {
    return json(toJson(call, await getBulkWrite(call.ctx, idOf(call.params.jobId))));
  },
};

const resultEndpoint: Endpoint = {
  method: 'get',
  path: `${PATH}/{jobId}/result`,
  tag: 'Bulk',
  summary: 'Download what became of each row of a bulk write',
  need: needToLook,
  answers: { 200: 'A zip with one CSV', 404: 'No such job' },
  async run({ ctx, params }) {
    const jobId = idOf(params.jobId);
    const content = await downloadBulkWrite(ctx, jobId);
    return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
      headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${jobId}.zip"` },
    });
  },
};

const STATES: Record<BulkWrite['status'], string> = {
  draft: 'ADDED',
  queued: 'ADDED',
  running: 'INPROGRESS',
  done: 'COMPLETED',
  failed: 'FAILED',
  cancelled: 'FAILED',
};

/** Without the default values. */
function toJson({ ctx, request }: Call, job: BulkWrite) {
  const { id, module, params, result } = job;
  const status = STATES[job.status];
  const isThere = job.expiresAt !== null && new Date(job.expiresAt) > clock.now();
  return {
    id,
    operation: params.operation,
    status,
    character_encoding: params.format.encoding,
    created_by: { id: ctx.actor.id, name: ctx.actor.name },
    created_time: apiTime(job.createdAt, ctx.timeZone),
    resource: [
      {
        status,
        type: 'data',
        module: { api_name: module },
        file_id: params.fileId,
        ignore_empty: params.ignoreEmpty,
        find_by: params.findBy,
        field_mappings: params.mappings.map(({ apiName, index, findBy }) => ({
          api_name: apiName,
          index: index ?? null,
          find_by: findBy ?? null,
          format: null,
          module: null,
          default_value: null,
        })),
        file: {
          status,
          name: job.fileName,
          added_count: result?.added ?? 0,
          updated_count: result?.updated ?? 0,
          skipped_count: result?.skipped ?? 0,
          total_count: params.rows,
        },
      },
    ],
    // Zoho's SDK takes no path of its own machine here: it is the whole address.
    ...(isThere && { result: { download_url: addressOf(`${PATH}/${id}/result`, request) } }),
  };
}

export const bulkWriteEndpoints: readonly Endpoint[] = [uploadEndpoint, startEndpoint, statusEndpoint, resultEndpoint];
