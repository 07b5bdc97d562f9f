/** Removes what exports made once their time is over, and what interrupted writes left behind. */
import { sql } from 'drizzle-orm';
import { removeRowsOfEnded } from '@/lib/platform/background/rows-of-ended';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { jobs } from '@/lib/platform/db/schema/jobs';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { removeLeftovers } from '@/lib/platform/files/leftovers';
import { removeFile } from '@/lib/platform/files/store';
import { storedFiles } from '@/lib/platform/files/stored';
import type { Id } from '@/lib/platform/ids';
import { changeWork } from '@/lib/protection/integrity/kept-job';

const LEFTOVER_AFTER_MS = 24 * 60 * 60 * 1000;

/** Removes the files of all jobs that expired before `now`. The rows stay and say so. */
export async function expireFiles(now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - LEFTOVER_AFTER_MS);
  for (const orgId of await everyOrgId()) {
    await expireOf(orgId, now);
    await removeRowsOfEnded(orgId, longAgo);
    await removeOrphans(orgId, longAgo);
  }
  await removeLeftovers(longAgo);
}

/** Removes files that no row names: of a purge, or an upload, that was cut off in between. */
async function removeOrphans(orgId: Id, before: Date): Promise<void> {
  const stored = await storedFiles(orgId, before);
  if (stored.length === 0) return;
  const named = await inOrg(
    orgId,
    (tx) => tx.sql<{ id: Id }[]>`
    select id from attachments where org_id = ${orgId} and id = any(${stored}::bigint[])
    union select f.id from chat_files f
      join chat_conversations c on c.org_id = f.org_id and c.id = f.conversation_id and c.wrapped_key is not null
      where f.org_id = ${orgId} and f.id = any(${stored}::bigint[])
    union select id from agreement_files where org_id = ${orgId} and id = any(${stored}::bigint[])
    union select id from jobs where org_id = ${orgId} and id = any(${stored}::bigint[])`,
  );
  const kept = new Set(named.map(({ id }) => id));
  for (const fileId of stored) {
    if (!kept.has(fileId)) await removeFile({ orgId, fileId });
  }
}

async function expireOf(orgId: Id, now: Date): Promise<void> {
  const expired = await inOrg(orgId, (tx) =>
    tx.db
      .select({ id: jobs.id })
      .from(jobs)
      .where(sql`${jobs.orgId} = ${orgId} and ${jobs.expiresAt} <= ${now.toISOString()}::timestamptz and ${KEPT}`),
  );
  for (const { id } of expired) {
    await removeFile({ orgId, fileId: id });
    await writeInOrg(orgId, 'job', async (tx) => {
      await changeWork(tx, id, () =>
        tx.db
          .update(jobs)
          .set({
            result: sql`coalesce(${jobs.result}, '{}') || '{"removed": true}'`,
            params: sql`${jobs.params} - 'sealedColumns'`,
          })
          .where(sql`${jobs.orgId} = ${orgId} and ${jobs.id} = ${id}`),
      );
      await tx.sql`delete from import_waiting where org_id = ${orgId} and job_id = ${id}`;
      await tx.sql`
        delete from import_problems where org_id = ${orgId} and (job_id = ${id} or job_id in (
          select c.id from jobs c where c.org_id = ${orgId} and c.kind = 'import_check' and c.params ->> 'importId' = ${id}))`;
    });
  }
}

const KEPT = sql`(${jobs.result} -> 'removed') is null`;
