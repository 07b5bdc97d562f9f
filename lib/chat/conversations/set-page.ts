import type { z } from 'zod';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { internal } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged, unrecorded } from '@/lib/protection/mutate';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf } from '../details';
import { tell } from '../live/tell';
import { sealDetails } from '../seal';
import { findConversation } from './find';
import { conversationIdSchema, pageSchema } from './schemas';

const setPageSchema = conversationIdSchema.extend({ page: pageSchema });

/** The visitor went to another page of the site. Its address is sealed with the rest. @throws not_found; invalid */
export async function setPage(ctx: Context, input: z.input<typeof setPageSchema>): Promise<void> {
  if (ctx.actor.kind !== 'visitor') throw internal('Only the visitor’s own page says where it is.');
  const { conversationId, page } = readInput(setPageSchema, input);
  await mutate(ctx, { action: 'visitor.update', subjectId: conversationId, door: 'visitor' }, async (tx) => {
    const conversation = await findConversation(tx, conversationId, { lock: true });
    const values = await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    const before = fromEnvelope(values);
    if (conversation.status === 'closed' || before.page === page) return unchanged();
    const after = { ...before, page, pageAt: clock.now().toISOString() };
    const sealed = sealDetails(conversation, after, hiddenOf(values));
    const writes = [
      tx.sql`
        update chat_conversations set sealed = ${sealed}, seal_version = ${conversation.sealVersion + 1}
        where org_id = ${tx.orgId} and id = ${conversationId}`.execute(),
      tell(tx, { kind: 'changed', conversationId, seq: conversation.seq }),
    ];
    return unrecorded(undefined, 'page', writes);
  });
}
