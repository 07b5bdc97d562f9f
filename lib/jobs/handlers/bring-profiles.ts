import { systemContext } from '../../context';
import { everyOrgId } from '../../db/every-org';
import type { Id } from '../../ids';
import { bringProfiles } from '../../users/bring-profiles';

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
