import { and, desc, eq, gt, inArray, or } from 'drizzle-orm';
import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { SealProgress } from '@/lib/crm/records/seal-field';
import { isHeld, jobLock, WORKER_PRESENT } from '@/lib/platform/background/presence';
import type { JobState } from '@/lib/platform/background/queries';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { jobs } from '@/lib/platform/db/schema/jobs';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayRead } from './may-read';

/** Ended jobs stay in sight for so long. */
const SHOW_ENDED_MS = 60 * 60 * 1000;

/** Encryption of values that were there when their field was marked. */
export interface Sealing {
  id: Id;
  module: string;
  plural: string;
  /** Labels of the fields; none where only names were brought up to date. */
  fields: readonly string[];
  state: JobState;
  done: number;
  total: number | null;
  /** Records that could not be opened, so that nothing was encrypted there. */
  unopened: number;
}

/**
 * Encryption that is under way, and what ended within the hour, newest first.
 * @throws forbidden
 */
export async function listSealing(ctx: Context): Promise<Sealing[]> {
  assertMayRead(ctx);
  return inOrg(ctx.orgId, async (tx) => sealingOf(tx, await metadataOf(tx)));
}

/** As `listSealing`, in a transaction of the caller's. */
export async function sealingOf(tx: Tx, metadata: OrgMetadata): Promise<Sealing[]> {
  const rows = await tx.db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.orgId, tx.orgId),
        eq(jobs.kind, 'seal_field'),
        or(inArray(jobs.status, ['queued', 'running']), gt(jobs.finishedAt, new Date(clock.nowMs() - SHOW_ENDED_MS))),
      ),
    )
    .orderBy(desc(jobs.id))
    .limit(20);
  return Promise.all(rows.map((row) => toSealing(tx, metadata, row)));
}

async function toSealing(tx: Tx, metadata: OrgMetadata, row: typeof jobs.$inferSelect): Promise<Sealing> {
  const module = metadata.modules.find(({ apiName }) => apiName === row.module);
  const names = (row.params.fields ?? []) as string[];
  return {
    id: row.id,
    module: row.module ?? '',
    plural: module?.plural ?? row.module ?? '',
    fields: names.map((name) => module?.fields.find((field) => field.apiName === name)?.label ?? name),
    state: await stateOf(tx, row),
    done: row.done,
    total: row.total,
    unopened: (row.result as SealProgress | null)?.unopened.count ?? 0,
  };
}

/** The stored state, held against which worker is really there. */
async function stateOf(tx: Tx, { id, status }: typeof jobs.$inferSelect): Promise<JobState> {
  if (status === 'running' && !(await isHeld(tx.sql, jobLock(id)))) return 'stalled';
  if (status === 'queued' && !(await isHeld(tx.sql, WORKER_PRESENT))) return 'unattended';
  return status;
}
