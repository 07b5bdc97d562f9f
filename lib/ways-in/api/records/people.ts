import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Users as the API names them. */
export type People = Record<Id, { name: string; id: Id; email: string }>;

export async function peopleOf(tx: Tx, ids: readonly Id[]): Promise<People> {
  if (ids.length === 0) return {};
  const rows = await tx.sql<{ name: string; id: Id; email: string }[]>`
    select name, id, email from users where org_id = ${tx.orgId} and id = any(${ids as string[]}::bigint[])`;
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}
