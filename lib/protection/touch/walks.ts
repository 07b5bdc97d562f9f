/** Writes without an event: what the pages of a walk through a list held, and nothing else. */
import { type Tx, writeAlso } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Keeps which records a page of a walk held, in the transaction that read them. Read again, the page is another. */
export async function keepGiven(tx: Tx, walkId: Id, page: number, given: readonly Id[]): Promise<void> {
  await writeAlso(tx, 'touch');
  await tx.sql`
    insert into list_walks (org_id, walk_id, page, given)
    values (${tx.orgId}, ${walkId}, ${page}, ${given as string[]}::bigint[])
    on conflict (org_id, walk_id, page) do update set given = excluded.given, at = excluded.at`;
}
