/**
 * Sealed values that do not open: changed, moved, put back to an older state or taken away by somebody else than
 * Careledger. Whoever asked is told so, for this one thing and not for what stands beside it; the ledger and the officers
 * get the finding.
 */
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { OpenError } from '@/lib/platform/crypto/open-error';
import type { Tx } from '@/lib/platform/db/transaction';
import { damaged } from '@/lib/protection/integrity/errors';
import { type IntegrityFailure, noteFailures } from '@/lib/protection/integrity/failure';

/** Null when it does not open. */
export function orNull<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}

interface EachOpened<Row, T> {
  open: (row: Row) => T;
  /** How it is told of one that does not open. */
  found: (row: Row) => IntegrityFailure;
}

/** Opens each of a list, in order; null for those that do not open, which is told once the transaction is gone. */
export function openEach<Row, T>(
  tx: Tx,
  ctx: Context,
  rows: readonly Row[],
  { found, open }: EachOpened<Row, T>,
): (T | null)[] {
  const opened = rows.map((row) => orNull(() => open(row)));
  noteFailures(tx, ctx, rows.filter((_, n) => opened[n] === null).map(found));
  return opened;
}

/** Opens one, within a transaction. @throws internal `INTEGRITY` */
export function openOrTell<T>(tx: Tx, ctx: Context, found: IntegrityFailure, open: () => T): T {
  const opened = orNull(open);
  if (opened !== null) return opened;
  noteFailures(tx, ctx, [found]);
  throw damaged();
}

/** What notes, files and chats are found as: told anew each month, since nothing looks whether they were put back. */
export const thisMonth = (): string[] => [clock.now().toISOString().slice(0, 7)];
