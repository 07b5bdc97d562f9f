import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

/** @throws invalid unless the id is an active user of the org. */
export async function assertOwner(tx: Tx, userId: Id): Promise<void> {
  const rows = await tx.sql`select 1 from users where org_id = ${tx.orgId} and id = ${userId} and active`;
  if (rows.length === 0) throw invalid('The new owner is no active user.', { fields: { Owner: 'No such user.' } });
}
