/**
 * Takes the bodies of entries whose time is over, a month of a kind after the other, and says so in an entry for each batch: how
 * many, of which month and kind, and a digest of their leaf hashes. Guarantees: an entry and its expiry are one transaction;
 * nothing goes that was changed since it was written (it stays, is told, and keeps nothing else), that is held, or that `app.expire_entries` does not find due by itself;
 * killed at any point it goes on where it stopped.
 */
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { BEFORE_ALL, type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { thisMonth } from '@/lib/protection/disclose/damaged';
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
import { takeTurns } from './take-turns';
import { readTerms } from './terms';

/** So many in one transaction. */
const BATCH = 2_000;
/** So many of those that were changed are named in a night. */
const MOST_NAMED = 25;

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
  const changed: Id[] = [];
  for (const month of months) {
    let after: Id | null = BEFORE_ALL;
    while (after !== null) {
      signal?.throwIfAborted();
      const batch: Batch = await expireBatch(ctx, { covered, month, after });
      gone += batch.gone;
      changed.push(...batch.changed);
      after = batch.last;
    }
  }
  // What was changed stays as it is: it is evidence.
  const failures = changed
    .slice(0, MOST_NAMED)
    .map((id) => ({ what: 'entry', subjectId: id, state: thisMonth() }) as const);
  if (failures.length > 0) await tellFailures(ctx, failures);
  return gone;
}

interface Batch {
  gone: number;
  /** Ids of entries that do not say what they said when they were written. */
  changed: readonly Id[];
  /** Where the next one goes on; null after the last. */
  last: Id | null;
}

interface Asked {
  covered: number;
  month: DueMonth;
  after: Id;
}

function expireBatch(ctx: Context, { covered, month: { kind, month }, after }: Asked): Promise<Batch> {
  return mutate<Batch>(ctx, 'ledger.expire', async (tx) => {
    await takeTurns(tx);
    const rows = await dueRows(tx, { covered, kind, month, after, limit: BATCH });
    const expiredBy = newId();
    const { good, changed } = await checked(tx, rows, expiredBy);
    const last = rows.length === BATCH ? greatestId(rows) : null;
    const batch: Batch = { gone: good.length, changed, last };
    if (good.length === 0) return unchanged(batch);
    const [ids, checks] = [good.map(({ id }) => id), good.map(({ check }) => check)];
    const written = tx.sql`
      select app.expire_entries(${expiredBy}, ${kind}, ${`${month}-01`}::date, ${covered}, ${ids}::bigint[], ${checks}::text[])`.execute();
    const digest = new ExpiryDigest();
    for (const { leafHash } of good) digest.add(leafHash);
    const facts: Expiry = { kind, month, count: good.length, digest: digest.hex() };
    const entry = { id: expiredBy, action: 'ledger.expire', facts: { ...facts } } as const;
    return { value: batch, writes: [written], entries: [entry] };
  });
}

const greatestId = (rows: readonly { id: Id }[]): Id =>
  rows.reduce((most, { id }) => (BigInt(id) > most ? BigInt(id) : most), 0n).toString();

type Row = LedgerRow & { leaf: number };

/** Those that say what they said when they were written, each with the check of what will be left; and the others. */
async function checked(
  tx: Tx,
  rows: readonly Row[],
  expiredBy: Id,
): Promise<{ good: (Row & { check: string })[]; changed: Id[] }> {
  const [keys, oldUntil] = [await keysOf(tx), await firstCheckpointSize(tx)];
  const good: (Row & { check: string })[] = [];
  const changed: Id[] = [];
  for (const row of rows) {
    if (isAsWritten(keys, row, row.leaf < oldUntil))
      good.push({ ...row, check: expiredCheck(keys, { ...row, expiredBy }).toString('hex') });
    else changed.push(row.id);
  }
  return { good, changed };
}

function isAsWritten(keys: OrgKeys, row: LedgerRow, isOld: boolean): boolean {
  try {
    checkEntry(keys, row, isOld);
    return true;
  } catch (error) {
    if (error instanceof Found) return false;
    throw error;
  }
}
