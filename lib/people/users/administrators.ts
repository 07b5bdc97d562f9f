import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

/**
 * Runs a change that may take an administrator away, and refuses it when none would be left. Two such changes follow
 * one another: each locks the profile first.
 * @throws conflict `LAST_ADMINISTRATOR`; the transaction is then rolled back.
 */
export async function keepingAnAdministrator<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  await lockAdministrators(tx);
  const value = await change();
  await assertAdministrator(tx, null);
  return value;
}

/**
 * One change of who gets in at a time, in an org. Taken before the rows of people by every act that locks a person and then
 * holds their profile: else two acts about one administrator would wait for one another.
 */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.sql`
    select 1 from profiles where org_id = ${tx.orgId} and standard and name = 'Administrator' for no key update`;
}

/** @param except who will be none, once what is asked for takes effect @throws conflict `LAST_ADMINISTRATOR` when none is left */
export async function assertAdministrator(tx: Tx, except: Id | null): Promise<void> {
  const [left] = await tx.sql<[{ some: boolean }]>`
    select exists (
      select 1 from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
      where u.org_id = ${tx.orgId} and u.active and p.standard and p.name = 'Administrator'
        and u.id is distinct from ${except}) as some`;
  if (left.some) return;
  throw conflict('This is the last active administrator. Make another user an administrator first.', {
    reason: 'LAST_ADMINISTRATOR',
  });
}
