/** Looks again at a ledger of which officers were told that it does not go on, or is not what was published. */
import { clock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { type Id, timeOfId } from '@/lib/platform/ids';
import type { Finding } from '@/lib/protection/integrity/findings';
import { checkpointFolder } from '@/lib/protection/ledger/integrate/published';
import { isBehindNote, isBehindPublished } from '@/lib/protection/ledger/integrate/standing';
import { oldestPending } from '@/lib/protection/ledger/integrate/stopped';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { readBack } from './publish/read-back';
import { askWitnesses, configuredWitnesses } from './witnesses';

/** The integrator looks twice a second: what waits longer waits for something. */
const WAITS_LONG_MS = 3_000;

/** Something where it is well again; null while it is not, or cannot be told. */
export async function ledgerAgain(orgId: Id, { what }: Pick<Finding, 'what'>): Promise<Record<string, never> | null> {
  if (await isWaiting(orgId)) return null;
  if (what === 'ledger.damaged' || what === 'ledger.stopped') return {};
  return (await leadsToAll(orgId)) ? {} : null;
}

async function isWaiting(orgId: Id): Promise<boolean> {
  const oldest = await inOrg(orgId, oldestPending);
  return oldest !== null && clock.nowMs() - timeOfId(oldest) > WAITS_LONG_MS;
}

/** Whether the database leads to what is in the folder and at places, and every witness signs its head. */
async function leadsToAll(orgId: Id): Promise<boolean> {
  if (await isBehindPublished(orgId, checkpointFolder(env().DATA_DIR, orgId))) return false;
  const { notes, away } = await readBack(orgId);
  if (away.length > 0) return false;
  for (const note of notes) if (await isBehindNote(orgId, note)) return false;
  const [head, { witnesses }] = [await inOrg(orgId, headOf), configuredWitnesses()];
  if (head === null) return true;
  const answers = await askWitnesses(orgId, head.note, witnesses);
  return answers.every(({ is }) => is === 'signed' || is === 'newer');
}
