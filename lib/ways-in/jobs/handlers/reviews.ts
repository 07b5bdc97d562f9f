import { findReviews } from '@/lib/admin/audit/review/find';
import { tellOverdue } from '@/lib/admin/audit/review/overdue';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** So that one organisation with much to look through does not keep the others waiting. */
const MOST_BATCHES = 20;

/** Every minute: entries that are worth a look, and those that nobody has looked at for too long. */
export async function findReviewsEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      if (!(await findReviews(orgId, at)).isFull) break;
    }
    await tellOverdue(orgId, at);
  }
}
