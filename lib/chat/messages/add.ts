import { randomUUID } from 'node:crypto';
import { clock } from '@/lib/platform/clock';
import type { MessageKind } from '@/lib/platform/db/schema/chat';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { spansOf } from '@/lib/protection/compliance/phi-text/spans';
import type { SealedConversation } from '@/lib/protection/disclose/conversations';
import { withoutHidden } from '../hidden';
import { tell } from '../live/tell';
import { foundInAnswer, remember, spansAgain } from '../mask';
import { amendHidden, type MessageBody, sealMessage } from '../seal';
import { maskOf } from '../sight';

export interface NewMessage extends MessageBody {
  kind: MessageKind;
  /** A user; absent for visitors and events. */
  authorId?: Id;
  /** A UUID; made here where nobody waits for an answer that may be lost. */
  clientId?: string;
  fileId?: Id;
}

export interface AddedMessage {
  id: Id;
  seq: number;
  at: Date;
  /** The text without its hidden parts: what may be found by its words. */
  unhidden: string;
  /** The statements, started. */
  writes: Promise<unknown>[];
}

/**
 * Adds a message to a conversation whose row the transaction has locked (`findConversation … lock`): it takes the next
 * place, identifiers that are found in it, and what is hidden elsewhere in the conversation, are hidden from all but the
 * operator, and word goes out on commit.
 */
export function addMessage(
  tx: Tx,
  conversation: SealedConversation & { seq: number },
  { kind, authorId, clientId = randomUUID(), fileId, ...body }: NewMessage,
): AddedMessage {
  const id = newId();
  const at = clock.now();
  const seq = conversation.seq + 1;
  conversation.seq = seq;
  const { text, hidden: chosen = [] } = body;
  const { known, contact } = kind === 'event' ? { known: [], contact: [] } : maskOf(conversation);
  const seen = kind === 'event' ? [] : spansOf(text);
  const found = kind === 'operator' ? foundInAnswer(text, seen, known, contact) : seen;
  const hidden = [...chosen, ...found, ...spansAgain(text, known)];
  const all = remember(remember(known, text, chosen, true), text, found, false);
  if (all !== known) {
    conversation.sealed = amendHidden(conversation, all);
    conversation.sealVersion += 1;
  }
  const resealed =
    all === known ? tx.sql`` : tx.sql`, sealed = ${conversation.sealed}, seal_version = ${conversation.sealVersion}`;
  const place = { conversationId: conversation.id, messageId: id, version: 1 };
  const sealed = sealMessage(conversation.keys, place, { ...body, hidden });
  const spoken = kind === 'visitor' || kind === 'operator';
  const writes = [
    tx.sql`
      insert into chat_messages (
        org_id, conversation_id, id, seq, changed_seq, client_id, kind, author_id, sealed, seal_version, file_id, at)
      values (
        ${tx.orgId}, ${conversation.id}, ${id}, ${seq}, ${seq}, ${clientId}, ${kind}, ${authorId ?? null}, ${sealed}, 1,
        ${fileId ?? null}, ${at.toISOString()}::timestamptz)`.execute(),
    spoken
      ? tx.sql`
          update chat_conversations
          set seq = ${seq} ${resealed}, last_message_at = ${at.toISOString()}::timestamptz, last_from_visitor = ${kind === 'visitor'},
            ends_at = null
          where org_id = ${tx.orgId} and id = ${conversation.id}`.execute()
      : tx.sql`
          update chat_conversations set seq = ${seq} ${resealed} where org_id = ${tx.orgId} and id = ${conversation.id}`.execute(),
    tell(tx, { kind: 'changed', conversationId: conversation.id, seq }),
  ];
  return { id, seq, at, unhidden: withoutHidden(text, hidden), writes };
}
