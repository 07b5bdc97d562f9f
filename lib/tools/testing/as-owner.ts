/**
 * Fixtures that no verb makes, straight into the tables, as the database's owner: the app's role may not change what
 * policy reads without an event. What keeps the settings and rights from being changed by SQL is brought along.
 */

import { keepMetadata } from '@/lib/crm/modules/metadata';
import type { Sql } from '@/lib/platform/db/client';
import { type Tx, txOn } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { keepRights } from '@/lib/protection/integrity/rights';
import { ownerSql } from './owner';

/** The owner made the group and may give itself to it, once a cluster; another test may just be doing so. */
async function mayTakeRole(sql: Sql): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const [row] = await sql`select pg_has_role(current_user, 'careledger_app_role', 'SET') as may`;
    if (row?.may) return;
    await sql`grant careledger_app_role to current_user with inherit false, set true`.catch((error) => {
      if (tries > 20) throw error;
    });
  }
}

/** Whose owner may. */
const mayBy = new WeakMap<Sql, Promise<void>>();

/** Runs `act` in a transaction of an org, as the owner, and keeps the checks of what it leaves. */
export async function asOwner<T>(orgId: Id, act: (tx: Tx) => PromiseLike<T>): Promise<T> {
  const sql = ownerSql();
  const may = mayBy.get(sql) ?? mayTakeRole(sql);
  mayBy.set(sql, may);
  await may;
  const result = await sql.begin(async (transaction) => {
    // Row-level security holds for the app's role only: no statement reaches another org.
    await transaction`set local role careledger_app_role`;
    const [row] = await transaction<[{ version: string }]>`select app.begin_act(${orgId}) as version`;
    const tx = txOn(transaction, orgId, Number(row.version));
    const value = await act(tx);
    await keepMetadata(tx);
    await keepRights(tx, await keysOf(tx));
    return { value };
  });
  return (result as { value: T }).value;
}
