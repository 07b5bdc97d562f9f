import { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { forbidden } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate } from '@/lib/protection/mutate';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf } from '../details';
import { tell } from '../live/tell';
import { sealDetails } from '../seal';
import { findConversation } from './find';
import { conversationIdSchema } from './schemas';

export const ratingSchema = z.object({
  stars: z.int({ error: 'Give 1 to 5 stars.' }).min(1, { error: 'Give 1 to 5 stars.' }).max(5, {
    error: 'Give 1 to 5 stars.',
  }),
  comment: z
    .string()
    .trim()
    .max(1_000, { error: 'At most 1,000 characters.' })
    .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'is not valid text' })
    .optional(),
});

const rateSchema = ratingSchema.extend(conversationIdSchema.shape);

/**
 * What a visitor thought of a conversation. The stars are plain, so that they can be counted; the comment is sealed with
 * the rest. Rated again, the last one counts.
 * @throws not_found; forbidden for all but its visitor; invalid
 */
export async function rateConversation(ctx: Context, input: z.input<typeof rateSchema>): Promise<void> {
  const { conversationId, stars, comment } = readInput(rateSchema, input);
  const attempt = { action: 'conversation.rate', subjectId: conversationId, door: 'visitor' } as const;
  await mutate(ctx, attempt, async (tx) => {
    if (ctx.actor.kind !== 'visitor') throw forbidden('Only its visitor rates a conversation.');
    const conversation = await findConversation(tx, conversationId, { lock: true });
    const values = await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    const { ratingComment: _, ...details } = fromEnvelope(values);
    const rated = { ...details, ...(comment && { ratingComment: comment }) };
    const sealed = sealDetails(conversation, rated, hiddenOf(values));
    const written = tx.sql`
      update chat_conversations set rating = ${stars}, sealed = ${sealed}, seal_version = ${conversation.sealVersion + 1}
      where org_id = ${tx.orgId} and id = ${conversationId}`.execute();
    const told = tell(tx, { kind: 'changed', conversationId, seq: conversation.seq });
    const facts = { visitId: conversation.visitId, stars };
    return { value: undefined, writes: [written, told], entries: [{ ...attempt, facts }] };
  });
}
