import { lookAtSignIns } from '@/lib/people/users/odd-sign-ins/look';
import { everyOrgId } from '@/lib/platform/db/every-org';

/** Every minute: sign-ins that nobody has looked at yet. */
export async function lookAtSignInsEverywhere(at: Date): Promise<void> {
  for (const orgId of await everyOrgId()) await lookAtSignIns(orgId, at);
}
