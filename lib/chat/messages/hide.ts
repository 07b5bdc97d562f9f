/** Parts of a conversation that are shown as tokens: hidden by hand when a detector missed them, and revealed with a purpose. */

import { z } from 'zod';
import { assertFresh } from '@/lib/people/auth/fresh';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { PURPOSES, type Purpose } from '@/lib/protection/compliance/purposes';
import { withBudget } from '@/lib/protection/disclose/budget';
import { openMessages, openVisitor, openWholeMessages } from '@/lib/protection/disclose/conversations';
import { mutate } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { findConversation, type OpenableConversation } from '../conversations/find';
import { ENVELOPE_NAMES, fromEnvelope, type VisitorDetails } from '../details';
import { inOrder, keptRange, type ShownText } from '../hidden';
import { tell } from '../live/tell';
import { remember, spansAgain } from '../mask';
import { amendHidden, MESSAGE_NAMES, type MessageBody, sealMessage, toMessageBody } from '../seal';
import { hiddenTextsIn } from '../sight';
import { idSchema } from './schemas';
import { forgetWords } from './words';

const place = z.int().min(0).max(100_000);

export const hideSchema = z.object({
  conversationId: idSchema,
  messageId: idSchema,
  start: place,
  end: place,
  /** Whether start and end are places in the text with tokens, as the asker saw it. */
  masked: z.boolean(),
  kind: z.string().regex(/^[a-z_]{0,30}$/),
});

const why = {
  purpose: z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]], { error: 'Choose a purpose.' }),
  note: z.string().trim().max(500, { error: 'At most 500 characters.' }).optional(),
};

export const revealSchema = z.object({ conversationId: idSchema, messageId: idSchema, ...why });
export const revealDetailsSchema = z.object({ conversationId: idSchema, ...why });

/**
 * Hides a part of a message from all but the conversation's operator, here and wherever the conversation holds the same
 * text; what changed is told to everybody. @throws not_found; forbidden; invalid
 */
export async function hideSpan(ctx: Context, input: z.input<typeof hideSchema>): Promise<void> {
  const { conversationId, messageId, kind, masked, ...given } = readInput(hideSchema, input);
  const attempt = { action: 'conversation.hide', subjectId: conversationId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId, { lock: true });
    const { sealVersion, ...body } = await openMessage(tx, ctx, conversation, messageId);
    const { keys } = conversation;
    const before = hiddenTextsIn(conversation);
    const known = [...(body.hidden ?? []), ...spansAgain(body.text, before)];
    const part = masked ? keptRange(body.text, known, given) : given;
    if (!part || part.end <= part.start || part.end > body.text.length) throw invalid('Choose a part of the message.');
    const span = { ...part, kind };
    const all = remember(before, body.text, [span], true);
    const again = await messagesWith(tx, ctx, conversation, [{ text: body.text.slice(part.start, part.end), kind }]);
    const changed = [messageId, ...again.filter((id) => id !== messageId)];
    const seq = conversation.seq + changed.length;
    const next = { ...body, hidden: [...(body.hidden ?? []), span] };
    const sealed = sealMessage(keys, { conversationId, messageId, version: sealVersion + 1 }, next);
    const writes = [
      // Each has a place of its own among the changes: whoever is cut off between two goes on with the other.
      tx.sql`
        update chat_messages m set changed_seq = ${conversation.seq} + t.n
        from unnest(${changed}::bigint[]) with ordinality as t (id, n)
        where m.org_id = ${tx.orgId} and m.conversation_id = ${conversationId} and m.id = t.id`.execute(),
      tx.sql`
        update chat_messages set sealed = ${sealed}, seal_version = ${sealVersion + 1}
        where org_id = ${tx.orgId} and conversation_id = ${conversationId} and id = ${messageId}`.execute(),
      tx.sql`
        update chat_conversations
        set seq = ${seq}, sealed = ${amendHidden(conversation, all)}, seal_version = ${conversation.sealVersion + 1}
        where org_id = ${tx.orgId} and id = ${conversationId}`.execute(),
      forgetWords(tx, conversationId, body.text.slice(part.start, part.end)),
      tell(tx, { kind: 'changed', conversationId, seq }),
    ];
    const facts = { visitId: conversation.visitId, message: messageId };
    return { value: undefined, writes, entries: [{ ...attempt, facts }] };
  });
}

/** The messages that hold a text. Hiding is rare: all are read. */
async function messagesWith(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  hidden: readonly { text: string; kind: string }[],
): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id; sealed: Buffer; sealVersion: number }[]>`
    select id, sealed, seal_version as "sealVersion" from chat_messages
    where org_id = ${tx.orgId} and conversation_id = ${conversation.id} and kind <> 'event' order by seq`;
  const values = await openMessages(tx, ctx, { conversation, rows }, MESSAGE_NAMES);
  const texts = hidden.map((one) => ({ ...one, chosen: true }));
  return rows.filter((_, i) => spansAgain(String(values[i]?.text ?? ''), texts).length > 0).map(({ id }) => id);
}

/** The whole text of a message, and what is hidden in it; the event with its purpose is committed first. @throws not_found; forbidden; invalid */
export async function revealMessage(ctx: Context, input: z.input<typeof revealSchema>): Promise<ShownText> {
  const { conversationId, messageId, purpose, note } = readInput(revealSchema, input);
  if (purpose === 'other' && !note) throw invalid('Say what the purpose is.', { fields: { note: 'Required' } });
  const attempt = { action: 'conversation.reveal', subjectId: conversationId, door: 'screen' } as const;
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      assertMayChat(ctx);
      const conversation = await findConversation(tx, conversationId);
      const { text, hidden: own = [] } = await openMessage(tx, ctx, conversation, messageId);
      const hidden = inOrder(text, [...own, ...spansAgain(text, hiddenTextsIn(conversation))]);
      const facts = { visitId: conversation.visitId, message: messageId };
      const entry = { ...attempt, purpose, facts, ...(note && { note }) };
      return { value: { text, hidden }, entries: [entry, ...(await spend(tx, 'one', 1))] };
    }),
  );
}

/** The details of a visitor with what is hidden in them; the event with its purpose is committed first. @throws not_found; forbidden; invalid */
export async function revealDetails(ctx: Context, input: z.input<typeof revealDetailsSchema>): Promise<VisitorDetails> {
  const { conversationId, purpose, note } = readInput(revealDetailsSchema, input);
  if (purpose === 'other' && !note) throw invalid('Say what the purpose is.', { fields: { note: 'Required' } });
  const attempt = { action: 'conversation.reveal', subjectId: conversationId, door: 'screen' } as const;
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      assertMayChat(ctx);
      assertFresh(ctx);
      const conversation = await findConversation(tx, conversationId);
      const value = fromEnvelope(await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES));
      const facts = { visitId: conversation.visitId, what: 'details' };
      const entry = { ...attempt, purpose, facts, ...(note && { note }) };
      return { value, entries: [entry, ...(await spend(tx, 'one', 1))] };
    }),
  );
}

async function openMessage(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  messageId: Id,
): Promise<MessageBody & { sealVersion: number }> {
  const rows = await tx.sql<{ id: Id; sealed: Buffer; sealVersion: number }[]>`
    select id, sealed, seal_version as "sealVersion" from chat_messages
    where org_id = ${tx.orgId} and conversation_id = ${conversation.id} and id = ${messageId} and kind <> 'event'`;
  const [row] = rows;
  if (!row) throw notFound('The message');
  const [values = {}] = await openWholeMessages(tx, ctx, { conversation, rows }, MESSAGE_NAMES);
  return { ...toMessageBody(values), sealVersion: row.sealVersion };
}
