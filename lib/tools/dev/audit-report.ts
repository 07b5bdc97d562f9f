import { readdir } from 'node:fs/promises';
import { everyOrgId } from '@/lib/platform/db/every-org';
import type { Id } from '@/lib/platform/ids';
import { checkpointFolder, publishedNotes } from '@/lib/protection/ledger/integrate/published';
import type { Verdict, Verification } from '@/lib/protection/ledger/verify/finding';
import { brokenGuards } from '@/lib/protection/ledger/verify/guards';
import { verifyWithWitnesses } from '@/lib/ways-in/jobs/verify-with-witnesses';

const numbers = new Intl.NumberFormat('en-US');

/** Where several are found the smallest above 0 counts. */
export const EXIT_CODES: Record<Verdict, number> = { valid: 0, invalid: 1, diverged: 2, unknown: 3 };
const WORDS: Record<Verdict, string> = {
  valid: 'Organisation',
  invalid: 'BAD',
  diverged: 'DIVERGED',
  unknown: 'CANNOT TELL',
};

export interface AuditOptions {
  /** Folder with the data folder's `checkpoints`, or a copy of it. */
  dataDir: string;
  /** One org; else all, also those that are published and not in the database. */
  orgId?: Id | undefined;
}

/** Checks ledgers, one line each. @returns the worst that was found: invalid, then diverged, then unknown */
export async function auditReport(say: (line: string) => void, { dataDir, orgId }: AuditOptions): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (const line of await brokenGuards()) {
    verdicts.push('invalid');
    say(`BAD ${line}.`);
  }
  const here = await everyOrgId();
  const wanted = orgId ? [orgId] : [...new Set([...here, ...(await publishedOrgs(dataDir))])];
  for (const id of wanted) {
    if (!here.includes(id)) {
      verdicts.push('diverged');
      say(`DIVERGED organisation ${id}: it is not in the database.`);
      continue;
    }
    const verification = await verifyWithWitnesses(id, {
      published: await publishedNotes(checkpointFolder(dataDir, id)),
    });
    verdicts.push(verification.verdict);
    say(lineOf(verification));
  }
  const bad = verdicts.filter((verdict) => verdict !== 'valid');
  say(bad.length === 0 ? 'Nothing wrong found.' : `Found wrong: ${bad.length}.`);
  return (['invalid', 'diverged', 'unknown'] as const).find((verdict) => bad.includes(verdict)) ?? 'valid';
}

function lineOf({ orgId, verdict, entries, waiting, published, witnesses, problem }: Verification): string {
  const counted = `${numbers.format(entries)} entries in the signed tree, ${numbers.format(waiting)} waiting for it`;
  const witnessed = witnesses ? `, ${witnesses.signed} of ${witnesses.of} witnesses signed` : '';
  if (!problem) {
    return `Organisation ${orgId}: ${counted}; ${numbers.format(published ?? 0)} published checkpoints agree${witnessed}.`;
  }
  const about = problem.entryId === null ? problem.what : `entry ${problem.entryId} ${problem.what}.`;
  return `${WORDS[verdict]} organisation ${orgId}: ${about} Found good: ${counted}.`;
}

async function publishedOrgs(dataDir: string): Promise<Id[]> {
  return readdir(checkpointFolder(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
