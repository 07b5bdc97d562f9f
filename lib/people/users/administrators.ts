import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';

/**
 * Runs a change that may take an administrator away, and refuses it when none would be left. Two such changes follow
 * one another: each locks the profile first.
 * @throws conflict `LAST_ADMINISTRATOR`; the transaction is then rolled back.
 */
export async function keepingAnAdministrator<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  await tx.sql`
    select 1 from profiles where org_id = ${tx.orgId} and standard and name = 'Administrator' for no key update`;
  const value = await change();
  const [left] = await tx.sql<[{ some: boolean }]>`
    select exists (
      select 1 from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
      where u.org_id = ${tx.orgId} and u.active and p.standard and p.name = 'Administrator') as some`;
  if (!left.some) {
    throw conflict('This is the last active administrator. Make another user an administrator first.', {
      reason: 'LAST_ADMINISTRATOR',
    });
  }
  return value;
}
