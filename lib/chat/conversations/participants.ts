import type { Context } from '@/lib/platform/context';
import { conflict, forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { tell } from '../live/tell';
import { addMessage } from '../messages/add';
import { requireOperator } from '../operators/find';
import { findConversation } from './find';

interface Invitation {
  conversationId: Id;
  userId: Id;
}

/** Asks another operator into one's conversation; they answer in it as soon as they open it. @throws not_found; forbidden; conflict; invalid */
export async function addParticipant(ctx: Context, { conversationId, userId }: Invitation): Promise<void> {
  const attempt = { action: 'conversation.add_participant', subjectId: conversationId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId, { lock: true });
    if (conversation.status !== 'open') throw conflict('Only an open conversation takes another operator in.');
    if (conversation.operatorId !== ctx.actor.id) throw forbidden('Only its operator asks others in.');
    const { name } = await requireOperator(tx, userId);
    // Not opened yet: without its check nobody reads before their own event.
    const [added] = await tx.sql`
      insert into chat_readers as r (org_id, conversation_id, user_id, opened_at, participant)
      values (${tx.orgId}, ${conversationId}, ${userId}, 'epoch', true)
      on conflict (org_id, conversation_id, user_id) do update set participant = true where not r.participant
      returning 1`;
    if (!added) return unchanged();
    const { writes } = addMessage(tx, conversation, { kind: 'event', event: 'joined', text: name });
    const facts = { visitId: conversation.visitId, user: userId };
    const told = tell(tx, { kind: 'queue', conversationId });
    return { value: undefined, writes: [...writes, told], entries: [{ ...attempt, facts }] };
  });
}

/** Takes an operator out again, or leaves by oneself. @throws not_found; forbidden */
export async function removeParticipant(ctx: Context, { conversationId, userId }: Invitation): Promise<void> {
  const attempt = { action: 'conversation.remove_participant', subjectId: conversationId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId, { lock: true });
    if (userId !== ctx.actor.id && conversation.operatorId !== ctx.actor.id) {
      throw forbidden('Only its operator takes others out.');
    }
    const [gone] = await tx.sql<{ name: string }[]>`
      delete from chat_readers r using users u
      where r.org_id = ${tx.orgId} and r.conversation_id = ${conversationId} and r.user_id = ${userId}
        and r.participant and u.org_id = r.org_id and u.id = r.user_id
      returning u.name`;
    if (!gone) return unchanged();
    const { writes } = addMessage(tx, conversation, { kind: 'event', event: 'left', text: gone.name });
    const facts = { visitId: conversation.visitId, user: userId };
    const told = tell(tx, { kind: 'queue', conversationId });
    return { value: undefined, writes: [...writes, told], entries: [{ ...attempt, facts }] };
  });
}
