import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayRead } from '@/lib/protection/disclose/conversations';
import { tell } from '../live/tell';
import { findConversation } from './find';

/** Tells the other side that somebody writes; what they write is not sent, and nothing is stored. @throws not_found; forbidden */
export async function tellTyping(ctx: Context, { conversationId }: { conversationId: Id }): Promise<void> {
  await inOrg(ctx.orgId, async (tx) => {
    const conversation = await findConversation(tx, conversationId);
    await assertMayRead(tx, ctx, conversation);
    const typist = ctx.actor.kind === 'visitor' ? 'visitor' : 'operator';
    await tell(tx, { kind: 'typing', conversationId, seq: conversation.seq, typist });
  });
}
