'use server';

import { closeReview, verifyReport } from '@/lib/people/users/access-reviews/close';
import { decide } from '@/lib/people/users/access-reviews/decide';
import {
  decisionSchema,
  newReviewSchema,
  reportTextSchema,
  reviewIdSchema,
} from '@/lib/people/users/access-reviews/schemas';
import { startReview } from '@/lib/people/users/access-reviews/start';
import { action, command } from '@/lib/ways-in/http/action';

export const beginReview = command(newReviewSchema, (ctx, input) => startReview(ctx, input));
export const endReview = command(reviewIdSchema, (ctx, input) => closeReview(ctx, input));
export const decideOf = command(decisionSchema, (ctx, input) => decide(ctx, input));
export const checkReport = action(reportTextSchema, (ctx, input) => verifyReport(ctx, input), { refresh: false });
