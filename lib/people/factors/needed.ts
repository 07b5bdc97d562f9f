import { factorPolicyOf, needsFactor, type StoredFactorPolicy } from '@/lib/people/auth/factor-policy';
import type { ProfileRights } from '@/lib/people/rights';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';

/** What the organisation asks for. */
export async function readFactorPolicy(tx: Tx): Promise<StoredFactorPolicy> {
  const [org] = await tx.sql<[{ sinceMs: number }]>`
    select (extract(epoch from factors_since) * 1000)::double precision as "sinceMs" from orgs where org_id = ${tx.orgId}`;
  return factorPolicyOf(await readSetting(tx, 'second_factor'), org.sinceMs);
}

/** Whether the organisation asks somebody for a second factor, now or when the days of grace are over. @throws not_found */
export async function isNeededBy(tx: Tx, userId: Id): Promise<boolean> {
  const [person] = await tx.sql<{ profileId: Id; rights: ProfileRights }[]>`
    select u.profile_id as "profileId", p.rights from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = ${tx.orgId} and u.id = ${userId}`;
  if (!person) throw notFound('The user');
  return needsFactor(await readFactorPolicy(tx), person);
}
