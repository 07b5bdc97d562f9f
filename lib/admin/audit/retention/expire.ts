/**
 * Takes the bodies of entries whose time is over, a month of a kind after the other, and says so in an entry for each batch: how
 * many, of which month and kind, and a digest of their leaf hashes. Guarantees: an entry and its expiry are one transaction;
 * nothing goes that was changed since it was written, that is held, or that `app.expire_entries` does not find due by itself;
 * killed at any point it goes on where it stopped.
 */
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { tellFailures } from '@/lib/protection/integrity/failure';
import { areHoldsKept } from '@/lib/protection/integrity/kept-holds';
import type { LedgerRow } from '@/lib/protection/ledger/queries';
import { expiredCheck } from '@/lib/protection/ledger/retention/expired';
import { type Expiry, ExpiryDigest } from '@/lib/protection/ledger/retention/explained';
import { checkEntry } from '@/lib/protection/ledger/verify/check-entry';
import { Found } from '@/lib/protection/ledger/verify/finding';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type DueMonth, dueMonths } from './due';
import { dueRows, firstCheckpointSize } from './due-rows';
import { readTerms } from './terms';

/** So many in one transaction. */
const BATCH = 2_000;

/**
 * Lets all expire in an org that is due.
 * @param covered how many leaves a checkpoint covers that was published, and witnessed where witnesses are set up
 * @returns how many bodies went
 */
export async function expireEntries(ctx: Context, covered: number, signal?: AbortSignal): Promise<number> {
  const months = await inOrg(ctx.orgId, async (tx) => {
    const isSettled = (await readTerms(tx)) !== null && (await areHoldsKept(tx));
    return isSettled ? dueMonths(tx, covered) : [];
  });
  let gone = 0;
  try {
    for (const month of months) {
      let batch: number;
      do {
        signal?.throwIfAborted();
        batch = await expireBatch(ctx, covered, month);
        gone += batch;
      } while (batch === BATCH);
    }
  } catch (error) {
    if (!(error instanceof Found)) throw error;
    // What was changed stays as it is: it is evidence.
    await tellFailures(ctx, [{ what: 'ledger', subjectId: ctx.orgId, state: [error.problem.entryId ?? ''] }]);
  }
  return gone;
}

function expireBatch(ctx: Context, covered: number, { kind, month }: DueMonth): Promise<number> {
  return mutate<number>(ctx, 'ledger.expire', async (tx) => {
    const rows = await dueRows(tx, { covered, kind, month, limit: BATCH });
    if (rows.length === 0) return unchanged(0);
    const expiredBy = newId();
    const checks = await checked(tx, rows, expiredBy);
    const ids = rows.map(({ id }) => id);
    const written = tx.sql`
      select app.expire_entries(${expiredBy}, ${kind}, ${`${month}-01`}::date, ${covered}, ${ids}::bigint[], ${checks}::text[])`.execute();
    const digest = new ExpiryDigest();
    for (const { leafHash } of rows) digest.add(leafHash);
    const facts: Expiry = { kind, month, count: rows.length, digest: digest.hex() };
    const entry = { id: expiredBy, action: 'ledger.expire', facts: { ...facts } } as const;
    return { value: rows.length, writes: [written], entries: [entry] };
  });
}

/** @throws Found by one that does not say what it said when it was written */
async function checked(tx: Tx, rows: readonly (LedgerRow & { leaf: number })[], expiredBy: string): Promise<string[]> {
  const [keys, oldUntil] = [await keysOf(tx), await firstCheckpointSize(tx)];
  return rows.map((row) => {
    checkEntry(keys, row, row.leaf < oldUntil);
    return expiredCheck(keys, { ...row, expiredBy }).toString('hex');
  });
}
