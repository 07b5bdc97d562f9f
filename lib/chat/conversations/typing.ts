import type { Context } from '@/lib/context';
import { inOrg } from '@/lib/db/transaction';
import { assertMayRead } from '@/lib/disclose/conversations';
import type { Id } from '@/lib/ids';
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
