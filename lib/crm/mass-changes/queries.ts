import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { lookupNames, namelessRecord } from '@/lib/crm/records/names';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { type Counts, countOutcomes, REASONS, type Reason } from './rows';
import type { MassAct } from './schemas';

export interface RefusedRecord {
  id: Id;
  /** As lists show it; of one out of the asker's sight the end of its id. */
  name: string;
  /** Null when it is out of the asker's sight. */
  href: string | null;
  why: string;
}

export interface MassOutcome extends Counts {
  /** At most 200 of them. */
  records: RefusedRecord[];
  /** What it changed can be brought back from the recycle bin. */
  undoable: boolean;
}

const MOST = 200;

export interface StartedChange {
  jobId: Id;
  act: MassAct['kind'];
  records: number;
}

/** The change of many in a module that the asker started last, while it is not over: a page shows how far it is. */
export async function findRunningChange(ctx: Context, module: string): Promise<StartedChange | null> {
  return inOrg(ctx.orgId, async (tx) => {
    const [row] = await tx.sql<StartedChange[]>`
      select id as "jobId", params ->> 'act' as act, coalesce(total, 0) as records from jobs
      where org_id = ${tx.orgId} and created_by = ${ctx.actor.id} and kind = 'mass_change' and module = ${module}
        and status in ('queued', 'running')
      order by id desc limit 1`;
    return row ?? null;
  });
}

/** What became of a change of many that the asker started. @throws not_found for another person's. */
export async function getMassOutcome(ctx: Context, { jobId }: { jobId: Id }): Promise<MassOutcome> {
  return inOrg(ctx.orgId, async (tx) => {
    const [job] = await tx.sql<{ module: string; act: string }[]>`
      select module, params ->> 'act' as act from jobs
      where org_id = ${tx.orgId} and id = ${jobId} and created_by = ${ctx.actor.id} and kind = 'mass_change'
        and module is not null`;
    if (!job) throw notFound('The change');
    const module = getModule(await metadataFor(tx, ctx), job.module);
    const counts = await countOutcomes(tx, jobId);
    const refused = await tx.sql<{ id: Id; reason: Reason }[]>`
      select record_id as id, reason from mass_change_rows
      where org_id = ${tx.orgId} and job_id = ${jobId} and state = 'refused' and reason is not null
      order by record_id limit ${MOST}`;
    const seen = await lookupNames(
      tx,
      ctx,
      module.apiName,
      refused.map(({ id }) => id),
    );
    const records = refused.map(({ id, reason }): RefusedRecord => {
      const { name, href } = seen[id] ?? { name: namelessRecord(module, id), href: null };
      return { id, name, href, why: REASONS[reason] };
    });
    return { ...counts, records, undoable: job.act === 'delete' && counts.changed > 0 };
  });
}
