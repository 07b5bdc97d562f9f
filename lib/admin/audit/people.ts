import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context';
import { users } from '@/lib/platform/db/schema/users';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { visibleActors } from '@/lib/protection/ledger/sight';

export interface Person {
  id: Id;
  name: string;
}

const MOST = 1000;

/** The people whose entries the asker may see, by name, at most 1,000. @throws forbidden */
export async function listPeople(tx: Tx, ctx: Context): Promise<Person[]> {
  const visible = visibleActors(ctx);
  return tx.db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      and(
        eq(users.orgId, tx.orgId),
        visible ? sql`${users.id} = any(${`{${visible.join(',')}}`}::bigint[])` : undefined,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(MOST);
}
