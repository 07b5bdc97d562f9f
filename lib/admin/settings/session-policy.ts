import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { type SessionPolicy, sessionPolicyOf, sessionPolicySchema } from '@/lib/people/auth/session-policy';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { readSetting, writeSetting } from '@/lib/protection/integrity/setting';
import { mutate, unchanged } from '@/lib/protection/mutate';
import type { SettingKey } from './schemas';

const KEY: SettingKey = 'session_policy';

/** When sessions of the org end by themselves. @throws forbidden */
export async function getSessionPolicy(ctx: Context): Promise<SessionPolicy> {
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, readPolicy);
}

/** Changes it; in force at the next request of every session. @throws forbidden; invalid with the fields. */
export async function updateSessionPolicy(ctx: Context, input: SessionPolicy): Promise<void> {
  const policy = readInput(sessionPolicySchema, input);
  const action = 'settings.update';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx);
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readPolicy(tx);
    const fields = (Object.keys(policy) as (keyof SessionPolicy)[]).filter((field) => policy[field] !== before[field]);
    if (fields.length === 0) return unchanged();
    await writeSetting(tx, KEY, policy, ctx.actor.id);
    return { value: undefined, entries: [{ action, fields, facts: { setting: KEY, old: before, new: policy } }] };
  });
}

const readPolicy = async (tx: Tx): Promise<SessionPolicy> => sessionPolicyOf(await readSetting(tx, KEY));
