import { randomUUID } from 'node:crypto';
import { spansOf } from '../../compliance/phi-text/spans';
import type { OrgKeys } from '../../crypto/keyring';
import type { MessageKind } from '../../db/schema/chat';
import type { Tx } from '../../db/transaction';
import { type Id, newId } from '../../ids';
import { tell } from '../live/tell';
import { type MessageBody, sealMessage } from '../seal';

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
  /** The statements, started. */
  writes: Promise<unknown>[];
}

/**
 * Adds a message to a conversation whose row the transaction has locked (`findConversation … lock`): it takes the next
 * place, identifiers that are found in it are hidden from all but the operator, and word goes out on commit.
 */
export function addMessage(
  tx: Tx,
  conversation: { id: Id; seq: number; keys: OrgKeys },
  { kind, authorId, clientId = randomUUID(), fileId, ...body }: NewMessage,
): AddedMessage {
  const id = newId();
  const at = new Date();
  const seq = conversation.seq + 1;
  conversation.seq = seq;
  const found = kind === 'event' ? [] : spansOf(body.text);
  const hidden = [...(body.hidden ?? []), ...found];
  const sealed = sealMessage(conversation.keys, conversation.id, id, { ...body, hidden });
  const spoken = kind === 'visitor' || kind === 'operator';
  const writes = [
    tx.sql`
      insert into chat_messages (
        org_id, conversation_id, id, seq, changed_seq, client_id, kind, author_id, sealed, file_id, at)
      values (
        ${tx.orgId}, ${conversation.id}, ${id}, ${seq}, ${seq}, ${clientId}, ${kind}, ${authorId ?? null}, ${sealed},
        ${fileId ?? null}, ${at.toISOString()}::timestamptz)`.execute(),
    spoken
      ? tx.sql`
          update chat_conversations
          set seq = ${seq}, last_message_at = ${at.toISOString()}::timestamptz, last_from_visitor = ${kind === 'visitor'},
            ends_at = null
          where org_id = ${tx.orgId} and id = ${conversation.id}`.execute()
      : tx.sql`
          update chat_conversations set seq = ${seq} where org_id = ${tx.orgId} and id = ${conversation.id}`.execute(),
    tell(tx, { kind: 'changed', conversationId: conversation.id, seq }),
  ];
  return { id, seq, at, writes };
}
