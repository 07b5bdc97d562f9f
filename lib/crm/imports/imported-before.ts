/**
 * Whether the very same file was imported into the module before. Told only of imports of which the asker sees records, so
 * it says nothing of work they do not see; and as long as those records are there: undone, it may be imported again.
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { JobStatus } from '@/lib/platform/db/schema/jobs';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type ImportedBefore, MOST_COUNTED } from './same-file';
import type { ImportParams } from './schemas';

const OVER: readonly JobStatus[] = ['done', 'failed', 'cancelled'];

/** The newest import of the last year that took the same bytes; null where there is none to be told of. */
export async function importedBefore(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { importId, fileDigest }: Pick<ImportParams, 'fileDigest'> & { importId: Id },
): Promise<ImportedBefore | null> {
  if (fileDigest === undefined) return null;
  // Records by when they were made: of them alone there is an index.
  const [row] = await tx.sql<{ at: string; records: number; status: JobStatus }[]>`
    select coalesce(j.started_at, j.created_at) as at, made.records, j.status
    from jobs j cross join lateral (
      select count(*)::int as records from (
        select from records
        where ${visibleRecords(tx, ctx, module)}
          and records.created_at between j.created_at - interval '1 minute'
            and coalesce(j.finished_at, now()) + interval '1 minute'
          and records.import_id = j.id
        limit ${MOST_COUNTED}) as r) as made
    where j.org_id = ${tx.orgId} and j.kind = 'import' and j.module = ${module.apiName} and j.id <> ${importId}
      and j.created_at > now() - interval '1 year' and j.params ->> 'fileDigest' = ${fileDigest}
      and (made.records > 0 or (j.created_by = ${ctx.actor.id} and j.status in ('queued', 'running')))
    order by j.id desc limit 1`;
  if (!row) return null;
  return { at: new Date(row.at).toISOString(), records: row.records, runs: !OVER.includes(row.status) };
}
