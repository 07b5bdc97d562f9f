import type { Tx } from '@/lib/platform/db/transaction';

/**
 * What a report may cost: thirty seconds of the database, whatever rows that are, and the plan is made for the values at hand. No
 * limit of rows: a report of some would read as one of all.
 */
export async function limitReport(tx: Tx): Promise<void> {
  await tx.sql`select set_config('statement_timeout', '30s', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
}
