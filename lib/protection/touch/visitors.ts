/** Writes without an event: whether a visitor’s page is open, and nothing else. */
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Conversations of a visitor that go on, for whoever has to be told. */
interface OpenOfVisitor {
  conversationId: Id;
  seq: number;
}

type TellOf = (tx: Tx, changed: readonly OpenOfVisitor[]) => Promise<unknown>[];

const openOf = (tx: Tx, visitorIds: readonly Id[]) =>
  tx.sql<OpenOfVisitor[]>`
    select id as "conversationId", seq from chat_conversations
    where org_id = ${tx.orgId} and visitor_id = any(${[...visitorIds]}::bigint[]) and status <> 'closed'
      and deleted_at is null`;

/** Notes that a visitor's page is open. @param tellOf called where it was not. */
export async function touchVisitor(orgId: Id, visitorId: Id, tellOf: TellOf): Promise<void> {
  await writeInOrg(orgId, 'touch', async (tx) => {
    const [before] = await tx.sql<{ leftAt: string | null }[]>`
      select left_at as "leftAt" from chat_visitors where org_id = ${orgId} and id = ${visitorId} for update`;
    if (!before) return;
    await tx.sql`
      update chat_visitors set last_seen_at = now(), left_at = null where org_id = ${orgId} and id = ${visitorId}`;
    if (before.leftAt !== null) await Promise.all(tellOf(tx, await openOf(tx, [visitorId])));
  });
}

/** Notes that a visitor's last page was closed at a time, unless one was seen since. */
export async function touchVisitorLeft(orgId: Id, visitorId: Id, at: Date, tellOf: TellOf): Promise<void> {
  await writeInOrg(orgId, 'touch', async (tx) => {
    const gone = await tx.sql`
      update chat_visitors set left_at = ${at.toISOString()}::timestamptz
      where org_id = ${orgId} and id = ${visitorId} and left_at is null
        and last_seen_at <= ${at.toISOString()}::timestamptz returning 1`;
    if (gone.length > 0) await Promise.all(tellOf(tx, await openOf(tx, [visitorId])));
  });
}

/** Notes as gone the visitors of conversations that go on whose page nobody has seen for two minutes. */
export async function touchSilentVisitors(orgId: Id, tellOf: TellOf): Promise<void> {
  await writeInOrg(orgId, 'touch', async (tx) => {
    const gone = await tx.sql<{ id: Id }[]>`
      update chat_visitors v set left_at = v.last_seen_at
      where v.org_id = ${orgId} and v.left_at is null and v.last_seen_at < now() - interval '2 minutes'
        and exists (
          select 1 from chat_conversations c
          where c.org_id = v.org_id and c.visitor_id = v.id and c.status <> 'closed' and c.deleted_at is null)
      returning v.id`;
    if (gone.length === 0) return;
    await Promise.all(
      tellOf(
        tx,
        await openOf(
          tx,
          gone.map(({ id }) => id),
        ),
      ),
    );
  });
}
