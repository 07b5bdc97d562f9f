import { everyOrgId } from '../../db/every-org';
import { tellReminders } from '../../reminders/tell';

/** Every minute: reminders that fell due. */
export async function tellRemindersEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await tellReminders(orgId, at);
}
