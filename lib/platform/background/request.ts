import type { Tx } from '@/lib/platform/db/transaction';
import { internal } from '@/lib/platform/errors';
import { openJobRequest } from '@/lib/protection/disclose/job-request';
import type { Job } from './life';

/** What a job was started with as its `request`. @throws internal for a job that has none */
export async function openRequest(tx: Tx, job: Job | undefined): Promise<unknown> {
  const sealed = job?.params.sealedRequest;
  if (!job || typeof sealed !== 'string') throw internal('The job has no request.');
  return openJobRequest(tx, job.id, sealed);
}
