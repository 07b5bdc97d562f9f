import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type JobKind, jobs } from '@/lib/platform/db/schema/jobs';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { enqueue } from '@/lib/platform/queue';
import { sealJobRequest } from '@/lib/protection/disclose/job-request';
import { keepJob } from '@/lib/protection/integrity/kept-job';

export interface NewJob {
  kind: JobKind;
  /** API name, if the job is about one module. */
  module?: string;
  /** Ids, names of fields, counts: never values. */
  params: Record<string, unknown>;
  /** What is to be done, where that may hold values: sealed in the job's row. `openRequest` gives it back. */
  request?: unknown;
  /** How many steps there will be, if that is known. */
  total?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
}

/**
 * Starts a job in the transaction of the act that asks for it (inside `mutate`, whose event names the job as subject).
 * It runs in the name of `ctx`'s actor, with the rights that person has when it runs.
 * @returns the job's id.
 */
export async function startJob(tx: Tx, ctx: Context, job: NewJob): Promise<Id> {
  const id = newId();
  const { kind, module = null } = job;
  const createdBy = ctx.actor.id;
  const sealed = job.request === undefined ? {} : { sealedRequest: sealJobRequest(await keysOf(tx), id, job.request) };
  const params = { ...job.params, ...sealed };
  await Promise.all([
    tx.db.insert(jobs).values({
      orgId: tx.orgId,
      id,
      kind,
      module,
      params,
      total: job.total ?? null,
      createdBy,
      createdAt: clock.now(),
    }),
    keepJob(tx, { id, kind, module, createdBy, params }),
    enqueue(tx, kind, id, job.queue),
  ]);
  return id;
}
