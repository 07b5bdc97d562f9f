/**
 * How many records with personal health data one person may disclose within any hour and any day, whatever the way. Pure.
 * `one`: opened one by one (reveals, notes, attachments, a printed record, everything about one record, a conversation).
 * `bulk`: left together (exports, printed lists, what programs read in the person's name).
 */
import type {
  BudgetKind,
  BudgetRaise,
  BudgetSettings,
  Budgets,
  DisclosureLimit,
} from '@/lib/platform/db/schema/compliance';
import type { Id } from '@/lib/platform/ids';

export type { BudgetKind, BudgetRaise, BudgetSettings, Budgets, DisclosureLimit };

export const BUDGET_KINDS: readonly BudgetKind[] = ['one', 'bulk'];

/** A busy desk opens a record every minute; a whole practice's patients leave in one export. */
export const USUAL_BUDGETS: Budgets = { one: { hour: 60, day: 300 }, bulk: { hour: 20_000, day: 100_000 } };

export const BUDGET_LABELS: Record<BudgetKind, string> = {
  one: 'records opened one by one',
  bulk: 'records exported or read by programs',
};

/** How many times somebody's budgets may be raised for a day. */
export const RAISES = [2, 5, 10] as const;
export const RAISED_FOR_HOURS = 24;

/** The budgets of a profile: its own, or the organisation's. */
export const budgetsOfProfile = (settings: BudgetSettings, profileId: Id): Budgets =>
  settings.profiles?.[profileId] ?? settings;

/** What is in force for a person at a time. */
export function budgetsOf(
  { budgets, budgetRaises }: { budgets: BudgetSettings; budgetRaises: readonly BudgetRaise[] },
  { userId, profileId }: { userId: Id; profileId: Id },
  at: Date,
): Budgets {
  const { one, bulk } = budgetsOfProfile(budgets, profileId);
  const times = raiseOf(budgetRaises, userId, at)?.times ?? 1;
  const raised = ({ hour, day }: DisclosureLimit) => ({ hour: hour * times, day: day * times });
  return { one: raised(one), bulk: raised(bulk) };
}

/** The raise that a person has now. */
export const raiseOf = (raises: readonly BudgetRaise[], userId: Id, at: Date): BudgetRaise | undefined =>
  raises.find((raise) => raise.userId === userId && Date.parse(raise.until) > at.getTime());

/** The smaller of two budgets, number by number, for everybody. */
export function narrower(a: Budgets, b: Budgets): Budgets {
  const least = (kind: BudgetKind) => ({
    hour: Math.min(a[kind].hour, b[kind].hour),
    day: Math.min(a[kind].day, b[kind].day),
  });
  return { one: least('one'), bulk: least('bulk') };
}

/** How much of a budget is used: the larger of both shares; 1 is all of it. */
export const shareOf = (used: DisclosureLimit, limit: DisclosureLimit): number =>
  Math.max(used.hour / limit.hour, used.day / limit.day);

/** From this share on officers are told. */
export const NEAR = 0.8;

const SLOW_FROM = 0.5;
const SLOWEST_MS = 4_000;

/** How long an answer is held back: nothing up to half of the budget, then more with each record. */
export const slowDownMs = (share: number): number =>
  share <= SLOW_FROM ? 0 : Math.round(((Math.min(share, 1) - SLOW_FROM) / (1 - SLOW_FROM)) * SLOWEST_MS);
