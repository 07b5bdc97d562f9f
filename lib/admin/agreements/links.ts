import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';

/** Ends the links by which an agreement could still be signed. Gives an entry for each. */
export async function endLinks(tx: Tx, agreementId: Id): Promise<NewEntry[]> {
  const ended = await tx.sql<{ id: Id }[]>`
    update agreement_signings set ended_at = ${clock.now().toISOString()}
    where org_id = ${tx.orgId} and agreement_id = ${agreementId} and ended_at is null and signed_at is null
    returning id`;
  return ended.map(({ id: signingId }) => ({
    action: 'agreement.revoke_link',
    subjectId: agreementId,
    facts: { signingId },
  }));
}
