/** The verification of an org's ledger, and what its witnesses say of it. */
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import type { Problem, Verification } from '@/lib/protection/ledger/verify/finding';
import { type VerifyOptions, verifyOrg } from '@/lib/protection/ledger/verify/verify-org';
import { askWitnesses, configuredWitnesses } from './witnesses';

/** A witness that knows another log makes it `diverged`; fewer than the quorum `unknown`. */
export async function verifyWithWitnesses(orgId: Id, options: VerifyOptions): Promise<Verification> {
  const found = await verifyOrg(orgId, options);
  const { witnesses, quorum } = configuredWitnesses();
  const head = await inOrg(orgId, headOf);
  if (found.verdict !== 'valid' || witnesses.length === 0 || head === null) return found;
  const answers = await askWitnesses(orgId, head.note, witnesses);
  const signed = answers.filter(({ is }) => is === 'signed').length;
  const counted = { ...found, witnesses: { signed, of: witnesses.length } };
  const other = answers.find((one) => one.is === 'diverged');
  if (other) return { ...counted, verdict: 'diverged', problem: about(`Witness ${other.name} ${other.what}.`) };
  if (signed >= quorum) return counted;
  const problem = about(
    `${signed} of ${witnesses.length} witnesses signed the newest checkpoint, and ${quorum} have to.`,
  );
  return { ...counted, verdict: 'unknown', problem };
}

const about = (what: string): Problem => ({ entryId: null, what });
