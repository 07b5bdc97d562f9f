/**
 * How many records with personal health data one person may disclose an hour and a day, whatever the way. Pure.
 * `one`: opened one by one (reveals, a printed record, everything about one record, a conversation, an attachment).
 * `bulk`: left together (exports, printed lists, what programs read in the person's name).
 */
import type { BudgetKind, Budgets, DisclosureLimit } from '../db/schema/compliance';

export type { BudgetKind, Budgets, DisclosureLimit };

export const BUDGET_KINDS: readonly BudgetKind[] = ['one', 'bulk'];

/** A busy desk opens a record every minute; a whole practice's patients leave in one export. */
export const USUAL_BUDGETS: Budgets = { one: { hour: 60, day: 300 }, bulk: { hour: 20_000, day: 100_000 } };

export const BUDGET_LABELS: Record<BudgetKind, string> = {
  one: 'records opened one by one',
  bulk: 'records exported or read by programs',
};

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
