import { remindReviews } from '@/lib/people/users/access-reviews/remind';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Every hour: who has people to review, and its day is near or over. */
export async function remindReviewsEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await remindReviews(orgId, at);
}
