/** The verification of an org's ledger, with what places outside have of it, and what its witnesses say of it. */
import { clock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import type { Problem, Verification } from '@/lib/protection/ledger/verify/finding';
import type { Notes } from '@/lib/protection/ledger/verify/published';
import { type VerifyOptions, verifyOrg } from '@/lib/protection/ledger/verify/verify-org';
import { readBack } from './publish/read-back';
import { askWitnesses, configuredWitnesses } from './witnesses';

/** The worker looks twice a second: what waits longer waits for somebody. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * A witness that knows another log makes it `diverged`; fewer than the quorum `unknown`, and so does an entry that has waited for its
 * place for longer than five minutes: nothing is signed meanwhile, and what is not signed yet can be taken away.
 */
export async function verifyWithWitnesses(orgId: Id, options: VerifyOptions): Promise<Verification> {
  const beganMs = clock.nowMs();
  const found = await verifyAndAsk(orgId, options);
  const { verdict, waiting, waitingSince } = found;
  if (verdict !== 'valid' || waitingSince === null || beganMs - Date.parse(waitingSince) <= LONGEST_WAIT_MS)
    return found;
  const problem = about(
    `What waits to be signed (${waiting}) waits since ${waitingSince}: the worker does not run, or cannot sign.`,
  );
  return { ...found, verdict: 'unknown', problem };
}

async function verifyAndAsk(orgId: Id, options: VerifyOptions): Promise<Verification> {
  const found = await verifyWithPlaces(orgId, options);
  const { witnesses, quorum } = configuredWitnesses();
  const head = await inOrg(orgId, headOf);
  if (found.verdict !== 'valid' || witnesses.length === 0 || head === null) return found;
  const answers = await askWitnesses(orgId, head.note, witnesses);
  const signed = answers.filter(({ is }) => is === 'signed' || is === 'newer').length;
  const counted = { ...found, witnesses: { signed, of: witnesses.length } };
  const other = answers.find((one) => one.is === 'diverged');
  if (other) return { ...counted, verdict: 'diverged', problem: about(`Witness ${other.name} ${other.what}.`) };
  if (signed >= quorum) return counted;
  const problem = about(
    `${signed} of ${witnesses.length} witnesses signed the newest checkpoint, and ${quorum} have to.`,
  );
  return { ...counted, verdict: 'unknown', problem };
}

/** What a place has and the database does not lead to makes it `diverged`; a place that cannot be read, `unknown`. */
async function verifyWithPlaces(orgId: Id, options: VerifyOptions): Promise<Verification> {
  const { notes, away } = await readBack(orgId);
  const isAny = options.published !== undefined || notes.length > 0;
  const found = await verifyOrg(
    orgId,
    isAny ? { ...options, published: both(options.published ?? [], notes) } : options,
  );
  if (found.verdict !== 'valid' || away.length === 0) return found;
  const what = `What was published at ${away.join(', ')} could not be read, or is not there any more.`;
  return { ...found, verdict: 'unknown', problem: about(what) };
}

async function* both(...all: Notes[]): AsyncGenerator<string> {
  for (const notes of all) yield* notes;
}

const about = (what: string): Problem => ({ entryId: null, what });
