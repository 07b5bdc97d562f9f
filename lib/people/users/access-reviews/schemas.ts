/** What the verbs of access reviews take. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { plainLine as line } from '@/lib/platform/plain-line';

const id = z.string().refine(isId, { error: 'Choose one of the list.' });

export const DECISIONS = ['confirmed', 'reduced', 'removed'] as const;
export type Decision = (typeof DECISIONS)[number];

export const newReviewSchema = z.object({
  name: line('a name', 80),
  /** `YYYY-MM-DD`, UTC. */
  dueOn: z.iso.date({ error: 'Give a day.' }),
  /** `managers`: whoever is above in the tree of roles. `named`: the one that is named. */
  by: z.enum(['managers', 'named']),
  /** For `named`, and for whoever has nobody above; empty: whoever starts it. */
  reviewerId: z.union([id, z.literal('')]),
  /** Whose: of these profiles, and these people. Both empty: everybody. */
  profileIds: z.array(id).max(200),
  userIds: z.array(id).max(2000),
});
export const reviewIdSchema = z.object({ id });
export const decisionSchema = z
  .object({ reviewId: id, userId: id, decision: z.enum(DECISIONS), profileId: id.optional() })
  .refine(({ decision, profileId }) => decision !== 'reduced' || profileId !== undefined, {
    path: ['profileId'],
    error: 'Choose a profile that gives less.',
  });
export const reportTextSchema = z.object({
  text: z.string().min(1, { error: 'Choose a report.' }).max(900_000, { error: 'It is too long for a report.' }),
});

export type NewReview = z.input<typeof newReviewSchema>;
export type DecisionInput = z.input<typeof decisionSchema>;
