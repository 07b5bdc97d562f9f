import { isDeepStrictEqual } from 'node:util';
import { BUDGET_KINDS, type Budgets } from '@/lib/compliance/budgets';
import type { Context } from '@/lib/context';
import { unchanged } from '@/lib/mutate';
import { changeCompliance } from './change';
import type { SetBudgets } from './schemas';
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
export async function setBudgets(ctx: Context, wanted: SetBudgets): Promise<void> {
  await changeCompliance(ctx, 'compliance.update', async (tx, metadata) => {
    const { budgets, settingHolds } = metadata;
    const waiting = settingHolds[SETTING] ?? null;
    if (isDeepStrictEqual(budgets, wanted) && waiting === null) return unchanged();
    const facts = { setting: SETTING, old: factsOf(budgets), new: factsOf(wanted) };
    if (!isLarger(wanted, budgets)) {
      await writeCompliance(tx, { budgets: wanted, settingHolds: withoutSettings(settingHolds, [SETTING]) });
      const withdrawn = await withdrawEmpty(tx, ctx, [waiting]);
      return { value: undefined, entries: [{ action: 'compliance.update', facts }, ...withdrawn] };
    }
    const what = { words: `Larger disclosure budgets: ${inWords(wanted)}`, budgets: wanted };
    const taken = await takeAway(tx, ctx, metadata, what, (approval) =>
      writeCompliance(tx, { settingHolds: { ...settingHolds, [SETTING]: approval } }),
    );
    const act = { action: 'compliance.update', facts: { ...facts, ...taken.facts } } as const;
    const replaced = await withdrawEmpty(tx, ctx, [waiting]);
    return { value: undefined, entries: [act, ...taken.entries, ...replaced] };
  });
}

const isLarger = (wanted: Budgets, now: Budgets): boolean =>
  BUDGET_KINDS.some((kind) => wanted[kind].hour > now[kind].hour || wanted[kind].day > now[kind].day);

const factsOf = ({ one, bulk }: Budgets) => ({ one: { ...one }, bulk: { ...bulk } });

const inWords = ({ one, bulk }: Budgets): string =>
  `${one.hour} an hour and ${one.day} a day one by one, ${bulk.hour} an hour and ${bulk.day} a day in bulk`;
