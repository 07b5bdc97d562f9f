import { tellReminders } from '@/lib/crm/reminders/tell';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Every minute: reminders that fell due. */
export async function tellRemindersEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await tellReminders(orgId, at);
}
