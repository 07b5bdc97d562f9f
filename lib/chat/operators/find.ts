import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

/** An active user who may read conversations. @throws invalid */
export async function requireOperator(tx: Tx, userId: Id): Promise<{ id: Id; name: string }> {
  const [operator] = await tx.sql<{ id: Id; name: string }[]>`
    select u.id, u.name from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = ${tx.orgId} and u.id = ${userId} and u.active and not u.phi_suspended
      and p.rights -> 'org' ? 'revealPhi'`;
  if (!operator) throw invalid('This person may not answer conversations.');
  return operator;
}
