/** What the rules of the review desk go by, and when an item is overdue. Pure: the form reads it too. */
import { z } from 'zod';

const whole = (least: number, most: number) =>
  z
    .int({ error: 'Give a whole number.' })
    .min(least, { error: `At least ${least}.` })
    .max(most, { error: `At most ${most}.` });

const on = z.boolean();
const hour = whole(0, 23);

export const reviewSettingsSchema = z.object({
  /** An item that waits longer is overdue, and reviewers are told once. */
  overdueDays: whole(1, 90),
  bulk_reveal: z.object({ on, atLeast: whole(2, 1000), times: whole(1, 100) }),
  /** `marked`: also where the last name is marked as health data or encrypted, so that reviewers learn that it equals a colleague's. */
  same_surname: z.object({ on, marked: z.boolean() }),
  at_night: z.object({ on, from: hour, to: hour, atLeast: whole(1, 1000) }),
  no_open_activity: z.object({ on, atLeast: whole(1, 1000) }),
  refused_attempts: z.object({ on, atLeast: whole(2, 1000) }),
  dormant_account: z.object({ on, days: whole(7, 365) }),
  first_export: z.object({ on }),
});

export type ReviewSettings = z.infer<typeof reviewSettingsSchema>;

export const DEFAULT_REVIEW_SETTINGS: ReviewSettings = {
  overdueDays: 7,
  bulk_reveal: { on: true, atLeast: 30, times: 3 },
  same_surname: { on: true, marked: false },
  at_night: { on: true, from: 22, to: 6, atLeast: 3 },
  no_open_activity: { on: true, atLeast: 10 },
  refused_attempts: { on: true, atLeast: 5 },
  dormant_account: { on: true, days: 30 },
  first_export: { on: true },
};
