/**
 * What an extract does not tell the person a record is about. Guarantees: nothing of suspensions of their accounting
 * (45 CFR 164.528(a)(2)) and of legal holds; while a suspension is in force nothing of what left to that agency, or what it
 * did; no count from which one could tell that something is left out. It is asked when an extract is made and when it is opened.
 * Does not: know an agency by another name than its app, its program or its account has here.
 */
import { clock, dayOf } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { withMerged } from '@/lib/protection/accounting/merged';
import { isAgency, isInForce, readSuspensions } from '@/lib/protection/accounting/suspensions';
import { readFacts } from '@/lib/protection/ledger/facts-text';
import type { LedgerRow } from '@/lib/protection/ledger/queries';

const NEVER_TOLD = new Set(['accounting.suspend', 'accounting.resume', 'ledger.hold', 'ledger.lift']);

/** Names of facts that count what an accounting or an extract had. */
export const COUNTS = ['entries', 'lines'] as const;

const OF_COUNTED = /^(?:accounting|record_extract)\./;

/** Whether the text of an entry says such a count: of it the hash alone is given. */
export const tellsCount = ({ action }: Pick<LedgerRow, 'action'>): boolean => OF_COUNTED.test(action);

/** Those of a record's entries that the person it is about may be told of now. */
export async function tellable(tx: Tx, recordId: Id, rows: readonly LedgerRow[]): Promise<LedgerRow[]> {
  const today = dayOf(clock.now());
  const suspensions = await readSuspensions(tx, await withMerged(tx, recordId));
  const agencies = suspensions.filter((one) => isInForce(one, today)).map(({ agency }) => agency);
  return rows.filter(
    (row) => !NEVER_TOLD.has(row.action) && !namesIn(row).some((name) => agencies.some((one) => isAgency(name, one))),
  );
}

/** Who acted, and to which app something left. */
function namesIn({ actorName, facts }: LedgerRow): string[] {
  const { app } = readFacts(facts);
  return typeof app === 'string' ? [actorName, app] : [actorName];
}
