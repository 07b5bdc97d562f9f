/** Files and jobs of bulk writes: another person's is not there, and one that SQL made so is refused. */
import type { Context } from '@/lib/platform/context';
import type { JobStatus } from '@/lib/platform/db/schema/jobs';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { openJobRequest } from '@/lib/protection/disclose/job-request';
import { assertJobKept, type KeptJob, keptJobColumns } from '@/lib/protection/integrity/kept-job';
import type { BulkWrite, BulkWriteParams, BulkWriteWords, UploadParams } from './request';

interface UploadRow extends KeptJob {
  status: JobStatus;
  params: UploadParams;
}

const noFile = () => invalid('improper file id', { reason: 'INVALID_FILE_ID', facts: { api_name: 'file_id' } });

/** A file that waits for its bulk write, locked. @throws invalid INVALID_FILE_ID; ALREADY_USED */
export async function lockUpload(tx: Tx, ctx: Context, fileId: string): Promise<UploadParams> {
  if (!isId(fileId)) throw noFile();
  const [row] = await tx.sql<UploadRow[]>`
    select ${keptJobColumns(tx)}, status from jobs
    where org_id = ${tx.orgId} and id = ${fileId} and kind = 'bulk_upload' and created_by = ${ctx.actor.id}
      and expires_at > now()
    for update`;
  if (!row) throw noFile();
  await assertJobKept(tx, row);
  if (row.status !== 'draft') {
    throw invalid('the file was used already', { reason: 'ALREADY_USED', facts: { api_name: 'file_id' } });
  }
  return row.params;
}

/** @throws forbidden for a file that the asker did not upload for a bulk write */
export async function assertUploadKept(tx: Tx, ctx: Context, fileId: Id): Promise<void> {
  const [row] = await tx.sql<KeptJob[]>`
    select ${keptJobColumns(tx)} from jobs where org_id = ${tx.orgId} and id = ${fileId}`;
  const { params = null, result = null } = row ?? {};
  await assertJobKept(tx, { id: fileId, kind: 'bulk_upload', module: null, createdBy: ctx.actor.id, params, result });
}

/** What a job's row keeps sealed of the file. */
export async function openWords<Words>(
  tx: Tx,
  jobId: Id,
  { sealedHeaders }: { sealedHeaders: string },
): Promise<Words> {
  return (await openJobRequest(tx, jobId, sealedHeaders)) as Words;
}

type StoredBulkWrite = Omit<BulkWrite, 'fileName'>;

/** @throws not_found for a job of another kind or of somebody else */
export async function findBulkWrite(tx: Tx, ctx: Context, jobId: string): Promise<StoredBulkWrite> {
  if (!isId(jobId)) throw notFound('The job');
  const [row] = await tx.sql<StoredBulkWrite[]>`
    select id, module, status, params, result, created_at as "createdAt", expires_at as "expiresAt" from jobs
    where org_id = ${tx.orgId} and id = ${jobId} and kind = 'bulk_write' and created_by = ${ctx.actor.id}
      and module is not null`;
  if (!row) throw notFound('The job');
  await assertJobKept(tx, { ...row, kind: 'bulk_write', createdBy: ctx.actor.id });
  return row;
}

export const wordsOfBulkWrite = (tx: Tx, jobId: Id, params: BulkWriteParams): Promise<BulkWriteWords> =>
  openWords<BulkWriteWords>(tx, jobId, params);
