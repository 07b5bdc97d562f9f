import type { Tx } from '../db/transaction';
import { openJobRequest } from '../disclose/job-request';
import { internal } from '../errors';
import type { Job } from './life';

/** What a job was started with as its `request`. @throws internal for a job that has none */
export async function openRequest(tx: Tx, job: Job | undefined): Promise<unknown> {
  const sealed = job?.params.sealedRequest;
  if (!job || typeof sealed !== 'string') throw internal('The job has no request.');
  return openJobRequest(tx, job.id, sealed);
}
