/** Of whom a second factor is asked, and how long one that was given counts as fresh. */
import { isDeepStrictEqual } from 'node:util';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import {
  askedBy,
  endOfGrace,
  type FactorPolicy,
  factorPolicySchema,
  isLooser,
  needsFactor,
  nextPolicy,
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
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { writeSetting } from '@/lib/protection/integrity/setting';
import type { NewEntry } from '@/lib/protection/ledger/append';
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
  /** A change has been asked for and waits. */
  waits: boolean;
  /** When the days of grace are over, ISO. */
  graceEndsAt: string;
  asked: AskedProfile[];
}

/** @throws forbidden */
export async function getFactorPolicy(ctx: Context): Promise<FactorPolicyDto> {
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => {
    const stored = await readFactorPolicy(tx);
    const { profiles, others, graceDays, freshMinutes } = stored;
    const policy = { profiles, others, graceDays, freshMinutes };
    const rows = await readProfiles(tx);
    const asked = rows.map(({ rights, ...row }) => ({
      ...row,
      needed: needsFactor(policy, { profileId: row.id, rights }),
    }));
    const graceEndsAt = new Date(endOfGrace(stored)).toISOString();
    return { ...policy, graceEndsAt, asked, waits: await isAskedFor(tx) };
  });
}

const readProfiles = async (tx: Tx) => tx.sql<(Omit<AskedProfile, 'needed'> & { rights: ProfileRights })[]>`
  select p.id, p.name, p.rights, (
    select count(*)::int from users u
    where u.org_id = p.org_id and u.profile_id = p.id and u.active and not exists (
      select 1 from factors f where f.org_id = u.org_id and f.user_id = u.id and f.removed_at is null)) as without
  from profiles p where p.org_id = ${tx.orgId} order by p.standard desc, p.name`;

/**
 * Changes it; in force at the next request of everybody. By what less is asked, of fewer, later or less often, waits where a second
 * person has to confirm it. @returns whether it waits @throws forbidden, `STEP_UP`; invalid with the fields; conflict where another waits
 */
export async function updateFactorPolicy(
  ctx: Context,
  input: FactorPolicy,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const given = readInput(factorPolicySchema, input);
  return mutate<{ waits: boolean }>(ctx, 'settings.update', async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx, at.getTime());
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const [before, profiles] = [await readFactorPolicy(tx), await profilesOf(tx)];
    const after = nextPolicy(before, given, profiles, at.getTime());
    if (isDeepStrictEqual(summaryOf(before, profiles), summaryOf(after, profiles))) return unchanged({ waits: false });
    const looser = isLooser(before, after, profiles, at.getTime());
    const waits = looser && (await needsSecondPerson(tx, ctx, tx.orgId, at));
    if (waits === false) return { value: { waits: false }, entries: [await write(tx, ctx, { before, after }, at)] };
    if (await isAskedFor(tx)) throw conflict('This waits for a second person already.');
    const what = inWords(summaryOf(after, profiles));
    const facts = { what, before: JSON.stringify(before), after: JSON.stringify(after) };
    const asked = { kind: APPROVAL, subjectId: tx.orgId, facts, who: SECOND_PERSONS, ...waits } as const;
    return { value: { waits: true }, entries: [(await askApproval(tx, ctx, asked, at)).entry] };
  });
}

const APPROVAL = 'setting.second_factor';

/** A second person confirmed just this change; where it was changed otherwise since, nothing comes of it. */
export const factorPolicyApproval: ApprovalHandler = {
  async takeEffect(tx, ctx, { facts }) {
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readFactorPolicy(tx);
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(before)), JSON.parse(String(facts.before)))) return [];
    const after = JSON.parse(String(facts.after)) as StoredFactorPolicy;
    return [await write(tx, ctx, { before, after }, clock.now())];
  },
};

async function write(
  tx: Tx,
  ctx: Context,
  { before, after }: Record<'before' | 'after', StoredFactorPolicy>,
  at: Date,
): Promise<NewEntry> {
  const profiles = await profilesOf(tx);
  const [old, changed] = [summaryOf(before, profiles), summaryOf(after, profiles)];
  await writeSetting(tx, KEY, after, ctx.actor.id);
  const facts = { by: ctx.actor.name, what: changed.needed.length > 0 ? changed.needed.join(', ') : 'nobody' };
  const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
  await notify(tx, officers, { kind: 'setting.second_factor', facts }, at);
  const names = ['needed', 'graceDays', 'freshMinutes'] as const;
  const fields = names.filter((field) => !isDeepStrictEqual(changed[field], old[field]));
  const shown = ({ needed, graceDays, freshMinutes }: Summary) => ({ needed, graceDays, freshMinutes });
  return { action: 'settings.update', fields, facts: { setting: KEY, old: shown(old), new: shown(changed) } };
}

type Summary = ReturnType<typeof summaryOf>;

const summaryOf = (policy: FactorPolicy, profiles: readonly NamedProfile[]) => {
  const ids = askedBy(policy, profiles);
  const needed = profiles.filter(({ profileId }) => ids.includes(profileId)).map(({ name }) => name);
  return { needed, graceDays: policy.graceDays, freshMinutes: policy.freshMinutes, others: policy.others };
};

const inWords = ({ needed, graceDays, freshMinutes }: Summary): string =>
  `asked of ${needed.length > 0 ? needed.join(', ') : 'nobody'}, after ${graceDays} days, fresh for ${freshMinutes} minutes`;

type NamedProfile = { profileId: Id; name: string; rights: ProfileRights };

const profilesOf = async (tx: Tx): Promise<NamedProfile[]> =>
  (await readProfiles(tx)).map(({ id, name, rights }) => ({ profileId: id, name, rights }));

async function isAskedFor(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<[{ waits: boolean }]>`
    select exists (
      select 1 from approvals
      where org_id = ${tx.orgId} and kind = ${APPROVAL} and state = 'waiting') as waits`;
  return row.waits;
}
