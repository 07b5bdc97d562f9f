import { everyOrgId } from '@/lib/platform/db/every-org';
import { brokenGuards } from '@/lib/protection/ledger/guards';
import { verifyOrg } from '@/lib/protection/ledger/verify';

const numbers = new Intl.NumberFormat('en-US');

/** Checks the ledger of every org, one line each. @returns whether everything is as it should be. */
export async function auditReport(say: (line: string) => void): Promise<boolean> {
  let bad = 0;
  for (const line of await brokenGuards()) {
    bad += 1;
    say(`BAD ${line}.`);
  }
  for (const orgId of await everyOrgId()) {
    const { entries, problem } = await verifyOrg(orgId);
    const counted = `${numbers.format(entries)} entries, each with its leaf hash and its pending mark`;
    if (problem) bad += 1;
    say(
      problem
        ? `BAD organisation ${orgId}: entry ${problem.entryId} ${problem.what}. Before it: ${counted}.`
        : `Organisation ${orgId}: ${counted}.`,
    );
  }
  say(bad === 0 ? 'Nothing wrong found.' : `Found wrong: ${bad}.`);
  return bad === 0;
}
