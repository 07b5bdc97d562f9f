import { type DormantRule, dormantRuleOf } from '@/lib/people/auth/dormant-rule';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';
import { readOnly } from '../sso/only';

export const readDormantRule = async (tx: Tx): Promise<DormantRule> =>
  dormantRuleOf(await readSetting(tx, 'dormant_accounts'));

/**
 * When a user, `users u`, last counted as here: their last sign-in, else when the account was made; or when it was activated
 * again since. What programs do in their name does not count: it goes on when somebody has left.
 */
export const lastUse = (tx: Tx) => tx.sql`
  greatest(u.created_at, u.last_sign_in_at, (
    select max(c.at) from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated'))`;

/** Whether a directory that is connected knows a user, `users u`: it may activate them again. */
export const isProvisioned = (tx: Tx) => tx.sql`
  exists (select 1 from scim_people s where s.org_id = u.org_id and s.user_id = u.id and s.removed_at is null)
  and exists (select 1 from scim_connections c where c.org_id = u.org_id and c.ended_at is null)`;

/** Whom single sign-on keeps for the day its provider is away. `not_known`: the setting is not what Careledger wrote, and names nobody. */
export async function keptBySso(tx: Tx): Promise<readonly Id[] | 'not_known'> {
  const { only, exceptIds } = await readOnly(tx);
  if (!only) return [];
  return exceptIds.length === 0 ? 'not_known' : exceptIds;
}
