/** What of the audit log is over its time, counted. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { RetentionKind, Terms } from '@/lib/protection/ledger/retention/kinds';

export interface DueMonth {
  kind: RetentionKind;
  /** `2019-03`, in UTC. */
  month: string;
  /** Entries that would lose their bodies. */
  due: number;
  /** Entries that a hold keeps. */
  held: number;
}

/**
 * Months that are over, the oldest first.
 * @param covered how many leaves are under a checkpoint
 * @param tried other terms than those in force, to look at what they would do
 */
export async function dueMonths(tx: Tx, covered: number, tried?: Terms): Promise<DueMonth[]> {
  const terms = tried ? JSON.stringify(tried) : null;
  return tx.sql<DueMonth[]>`
    select kind, to_char(month, 'YYYY-MM') as month, due::int as due, held::int as held
    from app.due_months(${covered}, ${terms}::text::jsonb)`;
}
