import type { Context } from '@/lib/platform/context';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { tell } from '../live/tell';

/**
 * The visitor leaves a browser that others use: its secrets open nothing any more, in no tab. Conversations stay with the
 * operators; an event for each that goes on, so that whoever answers knows that nobody reads it there.
 */
export async function endVisitor(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'visitor') throw internal('Only a visitor ends their own visit.');
  const action = 'visitor.end';
  await mutate(ctx, action, async (tx) => {
    await tx.sql`
      update chat_visitors set ended_at = now(), left_at = now(), next_secret_hash = null, old_secret_hash = null
      where org_id = ${tx.orgId} and id = ${ctx.actor.id}`;
    const open = await tx.sql<{ id: Id; visitId: Id; seq: number }[]>`
      select id, visit_id as "visitId", seq from chat_conversations
      where org_id = ${tx.orgId} and visitor_id = ${ctx.actor.id} and deleted_at is null and status <> 'closed'`;
    const writes = open.map(({ id: conversationId, seq }) => tell(tx, { kind: 'changed', conversationId, seq }));
    const [first, ...rest] = open.map(({ id, visitId }) => ({ action, subjectId: id, facts: { visitId } }) as const);
    return { value: undefined, writes, entries: [first ?? { action }, ...rest] };
  });
}
