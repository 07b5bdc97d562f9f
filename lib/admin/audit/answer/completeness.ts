/**
 * Whether what the screen says of one subject is all there is: the answer with its proof is made and checked, as whoever gets the
 * proof checks it. Only for those who read the whole ledger: to others the count alone would tell what they may not see.
 */
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { checkOwnAnswer, proveAnswer } from '@/lib/protection/ledger/map/answer';
import type { Subject } from '@/lib/protection/ledger/map/subjects';
import { seesWholeLedger } from '@/lib/protection/ledger/sight';

/** More entries about one subject than that are proven by the check of the whole log only. */
export const MOST_ENTRIES = 5_000;

export type Completeness =
  | {
      state: 'complete';
      entries: number;
      /** Of so many only the hash is there: their bodies have expired, or were taken away. */
      withoutBody: number;
      /** ISO time of the checkpoint, and how many entries its tree has. */
      at: string;
      treeSize: number;
    }
  | { state: 'wrong'; problem: string }
  /** No checkpoint names the map yet; there are more than 5,000 entries; the asker sees a part of the ledger only. */
  | { state: 'waits' | 'many' | 'partly' };

export async function completenessOf(ctx: Context, subject: Subject): Promise<Completeness> {
  if (!seesWholeLedger(ctx)) return { state: 'partly' };
  return readInOrg(ctx.orgId, async (tx) => {
    const keys = await keysOf(tx);
    const proven = await proveAnswer(tx, keys, subject, MOST_ENTRIES);
    if (typeof proven === 'string') return { state: proven };
    const checked = await checkOwnAnswer(keys, proven.answer);
    if (!checked.complete) return { state: 'wrong', problem: checked.problem };
    const { entries, expired, treeSize } = checked;
    return { state: 'complete', entries, withoutBody: expired, at: proven.at, treeSize };
  });
}
