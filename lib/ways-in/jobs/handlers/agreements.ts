import { settleAgreements } from '@/lib/admin/agreements/settle';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Every minute: agreements that have ended, and reminders of those that will. */
export async function settleAgreementsEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await settleAgreements(orgId, at);
}
