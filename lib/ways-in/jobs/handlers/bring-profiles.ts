import { bringProfiles } from '@/lib/people/users/bring-profiles';
import { systemContext } from '@/lib/platform/context';
import { everyOrgId } from '@/lib/platform/db/every-org';
import type { Id } from '@/lib/platform/ids';

/** What this process has looked at: the rights that a version gives are the same for as long as it runs. */
const done = new Set<Id>();

/** The first minute after a start: what an upgrade of Careledger gives the standard profiles. */
export async function bringProfilesEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) {
    if (done.has(orgId)) continue;
    await bringProfiles(systemContext(orgId, 'upgrade'), at);
    done.add(orgId);
  }
}
