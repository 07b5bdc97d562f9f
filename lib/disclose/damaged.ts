/**
 * Sealed values that do not open: changed, moved, put back to an older state or taken away by somebody else than
 * Careledger. Whoever asked gets an error that says so, and the ledger and the officers get the finding.
 */
import type { Context } from '../context';
import { OpenError } from '../crypto/open-error';
import { inOrg } from '../db/transaction';
import { CareledgerError } from '../errors';
import { type IntegrityFailure, noteFailure } from '../integrity/failure';

export type Found = Omit<IntegrityFailure, 'what'>;

/**
 * Opens, within a transaction: the finding is written once that one is gone.
 * @throws internal `INTEGRITY`
 */
export function openOrTell<T>(ctx: Context, found: Found, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    throw Object.assign(damaged(), { afterwards: () => tell(ctx, found) });
  }
}

/** Opens, outside any transaction. @throws internal `INTEGRITY` */
export async function openOrTellNow<T>(ctx: Context, found: Found, open: () => T): Promise<T> {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    await tell(ctx, found);
    throw damaged();
  }
}

const tell = (ctx: Context, found: Found): Promise<void> =>
  inOrg(ctx.orgId, (tx) => noteFailure(tx, ctx, { what: 'record', ...found }));

/** The words for whoever asked. */
export const damaged = (): CareledgerError =>
  new CareledgerError(
    'internal',
    'The encrypted values do not open: they were changed outside Careledger. Compliance officers were told.',
    { reason: 'INTEGRITY' },
  );
