/** Handing a conversation to another operator, who may say no. Until they accept it stays where it is. */
import type { Context } from '@/lib/platform/context';
import type { TransferState } from '@/lib/platform/db/schema/chat';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, invalid, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { withBudget } from '@/lib/protection/disclose/budget';
import { mutate } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { tell } from '../live/tell';
import { addMessage } from '../messages/add';
import { requireOperator } from '../operators/find';
import { assignedMac } from './assigned';
import { findConversation } from './find';
import { noteReader } from './open';

/** @throws not_found; forbidden unless it is one's own; invalid for somebody who may not chat; conflict while another offer stands */
export async function offerTransfer(
  ctx: Context,
  { conversationId, toUserId }: { conversationId: Id; toUserId: Id },
): Promise<{ id: Id }> {
  const attempt = { action: 'conversation.transfer', subjectId: conversationId } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId, { lock: true });
    if (conversation.status !== 'open') throw conflict('Only an open conversation can be transferred.');
    if (conversation.operatorId !== ctx.actor.id) throw forbidden('Only its operator transfers a conversation.');
    if (toUserId === ctx.actor.id) throw invalid('Choose another operator.', { fields: { toUserId: 'is you' } });
    await requireOperator(tx, toUserId);
    const [standing] = await tx.sql`
      select 1 from chat_transfers
      where org_id = ${tx.orgId} and conversation_id = ${conversationId} and state = 'offered'`;
    if (standing) throw conflict('The conversation is offered to somebody already.');
    const id = newId();
    await tx.sql`
      insert into chat_transfers (org_id, id, conversation_id, from_user_id, to_user_id, state, offered_at)
      values (${tx.orgId}, ${id}, ${conversationId}, ${ctx.actor.id}, ${toUserId}, 'offered', now())`;
    const facts = { visitId: conversation.visitId, to: toUserId };
    return { value: { id }, writes: [tell(tx, queueHint(conversationId))], entries: [{ ...attempt, facts }] };
  });
}

/** Takes over what was offered: the other operator reads on only by opening it anew. @throws not_found; forbidden; conflict; limited */
export async function acceptTransfer(ctx: Context, { transferId }: { transferId: Id }): Promise<void> {
  const action = 'conversation.accept_transfer';
  await withBudget(ctx, (spend) =>
    mutate(ctx, { action, subjectId: transferId }, async (tx) => {
      assertMayChat(ctx);
      const { conversationId, from } = await settle(tx, ctx, transferId, 'accepted');
      const conversation = await findConversation(tx, conversationId, { lock: true });
      if (conversation.status !== 'open') throw conflict('The conversation has ended meanwhile.');
      const moved = tx.sql`
      update chat_conversations
      set operator_id = ${ctx.actor.id}, operator_mac = ${assignedMac(await keysOf(tx), conversationId, ctx.actor.id)}
      where org_id = ${tx.orgId} and id = ${conversationId}`.execute();
      const left = tx.sql`
      delete from chat_readers where org_id = ${tx.orgId} and conversation_id = ${conversationId} and user_id = ${from}
        and not participant`.execute();
      const isNew = await noteReader(tx, ctx, conversationId);
      const { writes } = addMessage(tx, conversation, { kind: 'event', event: 'transferred', text: ctx.actor.name });
      const facts = { visitId: conversation.visitId };
      return {
        value: undefined,
        writes: [moved, left, ...writes, tell(tx, queueHint(conversationId))],
        entries: [
          { action, subjectId: conversationId, facts: { ...facts, from } },
          ...(isNew
            ? [{ action: 'conversation.open', subjectId: conversationId, door: 'screen', facts } as const]
            : []),
          ...(isNew ? await spend(tx, 'one', 1) : []),
        ],
      };
    }),
  );
}

/** @throws not_found; forbidden; conflict when it is settled */
export const rejectTransfer = (ctx: Context, input: { transferId: Id }): Promise<void> => end(ctx, input, 'rejected');

/** By whoever offered it. @throws not_found; forbidden; conflict when it is settled */
export const withdrawTransfer = (ctx: Context, input: { transferId: Id }): Promise<void> =>
  end(ctx, input, 'withdrawn');

async function end(ctx: Context, { transferId }: { transferId: Id }, state: 'rejected' | 'withdrawn'): Promise<void> {
  const action = 'conversation.reject_transfer';
  await mutate(ctx, { action, subjectId: transferId }, async (tx) => {
    assertMayChat(ctx);
    const { conversationId } = await settle(tx, ctx, transferId, state);
    const entry = { action, subjectId: conversationId, facts: { state } } as const;
    return { value: undefined, writes: [tell(tx, queueHint(conversationId))], entries: [entry] };
  });
}

async function settle(
  tx: Tx,
  ctx: Context,
  id: Id,
  state: Exclude<TransferState, 'offered'>,
): Promise<{ conversationId: Id; from: Id }> {
  const [transfer] = await tx.sql<{ conversation_id: Id; from_user_id: Id; to_user_id: Id; state: TransferState }[]>`
    select conversation_id, from_user_id, to_user_id, state from chat_transfers
    where org_id = ${tx.orgId} and id = ${id} for update`;
  if (!transfer) throw notFound('The transfer');
  const whose = state === 'withdrawn' ? transfer.from_user_id : transfer.to_user_id;
  if (whose !== ctx.actor.id) throw forbidden('This transfer is between others.');
  if (transfer.state !== 'offered') throw conflict('This transfer is settled already.');
  await tx.sql`
    update chat_transfers set state = ${state}, settled_at = now() where org_id = ${tx.orgId} and id = ${id}`;
  return { conversationId: transfer.conversation_id, from: transfer.from_user_id };
}

const queueHint = (conversationId: Id) => ({ kind: 'queue', conversationId }) as const;
