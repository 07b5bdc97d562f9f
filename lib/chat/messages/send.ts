import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { assertMayRead } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged, unrecorded } from '@/lib/protection/mutate';
import { findConversation, type OpenableConversation } from '../conversations/find';
import type { HiddenSpan } from '../seal';
import { addMessage } from './add';
import { type NewMessageInput, newMessageSchema } from './schemas';
import { indexWords } from './words';

/** Where a message stands once it is kept. */
export interface SentMessage {
  id: Id;
  seq: number;
  at: string;
}

export interface SendOptions {
  /** Only operators see it. */
  note?: boolean;
  /** A file that stands in the conversation already, in the same transaction or before. */
  fileId?: Id;
  hidden?: readonly HiddenSpan[];
}

/**
 * Says something in a conversation, as its visitor or one of its operators. Sent again with the same `clientId` it is
 * the same message, so a composer that got no answer just sends again.
 * A message is no event of the ledger: it stands sealed in the conversation with who and when
 * (docs/decisions/2026-11-22-messages-are-not-events.md).
 * @throws not_found; conflict once it is closed; forbidden for an operator who is not in it; invalid
 */
export async function sendMessage(
  ctx: Context,
  input: NewMessageInput,
  options: SendOptions = {},
): Promise<SentMessage> {
  const { conversationId, clientId, text } = readInput(newMessageSchema, input);
  return mutate(ctx, { action: 'conversation.write', subjectId: conversationId }, async (tx) => {
    // They travel together and run one after the other: what is looked for second is looked for under the lock.
    const [conversation, sent] = await Promise.all([
      findConversation(tx, conversationId, { lock: true }),
      findSent(tx, conversationId, clientId),
    ]);
    await assertMayRead(tx, ctx, conversation);
    if (sent) return unchanged(sent);
    await assertMayWrite(tx, ctx, conversation, options.note ?? false);
    const added = addMessage(tx, conversation, {
      kind: options.note ? 'note' : ctx.actor.kind === 'visitor' ? 'visitor' : 'operator',
      ...(ctx.actor.kind !== 'visitor' && { authorId: ctx.actor.id }),
      clientId,
      text,
      ...(options.fileId && { fileId: options.fileId }),
      ...(options.hidden && { hidden: options.hidden }),
    });
    const indexed = indexWords(tx, conversationId, added.unhidden);
    const value = { id: added.id, seq: added.seq, at: added.at.toISOString() };
    return unrecorded(value, 'message', [...added.writes, indexed]);
  });
}

/** The message that was kept under this `clientId`, if it was. Sent at once. */
export async function findSent(tx: Tx, conversationId: Id, clientId: string): Promise<SentMessage | null> {
  const [row] = await tx.sql<{ id: Id; seq: number; at: string }[]>`
    select id, seq, at from chat_messages
    where org_id = ${tx.orgId} and conversation_id = ${conversationId} and client_id = ${clientId}`;
  return row ? { ...row, at: new Date(row.at).toISOString() } : null;
}

/** @throws conflict once it is closed; forbidden for an operator who is not in it */
export async function assertMayWrite(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  note: boolean,
): Promise<void> {
  // A note may be added to what is closed: to say what came of it.
  if (conversation.status === 'closed' && !note) {
    throw conflict('The conversation is closed.', { reason: 'CONVERSATION_CLOSED' });
  }
  if (ctx.actor.kind === 'visitor' || conversation.operatorId === ctx.actor.id || note) return;
  const [participant] = await tx.sql`
    select 1 from chat_readers where org_id = ${tx.orgId} and conversation_id = ${conversation.id}
      and user_id = ${ctx.actor.id} and participant`;
  if (!participant) throw forbidden('Pick the conversation up, or be asked into it, to answer.');
}
