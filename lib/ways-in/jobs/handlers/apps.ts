import { askRemovals } from '@/lib/apps/deliveries/ask-removals';
import { forgetReceived } from '@/lib/apps/inbound/forget';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Once a day: ids of messages that apps sent, which nobody can send again any more. */
export async function forgetReceivedEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await forgetReceived(orgId, at);
}

/** Every minute: what apps have and may not have any more, where they are to be asked to remove it. */
export async function askRemovalsEverywhere(): Promise<void> {
  for (const orgId of await everyOrgId()) await askRemovals(orgId);
}
