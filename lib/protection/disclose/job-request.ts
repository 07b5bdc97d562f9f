/** What a job was asked for, where that may hold values: sealed under the job's id, as it stands in the job's row. */
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import { openText } from '@/lib/platform/crypto/detail-open';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';

/** Seals a request, for the row of that job alone. @param request what JSON can say */
export const sealJobRequest = (keys: OrgKeys, jobId: Id, request: unknown): string =>
  sealText('job', JSON.stringify(request), keys, contextOf(jobId)).toBytes().toString('base64');

/** Opens what `sealJobRequest` sealed for that job. */
export async function openJobRequest(tx: Tx, jobId: Id, sealed: string): Promise<unknown> {
  const opened = openText('job', Sealed.fromBytes(Buffer.from(sealed, 'base64')), await keysOf(tx), contextOf(jobId));
  return JSON.parse(opened);
}

const contextOf = (jobId: Id): readonly string[] => ['job-request', jobId];
