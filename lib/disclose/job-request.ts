import { openText } from '../crypto/detail-open';
import { Sealed } from '../crypto/sealed';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import { keysOf } from '../org-keys';

/** What a job was asked for, where that may hold values: sealed under the job's id. */
export async function openJobRequest(tx: Tx, jobId: Id, sealed: Buffer): Promise<string> {
  return openText('job', Sealed.fromBytes(sealed), await keysOf(tx), jobRequestContext(jobId));
}

/** The associated data of a job's sealed request. */
export const jobRequestContext = (jobId: Id): readonly string[] => ['job-request', jobId];
