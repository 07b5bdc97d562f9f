import { expireEntries } from '@/lib/admin/audit/retention/expire';
import { systemContext } from '@/lib/platform/context';
import { isAway } from '@/lib/platform/db/errors';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { log } from '@/lib/platform/log';
import { coveredOutside } from '../covered-outside';

/**
 * Every night: bodies of entries whose time is over, as far as checkpoints outside cover them. What goes wrong in one
 * organisation is logged and keeps none of the others. @throws what a database threw that was away, after all were tried
 */
export async function expireEntriesEverywhere(): Promise<void> {
  let away: unknown;
  for (const orgId of await everyOrgId()) {
    try {
      await expireEntries(systemContext(orgId, 'retention'), await coveredOutside(orgId));
    } catch (error) {
      if (isAway(error)) away = error;
      else log.error({ event: 'ledger.not_expired', orgId });
    }
  }
  if (away !== undefined) throw away;
}
