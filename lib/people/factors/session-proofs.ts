/** Notes in a session that somebody has shown who they are. */
import { areProofsKept, type Proofs, type ProofsRow, proofsMac } from '@/lib/people/auth/proofs';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { unauthenticated } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';

/** @throws unauthenticated where the session has ended */
export async function noteProof(tx: Tx, ctx: Context, by: 'factor' | 'password', at: Date): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId === null) return;
  const [row] = await tx.sql<(Proofs & Pick<ProofsRow, 'sessionMac'>)[]>`
    select signed_in_by as by, (extract(epoch from factor_at) * 1000)::double precision as "factorMs",
      (extract(epoch from password_at) * 1000)::double precision as "passwordMs", encode(factor_mac, 'hex') as "sessionMac"
    from sessions
    where org_id = ${tx.orgId} and id = ${sessionId} and user_id = ${ctx.actor.id} and ended_at is null for update`;
  const keys = await keysOf(tx);
  if (!row || !areProofsKept(keys, sessionId, row)) throw unauthenticated('Your session has ended. Sign in again.');
  const now = at.toISOString();
  const proofs = { ...row, [by === 'factor' ? 'factorMs' : 'passwordMs']: at.getTime() };
  const mac = proofsMac(keys, sessionId, proofs);
  await (by === 'factor'
    ? tx.sql`
        update sessions set factor_at = ${now}::timestamptz, factor_mac = ${mac}
        where org_id = ${tx.orgId} and id = ${sessionId}`
    : tx.sql`
        update sessions set password_at = ${now}::timestamptz, factor_mac = ${mac}
        where org_id = ${tx.orgId} and id = ${sessionId}`);
}
