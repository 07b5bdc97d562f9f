/** A second person for tests: an officer confirms at once whatever waits to be unprotected. */
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import type { TestOrg } from './factories';

export async function confirmHolds(org: TestOrg): Promise<void> {
  const { waiting } = await listApprovals(org.officer);
  for (const { id } of waiting) await confirmApproval(org.officer, { id }, APPROVAL_HANDLERS);
}
