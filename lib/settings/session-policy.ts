import { assertOrgRight } from '@/lib/auth/permissions';
import { type SessionPolicy, sessionPolicyOf, sessionPolicySchema } from '@/lib/auth/session-policy';
import type { Context } from '@/lib/context';
import { inOrg, type Tx } from '@/lib/db/transaction';
import { mutate, unchanged } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
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
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readPolicy(tx);
    const fields = (Object.keys(policy) as (keyof SessionPolicy)[]).filter((field) => policy[field] !== before[field]);
    if (fields.length === 0) return unchanged();
    await tx.sql`
      insert into settings (org_id, key, value, updated_by)
      values (${tx.orgId}, ${KEY}, ${JSON.stringify(policy)}::jsonb, ${ctx.actor.id})
      on conflict (org_id, key) do update set value = excluded.value, updated_by = excluded.updated_by, updated_at = now()`;
    return { value: undefined, entries: [{ action, fields, facts: { setting: KEY, old: before, new: policy } }] };
  });
}

async function readPolicy(tx: Tx): Promise<SessionPolicy> {
  const [row] = await tx.sql<{ value: unknown }[]>`
    select value from settings where org_id = ${tx.orgId} and key = ${KEY}`;
  return sessionPolicyOf(row?.value);
}
