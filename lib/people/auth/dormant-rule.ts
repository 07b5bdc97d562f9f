/** After how many days without a sign-in somebody is warned, and deactivated. Pure: the clock is the caller's. */
import { z } from 'zod';
import type { StoredSetting } from '@/lib/protection/integrity/setting';

const days = z
  .int({ error: 'Give whole days.' })
  .min(7, { error: 'At least 7 days.' })
  .max(730, { error: 'At most 730 days.' })
  .nullable();

export const dormantRuleSchema = z
  .object({
    /** Null: nobody is warned. */
    warnDays: days,
    /** Null: nobody is deactivated. */
    deactivateDays: days,
  })
  .superRefine(({ warnDays, deactivateDays }, { addIssue }) => {
    if (deactivateDays === null) return;
    const wrong = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message });
    if (warnDays === null) wrong('warnDays', 'Nobody is deactivated who was not warned: give the days of the warning.');
    else if (deactivateDays <= warnDays) wrong('deactivateDays', 'Give more days than those of the warning.');
  });

export type DormantRule = z.infer<typeof dormantRuleSchema>;

export const NO_DORMANT_RULE: DormantRule = { warnDays: null, deactivateDays: null };

/** What counts as dormant in the list of people where nobody is warned. */
export const DORMANT_DAYS = 90;

const DAY_MS = 86_400_000;
/** So long at least a warning stands before anybody is deactivated, where the rule has so many days between both. */
const STANDS_DAYS = 7;

/**
 * The rule as stored. While it is not what Careledger wrote, nobody is shut out by it: by a number that SQL put in, everybody
 * could be. That it was changed is an event, and officers are told.
 */
export function dormantRuleOf(stored: StoredSetting): DormantRule {
  const parsed = dormantRuleSchema.safeParse(stored.state === 'kept' ? stored.value : undefined);
  return parsed.success ? parsed.data : NO_DORMANT_RULE;
}

/** Whether accounts that nobody uses stay open for longer by `after`, or are told of later. */
export const isLooserRule = (before: DormantRule, after: DormantRule): boolean =>
  (['warnDays', 'deactivateDays'] as const).some((name) => {
    const [was, is] = [before[name], after[name]];
    return was !== null && (is === null || is > was);
  });

/** "warned after 60 days, deactivated after 90". */
export function ruleInWords({ warnDays, deactivateDays }: DormantRule): string {
  if (warnDays === null) return 'nobody is warned, nobody is deactivated';
  return `warned after ${warnDays} days, ${deactivateDays === null ? 'nobody is deactivated' : `deactivated after ${deactivateDays}`}`;
}

/** Whole days of 24 hours. */
export const daysBetween = (fromMs: number, toMs: number): number => Math.floor((toMs - fromMs) / DAY_MS);

/** The moments up to which somebody has to have come last, to be warned or deactivated at `at`; null where nobody is. */
export function limitsOf({ warnDays, deactivateDays }: DormantRule, at: Date) {
  const before = (n: number) => new Date(at.getTime() - n * DAY_MS);
  if (warnDays === null) return null;
  const leaving =
    deactivateDays === null
      ? null
      : { lastUse: before(deactivateDays), warned: before(Math.min(STANDS_DAYS, deactivateDays - warnDays)) };
  return { warned: before(warnDays), leaving };
}

/** The day from which on somebody who is warned at `at` may be deactivated, `YYYY-MM-DD` in UTC; null where nobody is. */
export function endsOn({ warnDays, deactivateDays }: DormantRule, lastUseMs: number, at: Date): string | null {
  if (warnDays === null || deactivateDays === null) return null;
  const stands = at.getTime() + Math.min(STANDS_DAYS, deactivateDays - warnDays) * DAY_MS;
  return new Date(Math.max(lastUseMs + deactivateDays * DAY_MS, stands)).toISOString().slice(0, 10);
}
