import type postgres from 'postgres';
import type { Tx } from '@/lib/platform/db/transaction';

/** A part of a query on `records`: names from metadata, values as parameters. */
export type Condition = postgres.PendingQuery<postgres.Row[]>;

/** True where one of the conditions is; at least one is given. */
export function anyOf(tx: Tx, conditions: readonly Condition[]): Condition {
  return tx.sql`(${conditions.map((condition, n) => (n === 0 ? condition : tx.sql`or ${condition}`))})`;
}

/** True where all of the conditions are; at least one is given. */
export function allOf(tx: Tx, conditions: readonly Condition[]): Condition {
  return tx.sql`(${conditions.map((condition, n) => (n === 0 ? condition : tx.sql`and ${condition}`))})`;
}
