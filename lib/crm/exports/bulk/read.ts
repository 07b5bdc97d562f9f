/**
 * Bulk read: records of a module as a zip with one CSV, for programs, through the API door. What that door withholds is
 * refused by name, and asked anew in every batch and at every download. The file is sealed at rest and there for 24 hours
 * for the owner of the client who asked.
 */
import { z } from 'zod';
import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { wholeOf } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import { listableModule } from '@/lib/crm/records/list';
import { isProtected } from '@/lib/crm/records/list-fields';
import { queryWhere, type Where } from '@/lib/crm/records/where';
import { type Job, readKeptJob } from '@/lib/platform/background/life';
import { getJob, type JobProgress } from '@/lib/platform/background/queries';
import { openRequest } from '@/lib/platform/background/request';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { requestDigest } from '@/lib/platform/crypto/request-digest';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type Clear, treat } from '@/lib/protection/compliance/policy';
import { mutate } from '@/lib/protection/mutate';
import type { RowPlan } from '../rows/plan';

export const BULK_ROWS = 200_000;

export const BULK_SYSTEM_FIELDS = ['Owner', 'Created_Time', 'Modified_Time', 'Created_By', 'Modified_By'] as const;

/** Checked where it came in; here it comes back out of the job's own envelope. */
const requestSchema = z.object({
  module: z.string(),
  fields: z.array(z.string()),
  system: z.array(z.enum(BULK_SYSTEM_FIELDS)),
  where: z.custom<Where>().nullable(),
  /** 1 for the first 200,000 records. */
  page: z.number().int().min(1).max(500),
  /** Behind this id, in place of the pages before. */
  after: z.string().nullish(),
  /** The name of the program that asked: who receives it. */
  client: z.string().nullish(),
  /** What for it reads. */
  purpose: z.string().nullish(),
});
export type BulkReadRequest = z.infer<typeof requestSchema>;

/** What may be known of a bulk read without opening its request: names and numbers. */
const paramsSchema = z.object({
  fields: z.array(z.string()),
  /** API names of the fields that the criteria name. */
  filtered: z.array(z.string()),
  page: z.number(),
  /** By which criteria, as a keyed digest. */
  asked: z.string().optional(),
});
type BulkParams = z.infer<typeof paramsSchema>;

/** Starts a bulk read; a job writes it. @throws forbidden without the right to export, or naming a field that stays here */
export async function startBulkRead(ctx: Context, request: BulkReadRequest): Promise<{ jobId: Id }> {
  const { module, page } = request;
  const attempt = { action: 'export.start', module, door: 'api' } as const;
  return mutate(ctx, attempt, async (tx) => {
    const { chosen, query } = await readBulk(tx, ctx, request);
    const filtered = fieldsIn(request.where);
    const asked = askedBy(await keysOf(tx), request);
    const params: BulkParams = { fields: [...request.fields, ...request.system], filtered, page, asked };
    const jobId = await startJob(tx, ctx, {
      kind: 'bulk_read',
      module,
      params,
      request: { ...request, client: ctx.actor.name, purpose: ctx.purpose ?? null },
    });
    const opened = chosen.filter(isProtected).map(({ apiName }) => apiName);
    const fields = [...new Set([...query.searched, ...opened])];
    const entry = { ...attempt, subjectId: jobId, fields, facts: { columns: chosen.length, page } };
    return { value: { jobId }, entries: [entry] };
  });
}

/** By which criteria a bulk read was asked for, told apart without telling them. */
export const askedBy = (keys: OrgKeys, { where }: Pick<BulkReadRequest, 'where'>): string =>
  requestDigest(keys, 'request', ['bulk-read', JSON.stringify(where)]).toString('base64url');

export function openBulkRequest(orgId: Id, jobId: Id): Promise<BulkReadRequest> {
  return inOrg(orgId, async (tx) => requestSchema.parse(await openRequest(tx, await readKeptJob(tx, jobId))));
}

/** What a request asks for, by what the asker may do now. @throws forbidden naming a field that does not leave */
export async function readBulk(tx: Tx, ctx: Context, request: BulkReadRequest): Promise<RowPlan> {
  const { module, fields } = await listableModule(tx, ctx, request.module, 'api');
  assertModuleRight(ctx, module, 'export');
  const chosen = await fieldsThatLeave(tx, ctx, module, request.fields);
  await fieldsThatLeave(tx, ctx, module, fieldsIn(request.where));
  return { module, query: await queryWhere(tx, ctx, { module, fields }, request.where), chosen };
}

async function fieldsThatLeave(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  names: readonly string[],
): Promise<Clear<FieldDefinition>> {
  const { compliance } = await metadataOf(tx);
  // Of all there are: one that was hidden since is in the file still.
  const whole = wholeOf(module);
  const found = names.map((name) => findField(whole, name)).filter((field) => field !== undefined);
  const { clear, withheld } = treat(found, 'api', compliance, ctx.rights);
  const [kept] = withheld;
  if (!kept) return clear;
  const message = `${kept.label} may not leave here.`;
  throw forbidden(message, { reason: FIELD_REFUSED, fields: { [kept.apiName]: message } });
}

function fieldsIn(where: Where | null): string[] {
  if (!where || 'ids' in where) return [];
  if ('field' in where) return [where.field];
  return [...new Set(('all' in where ? where.all : where.any).flatMap(fieldsIn))];
}

export interface BulkRead extends JobProgress {
  fields: string[];
  page: number;
  /** As `askedBy`; null of a job of an older version. */
  asked: string | null;
}

/** @throws not_found for a job of another kind or of somebody else */
export async function getBulkRead(ctx: Context, jobId: Id): Promise<BulkRead> {
  const [progress, job] = await Promise.all([getJob(ctx, jobId), inOrg(ctx.orgId, (tx) => readKeptJob(tx, jobId))]);
  if (job?.kind !== 'bulk_read') throw notFound('The job');
  const { fields, page, asked = null } = paramsSchema.parse(job.params);
  return { ...progress, fields, page, asked };
}

/** Holds for a file that was written as well: what was restricted since does not leave. @throws forbidden */
export async function assertBulkStillLeaves(tx: Tx, ctx: Context, job: Job): Promise<readonly FieldDefinition[]> {
  const { module } = await listableModule(tx, ctx, job.module ?? '', 'api');
  assertModuleRight(ctx, module, 'export');
  const { fields, filtered } = paramsSchema.parse(job.params);
  await fieldsThatLeave(tx, ctx, module, filtered);
  return fieldsThatLeave(tx, ctx, module, fields);
}
