import { endElapsed } from '@/lib/crm/emergency/end';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Every minute, in every org: notes the end of emergency access whose time is over, and tells that its review waits. */
export async function endEmergenciesEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await endElapsed(orgId, at);
}
