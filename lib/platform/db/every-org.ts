import type { Id } from '@/lib/platform/ids';
import { inTransaction } from './transaction';

/**
 * The ids of all orgs, oldest first: for the worker and for tools. No request may ask for this but the one for the page to
 * try the chat on, which tells nothing of it.
 */
export async function everyOrgId(): Promise<Id[]> {
  return inTransaction(async (sql) => {
    await sql`select set_config('app.every_org', 'on', true)`;
    const rows = await sql<{ org_id: Id }[]>`select org_id from orgs order by org_id`;
    return rows.map((row) => row.org_id);
  });
}
