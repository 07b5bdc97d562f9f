/** Whoever holds the app's own role, or the database's owner's, without the keys: for tests of what then opens nothing. */
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from './database';

/** Signs in to the database as the app's role and writes what they like. */
export const asAppRole = (orgId: Id, act: (tx: Tx) => PromiseLike<unknown>): Promise<void> =>
  inOrg(orgId, async (tx) => {
    await tx.sql`select set_config('app.writer', 'mutate', true), set_config('app.unrecorded', 'job', true)`;
    await act(tx);
  });

/** An entry that looks like one of ours, in the attacker's transaction: it lets a change commit. */
export const forgeEntry = (tx: Tx) => tx.sql`
  insert into ledger_entries (org_id, id, at, action, outcome, actor_kind, actor_id, actor_name, request_id, fields, facts, salt, leaf_hash)
  values (${tx.orgId}, ${Date.now()}, now(), 'settings.update', 'done', 'system', 0, 'System', 'forged', '{}', '{}', decode('00', 'hex'), decode('00', 'hex'))`;

/** The database's owner, who names the org, so that no process goes on with what it has read before. */
export const byOwner = (orgId: Id, statement: (sql: ReturnType<typeof ownerSql>) => PromiseLike<unknown>) =>
  ownerSql().begin(async (sql) => {
    await sql`select set_config('app.org_id', ${orgId}, true)`;
    await statement(sql as unknown as ReturnType<typeof ownerSql>);
  });
