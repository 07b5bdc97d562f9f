import { type DormantRule, daysBetween, endsOn, limitsOf } from '@/lib/people/auth/dormant-rule';
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { isProvisioned, keptBySso, lastUse, readDormantRule } from './last-use';

interface Dormant {
  id: Id;
  name: string;
  lastUseMs: number;
  provisioned: boolean;
  /** Programs that act for them, and stop with them. */
  programs: number;
}

const MOST_NAMES = 5;

/** Warns some of those who have not come for so long, each by mail and a notice, and administrators of all in one. @returns how many */
export async function warnDormant(ctx: Context, { most }: { most: number }, at: Date): Promise<number> {
  const action = 'user.warn_dormant';
  return mutate(ctx, action, async (tx) => {
    const rule = await readDormantRule(tx);
    const people = await lockDue(tx, rule, most, at);
    if (people.length === 0) return unchanged(0);
    await tx.sql`
      update users set dormant_warned_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and id = any(${people.map(({ id }) => id)}::bigint[])`;
    for (const person of people) await tellThem(tx, rule, person, at);
    await tellAdministrators(tx, rule, people, at);
    const entries = people.map(({ id, lastUseMs, provisioned }) => {
      const facts = { rule: 'dormant_accounts', afterDays: rule.warnDays, days: daysBetween(lastUseMs, at.getTime()) };
      return { action, subjectId: id, facts: { ...facts, ...(provisioned && { provisioned }) } } as const;
    });
    return { value: people.length, entries: atLeastOne(entries) };
  });
}

/** Locked: of two workers the second sees that they have been warned. A warning that the clock put in the future is none. */
async function lockDue(tx: Tx, rule: DormantRule, most: number, at: Date): Promise<Dormant[]> {
  const limits = limitsOf(rule, at);
  if (!limits) return [];
  const kept = await keptBySso(tx);
  const rows = await tx.sql<Dormant[]>`
    select u.id, u.name, (extract(epoch from ${lastUse(tx)}) * 1000)::double precision as "lastUseMs",
      ${isProvisioned(tx)} as provisioned,
      (select count(*)::int from api_clients c
        where c.org_id = u.org_id and c.owner_id = u.id and c.revoked_at is null) as programs
    from users u
    where u.org_id = ${tx.orgId} and u.active and u.id <> all(${kept === 'not_known' ? [] : kept}::bigint[])
      and ${lastUse(tx)} <= ${limits.warned.toISOString()}::timestamptz
      and (u.dormant_warned_at is null or u.dormant_warned_at < ${lastUse(tx)}
        or u.dormant_warned_at > ${at.toISOString()}::timestamptz)
    order by u.id limit ${most} for no key update of u`;
  return [...rows];
}

async function tellThem(tx: Tx, rule: DormantRule, { id, lastUseMs }: Dormant, at: Date): Promise<void> {
  const ends = endsOn(rule, lastUseMs, at);
  const facts = { days: daysBetween(lastUseMs, at.getTime()), ...(ends !== null && { ends }) };
  await notify(tx, { userIds: [id] }, { kind: 'account.dormant', subjectId: id, facts }, at);
}

/** Whoever manages people, but for whom it is about alone. */
async function tellAdministrators(tx: Tx, rule: DormantRule, people: readonly Dormant[], at: Date): Promise<void> {
  const names = people.slice(0, MOST_NAMES).map(({ name }) => name);
  const facts = {
    names: names.join(', '),
    more: people.length - names.length,
    days: rule.warnDays ?? 0,
    deactivates: rule.deactivateDays !== null,
    provisioned: people.filter(({ provisioned }) => provisioned).length,
    programs: people.reduce((sum, { programs }) => sum + programs, 0),
  };
  const [only, ...others] = people;
  const except = only && others.length === 0 ? { except: only.id } : {};
  await notify(tx, { right: 'manageUsers', ...except }, { kind: 'dormant.warned', facts }, at);
}
