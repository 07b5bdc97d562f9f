/** Of whom a second factor is asked, and how long one that was given counts as fresh. */
import {
  endOfGrace,
  type FactorPolicy,
  factorPolicySchema,
  needsFactor,
  type StoredFactorPolicy,
} from '@/lib/people/auth/factor-policy';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { readFactorPolicy } from '@/lib/people/factors/needed';
import { notify } from '@/lib/people/notices/notify';
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { writeSetting } from '@/lib/protection/integrity/setting';
import { mutate, unchanged } from '@/lib/protection/mutate';

const KEY = 'second_factor';

export interface AskedProfile {
  id: Id;
  name: string;
  needed: boolean;
  /** Active people with this profile who have no second factor yet. */
  without: number;
}

export interface FactorPolicyDto extends FactorPolicy {
  /** When the days of grace are over, ISO. */
  graceEndsAt: string;
  asked: AskedProfile[];
}

/** @throws forbidden */
export async function getFactorPolicy(ctx: Context): Promise<FactorPolicyDto> {
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => {
    const { sinceMs, ...policy } = await readFactorPolicy(tx);
    const rows = await readProfiles(tx);
    const asked = rows.map(({ rights, ...row }) => ({
      ...row,
      needed: needsFactor(policy, { profileId: row.id, rights }),
    }));
    return { ...policy, graceEndsAt: new Date(endOfGrace({ sinceMs, ...policy })).toISOString(), asked };
  });
}

const readProfiles = async (tx: Tx) => tx.sql<(Omit<AskedProfile, 'needed'> & { rights: ProfileRights })[]>`
  select p.id, p.name, p.rights, (
    select count(*)::int from users u
    where u.org_id = p.org_id and u.profile_id = p.id and u.active and not exists (
      select 1 from factors f where f.org_id = u.org_id and f.user_id = u.id and f.removed_at is null)) as without
  from profiles p where p.org_id = ${tx.orgId} order by p.standard desc, p.name`;

/**
 * Changes it; in force at the next request of everybody. The days of grace begin anew where more people are asked, or where
 * their number was changed. @throws forbidden, `STEP_UP`; invalid with the fields
 */
export async function updateFactorPolicy(ctx: Context, input: FactorPolicy, at: Date = clock.now()): Promise<void> {
  const given = readInput(factorPolicySchema, input);
  const action = 'settings.update';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx, at.getTime());
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readFactorPolicy(tx);
    const profiles = await readProfiles(tx);
    const neededBy = (policy: FactorPolicy) =>
      profiles.filter(({ id, rights }) => needsFactor(policy, { profileId: id, rights })).map(({ name }) => name);
    const [was, now] = [neededBy(before), neededBy(given)];
    const anew = given.graceDays !== before.graceDays || now.some((name) => !was.includes(name));
    const after: StoredFactorPolicy = { ...given, sinceMs: anew ? at.getTime() : before.sinceMs };
    const [old, changed] = [summaryOf(before, was), summaryOf(given, now)];
    const same = given.others === before.others && JSON.stringify(old) === JSON.stringify(changed);
    if (same) return unchanged();
    await writeSetting(tx, KEY, after, ctx.actor.id);
    const facts = { by: ctx.actor.name, what: now.length > 0 ? now.join(', ') : 'nobody' };
    const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
    await notify(tx, officers, { kind: 'setting.second_factor', facts }, at);
    const fields = (Object.keys(changed) as (keyof typeof changed)[]).filter(
      (field) => JSON.stringify(changed[field]) !== JSON.stringify(old[field]),
    );
    return { value: undefined, entries: [{ action, fields, facts: { setting: KEY, old, new: changed } }] };
  });
}

const summaryOf = ({ graceDays, freshMinutes }: FactorPolicy, needed: string[]) => ({
  needed,
  graceDays,
  freshMinutes,
});
