/**
 * A hold that is set and a batch that expires wait for one another, per organisation and until their transaction ends. So
 * whoever was told that a hold is set loses no body after that: a batch that ran has ended, and the next one sees the hold.
 */
import type { Tx } from '@/lib/platform/db/transaction';

export async function takeTurns(tx: Tx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('retention', ${tx.orgId}))`;
}
