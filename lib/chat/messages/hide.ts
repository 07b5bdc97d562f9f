/** Parts of messages that are shown as tokens: hidden by hand when a detector missed them, and revealed with a purpose. */
import { z } from 'zod';
import { PURPOSES, type Purpose } from '@/lib/compliance/purposes';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/transaction';
import { openMessages } from '@/lib/disclose/conversations';
import { invalid, notFound } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { assertMayChat } from '../access';
import { findConversation, type OpenableConversation } from '../conversations/find';
import { tell } from '../live/tell';
import { MESSAGE_NAMES, type MessageBody, sealMessage, toMessageBody } from '../seal';
import { idSchema } from './schemas';

const place = z.int().min(0).max(100_000);

export const hideSchema = z.object({
  conversationId: idSchema,
  messageId: idSchema,
  start: place,
  end: place,
  kind: z.string().regex(/^[a-z_]{0,30}$/),
});

export const revealSchema = z.object({
  conversationId: idSchema,
  messageId: idSchema,
  purpose: z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]], { error: 'Choose a purpose.' }),
  note: z.string().trim().max(500, { error: 'At most 500 characters.' }).optional(),
});

/** Hides a part of a message from all but the conversation's operator; the message changes for everybody. @throws not_found; forbidden; invalid */
export async function hideSpan(ctx: Context, input: z.input<typeof hideSchema>): Promise<void> {
  const { conversationId, messageId, start, end, kind } = readInput(hideSchema, input);
  const attempt = { action: 'conversation.hide', subjectId: conversationId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId, { lock: true });
    const body = await openMessage(tx, ctx, conversation, messageId);
    if (end <= start || end > body.text.length) throw invalid('Choose a part of the message.');
    const hidden = [...(body.hidden ?? []), { start, end, kind }];
    const seq = conversation.seq + 1;
    const sealed = sealMessage(conversation.keys, conversationId, messageId, { ...body, hidden });
    const writes = [
      tx.sql`
        update chat_messages set sealed = ${sealed}, changed_seq = ${seq}
        where org_id = ${tx.orgId} and conversation_id = ${conversationId} and id = ${messageId}`.execute(),
      tx.sql`
        update chat_conversations set seq = ${seq} where org_id = ${tx.orgId} and id = ${conversationId}`.execute(),
      tell(tx, { kind: 'changed', conversationId, seq }),
    ];
    const facts = { visitId: conversation.visitId, message: messageId };
    return { value: undefined, writes, entries: [{ ...attempt, facts }] };
  });
}

/** The whole text of a message with hidden parts; the event with its purpose is committed first. @throws not_found; forbidden; invalid */
export async function revealMessage(ctx: Context, input: z.input<typeof revealSchema>): Promise<{ text: string }> {
  const { conversationId, messageId, purpose, note } = readInput(revealSchema, input);
  if (purpose === 'other' && !note) throw invalid('Say what the purpose is.', { fields: { note: 'Required' } });
  const attempt = { action: 'conversation.reveal', subjectId: conversationId, door: 'screen' } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId);
    const { text } = await openMessage(tx, ctx, conversation, messageId);
    const facts = { visitId: conversation.visitId, message: messageId };
    return { value: { text }, entries: [{ ...attempt, purpose, facts, ...(note && { note }) }] };
  });
}

async function openMessage(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  messageId: Id,
): Promise<MessageBody> {
  const rows = await tx.sql<{ id: Id; sealed: Buffer }[]>`
    select id, sealed from chat_messages
    where org_id = ${tx.orgId} and conversation_id = ${conversation.id} and id = ${messageId} and kind <> 'event'`;
  if (rows.length === 0) throw notFound('The message');
  const [values = {}] = await openMessages(tx, ctx, conversation, rows, MESSAGE_NAMES);
  return toMessageBody(values);
}
