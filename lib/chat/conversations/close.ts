import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { CloseReason } from '@/lib/platform/db/schema/chat';
import { forbidden, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { assertMayRead } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { tell } from '../live/tell';
import { addMessage } from '../messages/add';
import { MOST_AT_ONCE } from './delete';
import { findConversation } from './find';
import { conversationIdSchema } from './schemas';

const REASONS: Record<Context['actor']['kind'], CloseReason> = {
  visitor: 'visitor',
  user: 'operator',
  client: 'operator',
  system: 'idle',
};

/**
 * Ends a conversation: its visitor, its operator, whoever manages chat, or the clock. One that is closed stays as it is.
 * @throws not_found; forbidden for an operator who is not in it.
 */
export async function closeConversation(ctx: Context, input: { conversationId: Id }): Promise<void> {
  const { conversationId } = readInput(conversationIdSchema, input);
  const attempt = { action: 'conversation.close', subjectId: conversationId } as const;
  await mutate(ctx, attempt, async (tx) => {
    const conversation = await findConversation(tx, conversationId, { lock: true });
    if (!canInOrg(ctx.rights, 'manageChat')) await assertMayRead(tx, ctx, conversation);
    const { status, operatorId, visitId } = conversation;
    if (status === 'closed') return unchanged();
    const isAnothers = ctx.actor.kind === 'user' && operatorId !== null && operatorId !== ctx.actor.id;
    if (isAnothers && !canInOrg(ctx.rights, 'manageChat')) {
      throw forbidden('Only its operator or the visitor ends a conversation.');
    }
    const reason = REASONS[ctx.actor.kind];
    const closed = tx.sql`
      update chat_conversations
      set status = 'closed', closed_at = now(), close_reason = ${reason}, ends_at = null, offered_to = null
      where org_id = ${tx.orgId} and id = ${conversationId}`.execute();
    const { writes, seq } = addMessage(tx, conversation, { kind: 'event', event: 'closed', text: reason });
    return {
      value: undefined,
      writes: [closed, ...writes, tell(tx, { kind: 'queue', conversationId })],
      // How many things were said, so that one that goes missing later is missed.
      entries: [{ ...attempt, facts: { visitId, reason, changes: seq } }],
    };
  });
}

/** Ends several by whoever manages chat, who reads none of them. @throws not_found; forbidden; invalid */
export async function closeConversations(ctx: Context, { ids }: { ids: readonly Id[] }): Promise<{ count: number }> {
  assertOrgRight(ctx, 'manageChat');
  if (ids.length > MOST_AT_ONCE) throw invalid(`At most ${MOST_AT_ONCE} conversations at a time.`);
  for (const conversationId of ids) await closeConversation(ctx, { conversationId });
  return { count: ids.length };
}
