/** What became of each row, while the job runs. */
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface RowOutcome {
  /** As a spreadsheet numbers it. */
  row: number;
  outcome: 'ADDED' | 'UPDATED' | 'SKIPPED';
  recordId: Id | null;
  /** `CODE-Field_Name`, several joined by colons. */
  errors: string;
}

/** Starts the statement that writes outcomes of a batch; the caller awaits it. */
export const writeOutcomes = (tx: Tx, jobId: Id, outcomes: readonly RowOutcome[]): PromiseLike<unknown> =>
  tx.sql`
    insert into bulk_write_rows (org_id, job_id, "row", outcome, record_id, errors)
    select ${tx.orgId}, ${jobId}, o."row", o.outcome, o."recordId", o.errors
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      as o ("row" int, outcome text, "recordId" bigint, errors text)`.execute();

const TOGETHER = 1000;

/** All of them, in the order of the file. */
export async function* readOutcomes(orgId: Id, jobId: Id): AsyncGenerator<RowOutcome[]> {
  let after = 0;
  for (;;) {
    const rows = await inOrg(
      orgId,
      (tx) => tx.sql<RowOutcome[]>`
        select "row", outcome, record_id as "recordId", errors from bulk_write_rows
        where org_id = ${orgId} and job_id = ${jobId} and "row" > ${after} order by "row" limit ${TOGETHER}`,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < TOGETHER) return;
    after = rows.at(-1)?.row ?? after;
  }
}

/** Once they stand in the sealed result. */
export const removeOutcomes = (tx: Tx, jobId: Id): PromiseLike<unknown> =>
  tx.sql`delete from bulk_write_rows where org_id = ${tx.orgId} and job_id = ${jobId}`.execute();
