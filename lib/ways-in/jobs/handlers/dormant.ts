import { settleDormant } from '@/lib/people/users/dormant/settle';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Every day: who has not signed in for as long as their organisation says. */
export async function settleDormantEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await settleDormant(orgId, at);
}
