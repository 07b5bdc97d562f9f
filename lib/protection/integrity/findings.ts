/** What was found to be changed outside Careledger and is not whole again yet, by the checks that `failure.ts` keeps. */

import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import { NO_STATE_BYTES, noState } from '@/lib/platform/crypto/state-mac';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { FOUND } from './failure';

export interface Finding {
  /** As `IntegrityFailure.what`, of a ledger with its part (`ledger.behind`); or `records`: more than are named one by one. */
  what: string;
  /** Of what it was found at. */
  id: Id;
  mac: Buffer;
}

/** At most 500, those of the longest standing first. */
export async function openFindings(tx: Tx): Promise<Finding[]> {
  return tx.sql<Finding[]>`
    select substr(subject, ${FOUND.length + 1}) as what, subject_id as id, mac from state_macs
    where org_id = ${tx.orgId} and starts_with(subject, ${FOUND}) and length(mac) > ${NO_STATE_BYTES} order by subject_id limit 500`;
}

/** Says that it is whole again, once; found anew, it is told anew. */
export async function endFinding(
  ctx: Context,
  { what, id, mac }: Finding,
  about: { module?: string; recordId?: Id },
): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async (tx) => {
    const [ended] = await tx.sql`
      update state_macs set mac = ${noState()} where org_id = ${tx.orgId} and subject = ${FOUND + what} and subject_id = ${id}
        and mac = ${mac} returning 1`;
    if (!ended) return;
    const subject = about.recordId ? about : { subjectId: id };
    const [kind = what, part] = what.split('.');
    const facts = { what: kind, ...(part && { part }) };
    await appendEntries(tx, ctx, [{ action: 'integrity.mended', facts, ...subject }], await keysOf(tx));
    const { module, recordId } = about;
    const told = { ...facts, ...(module && { module }), ...(recordId && { record: recordId }) };
    await notify(tx, { right: 'readWholeLedger' }, { kind: 'integrity.mended', facts: told, ...subject });
  });
}
