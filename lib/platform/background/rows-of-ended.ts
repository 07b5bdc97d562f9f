import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Tables of what jobs write down while they run: rows by `org_id` and `job_id`. */
const ROWS_OF_JOBS = ['bulk_write_rows', 'mass_change_rows', 'duplicate_groups'] as const;

/** Removes what jobs that ended before `before` have left in such tables. */
export async function removeRowsOfEnded(orgId: Id, before: Date): Promise<void> {
  for (const table of ROWS_OF_JOBS) {
    await writeInOrg(
      orgId,
      'job',
      (tx) => tx.sql`
        delete from ${tx.sql(table)} r using jobs j
        where r.org_id = ${orgId} and j.org_id = r.org_id and j.id = r.job_id
          and j.finished_at < ${before.toISOString()}::timestamptz`,
    );
  }
}
