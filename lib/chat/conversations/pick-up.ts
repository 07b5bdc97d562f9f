import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { withBudget } from '@/lib/protection/disclose/budget';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { tell } from '../live/tell';
import { addMessage } from '../messages/add';
import { assignedMac } from './assigned';
import { findConversation } from './find';
import { noteReader } from './open';
import { conversationIdSchema } from './schemas';

/**
 * Takes a waiting or missed conversation. Of several who try at once exactly one does; the others are told who was
 * quicker. Picking up one's own again is fine.
 * @throws forbidden; not_found; conflict when another has it, when it is closed or offered to another first; limited when
 * the operator's budget is spent: the conversation waits for another.
 */
export async function pickUp(ctx: Context, input: { conversationId: Id }): Promise<void> {
  const { conversationId } = readInput(conversationIdSchema, input);
  const attempt = { action: 'conversation.pick_up', subjectId: conversationId } as const;
  await withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      assertMayChat(ctx);
      const conversation = await findConversation(tx, conversationId, { lock: true });
      if (conversation.operatorId === ctx.actor.id && conversation.status === 'open') {
        return unchanged();
      }
      if (conversation.status === 'open') {
        const [quicker] = await tx.sql<{ name: string }[]>`
        select name from users where org_id = ${tx.orgId} and id = ${conversation.operatorId}`;
        const message = `${quicker?.name ?? 'Another operator'} picked this conversation up first.`;
        throw conflict(message, { reason: 'PICKED_UP' });
      }
      if (conversation.status === 'closed') throw conflict('The conversation is closed.');
      const { visitId, startedAt } = conversation;
      const waitedSeconds = Math.round((clock.nowMs() - Date.parse(startedAt)) / 1000);
      const [taken] = await tx.sql`
      update chat_conversations
      set status = 'open', operator_id = ${ctx.actor.id},
        operator_mac = ${assignedMac(await keysOf(tx), conversationId, ctx.actor.id)}, picked_up_at = now(), offered_to = null, offered_until = null
      where org_id = ${tx.orgId} and id = ${conversationId}
        and (offered_to is null or offered_to = ${ctx.actor.id} or offered_until < now())
      returning 1`;
      if (!taken) throw conflict('This conversation is offered to another operator first.', { reason: 'OFFERED' });
      const isNew = await noteReader(tx, ctx, conversationId);
      const { writes } = addMessage(tx, conversation, { kind: 'event', event: 'picked_up', text: ctx.actor.name });
      const facts = { visitId };
      return {
        value: undefined,
        writes: [...writes, tell(tx, { kind: 'queue', conversationId })],
        entries: [
          { ...attempt, facts: { ...facts, waitedSeconds } },
          ...(isNew
            ? [{ action: 'conversation.open', subjectId: conversationId, door: 'screen', facts } as const]
            : []),
          ...(isNew ? await spend(tx, 'one', 1) : []),
        ],
      };
    }),
  );
}
