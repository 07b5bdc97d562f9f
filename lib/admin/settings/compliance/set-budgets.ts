import { isDeepStrictEqual } from 'node:util';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { BUDGET_KINDS, type BudgetSettings, type Budgets, budgetsOfProfile } from '@/lib/protection/compliance/budgets';
import { unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import type { SetBudgets, SetProfileBudgets } from './schemas';
import { withoutSettings } from './setting-holds';
import { writeCompliance } from './stored';
import { takeAway } from './take-away';
import { withdrawEmpty } from './withdraw';

const SETTING = 'budgets';

/**
 * Sets how many records one person may disclose. Smaller ones are in force at once; where one is larger, all wait until
 * somebody else has confirmed them or the delay has ended.
 * @throws forbidden
 */
export const setBudgets = (ctx: Context, { one, bulk }: SetBudgets): Promise<void> =>
  changeBudgets(ctx, async (_tx, now) => ({ ...now, one, bulk }));

/**
 * Gives the people of a profile budgets of their own, or (`budgets: null`) those of the organisation again. Larger ones
 * wait, as in `setBudgets`.
 * @throws forbidden; not_found
 */
export const setProfileBudgets = (ctx: Context, { profileId, budgets }: SetProfileBudgets): Promise<void> =>
  changeBudgets(ctx, async (tx, now) => {
    const { [profileId]: _before, ...others } = now.profiles ?? {};
    const [profile] = await tx.sql`select from profiles where org_id = ${tx.orgId} and id = ${profileId}`;
    if (!profile && budgets) throw notFound('The profile');
    return { ...now, profiles: budgets ? { ...others, [profileId]: budgets } : others };
  });

async function changeBudgets(
  ctx: Context,
  change: (tx: Tx, now: BudgetSettings) => Promise<BudgetSettings>,
): Promise<void> {
  await changeCompliance(ctx, 'compliance.update', async (tx, metadata) => {
    const { budgets, settingHolds } = metadata;
    const wanted = withoutNone(await change(tx, budgets));
    const waiting = settingHolds[SETTING] ?? null;
    if (isDeepStrictEqual(budgets, wanted) && waiting === null) return unchanged();
    const facts = { setting: SETTING, old: budgets, new: wanted };
    if (!isLarger(wanted, budgets)) {
      await writeCompliance(tx, { budgets: wanted, settingHolds: withoutSettings(settingHolds, [SETTING]) });
      const withdrawn = await withdrawEmpty(tx, ctx, [waiting]);
      return { value: undefined, entries: [{ action: 'compliance.update', facts }, ...withdrawn] };
    }
    const words = `Larger disclosure budgets: ${await inWords(tx, wanted)}`;
    const taken = await takeAway(tx, ctx, { metadata, what: { words, budgets: wanted } }, (approval) =>
      writeCompliance(tx, { settingHolds: { ...settingHolds, [SETTING]: approval } }),
    );
    const act = { action: 'compliance.update', facts: { ...facts, ...taken.facts } } as const;
    const replaced = await withdrawEmpty(tx, ctx, [waiting]);
    return { value: undefined, entries: [act, ...taken.entries, ...replaced] };
  });
}

/** The settings as they are kept: without profiles where none has its own. */
const withoutNone = ({ one, bulk, profiles = {} }: BudgetSettings): BudgetSettings =>
  Object.keys(profiles).length === 0 ? { one, bulk } : { one, bulk, profiles };

/** For anybody: a profile that had smaller ones of its own may get larger ones by losing them. */
function isLarger(wanted: BudgetSettings, now: BudgetSettings): boolean {
  const profiles = Object.keys({ ...wanted.profiles, ...now.profiles });
  const pairs = [[wanted, now], ...profiles.map((id) => [budgetsOfProfile(wanted, id), budgetsOfProfile(now, id)])];
  return pairs.some(([a, b]) =>
    BUDGET_KINDS.some((kind) => a && b && (a[kind].hour > b[kind].hour || a[kind].day > b[kind].day)),
  );
}

async function inWords(tx: Tx, { profiles = {}, ...all }: BudgetSettings): Promise<string> {
  const named = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from profiles where org_id = ${tx.orgId} and id = any(${Object.keys(profiles)}::bigint[])`;
  const own = named.map(({ id, name }) => `; profile ${name}: ${numbers(profiles[id] as Budgets)}`);
  return `${numbers(all)}${own.join('')}`;
}

const numbers = ({ one, bulk }: Budgets): string =>
  `${one.hour} an hour and ${one.day} a day one by one, ${bulk.hour} an hour and ${bulk.day} a day in bulk`;
