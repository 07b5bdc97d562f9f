import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { withBudget } from '@/lib/protection/disclose/budget';
import { openingOf, readerMac } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { findConversation } from './find';
import { conversationIdSchema } from './schemas';

/**
 * Opens a conversation for an operator: the event is committed, and from then on, in this sign-in, what is said may be
 * read (`changes.ts`). Opened again in the same sign-in it is no second event.
 * @throws forbidden; not_found; limited when the operator's budget is spent. Picking one up is answering a visitor, and is
 * not counted.
 */
export async function openConversation(ctx: Context, input: { conversationId: Id }): Promise<void> {
  const { conversationId } = readInput(conversationIdSchema, input);
  const attempt = { action: 'conversation.open', subjectId: conversationId, door: 'screen' } as const;
  await withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      assertMayChat(ctx);
      const { visitId } = await findConversation(tx, conversationId);
      const isNew = await noteReader(tx, ctx, conversationId);
      if (!isNew) return unchanged();
      return { value: undefined, entries: [{ ...attempt, facts: { visitId } }, ...(await spend(tx, 'one', 1))] };
    }),
  );
}

/** Notes who reads, for the door to clear text. @returns whether they had not opened it in this sign-in before. */
export async function noteReader(tx: Tx, ctx: Context, conversationId: Id): Promise<boolean> {
  const before = await openingOf(tx, ctx, conversationId);
  if (before.holds) return false;
  const openedAt = clock.now();
  const opened = { conversationId, userId: ctx.actor.id, sessionId: ctx.sessionId, openedMs: openedAt.getTime() };
  const mac = readerMac(await keysOf(tx), opened);
  // Of two at once one is the opening.
  const noted = await tx.sql`
    insert into chat_readers as r (org_id, conversation_id, user_id, session_id, opened_at, mac)
    values (${tx.orgId}, ${conversationId}, ${ctx.actor.id}, ${ctx.sessionId},
      ${openedAt.toISOString()}::timestamptz, ${mac})
    on conflict (org_id, conversation_id, user_id) do update
      set session_id = excluded.session_id, opened_at = excluded.opened_at, mac = excluded.mac
      where r.mac is not distinct from ${before.mac}
    returning 1`;
  return noted.length > 0;
}
