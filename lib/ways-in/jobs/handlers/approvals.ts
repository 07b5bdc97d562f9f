/** What waits for its time, and old notices, by the clock in every org. */
import { settleApprovals } from '@/lib/people/approvals/settle';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { forgetNotices } from '@/lib/protection/touch/notices';
import { APPROVAL_HANDLERS } from '../approval-handlers';

const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

/** Every minute: what waited long enough takes effect. */
export async function settleApprovalsEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await settleApprovals(orgId, APPROVAL_HANDLERS, at);
}

/** Every night: notices nobody looks for any more. */
export async function forgetOldNotices(at: Date): Promise<void> {
  const before = new Date(at.getTime() - KEPT_DAYS * DAY_MS).toISOString();
  for (const orgId of await everyOrgId()) await forgetNotices(orgId, before);
}
