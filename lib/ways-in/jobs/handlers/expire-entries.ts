import { expireEntries } from '@/lib/admin/audit/retention/expire';
import { systemContext } from '@/lib/platform/context';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { coveredOutside } from '../covered-outside';

/** Every night: bodies of entries whose time is over, as far as checkpoints outside cover them. */
export async function expireEntriesEverywhere(): Promise<void> {
  for (const orgId of await everyOrgId()) {
    await expireEntries(systemContext(orgId, 'retention'), await coveredOutside(orgId));
  }
}
