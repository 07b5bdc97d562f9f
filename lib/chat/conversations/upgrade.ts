/**
 * Conversations that an older version wrote, in the form of this one: the question stands in its message only, what is
 * hidden in messages is known to the mask of the whole, and key and operator are bound. What is sealed no migration
 * can change.
 */

import type { Context } from '@/lib/platform/context';
import { bindConversationKey } from '@/lib/platform/crypto/conversation-key';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { spansOf } from '@/lib/protection/compliance/phi-text/spans';
import { openMessages } from '@/lib/protection/disclose/conversations';
import { type Mutation, mutate, unrecorded } from '@/lib/protection/mutate';
import type { HiddenText } from '../details';
import { remember } from '../mask';
import { amendHidden, MESSAGE_NAMES, toMessageBody } from '../seal';
import { hiddenTextsIn } from '../sight';
import { assignedMac } from './assigned';
import { findConversation, type OpenableConversation } from './find';

const AT_ONCE = 500;

/** Safe to be cut off and to run in several workers: each conversation is one transaction, under its lock. */
export async function upgradeConversations(ctx: Context): Promise<void> {
  const old = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<{ id: Id }[]>`
      select id from chat_conversations
      where org_id = ${tx.orgId} and (details_form < 2 or key_form < 2) and wrapped_key is not null order by id limit ${AT_ONCE}`,
  );
  for (const { id } of old)
    await mutate(ctx, { action: 'conversation.hide', subjectId: id }, (tx) => upgrade(tx, ctx, id));
}

async function upgrade(tx: Tx, ctx: Context, id: Id): Promise<Mutation<undefined>> {
  const conversation = await findConversation(tx, id, { lock: true, deleted: true });
  const hidden = await hiddenInMessages(tx, ctx, conversation);
  const { wrappedKey, keyForm, operatorId, sealVersion } = conversation;
  const keys = await keysOf(tx);
  const bound = wrappedKey && keyForm < 2 ? bindConversationKey(keys, conversation, wrappedKey) : wrappedKey;
  const operatorMac = operatorId === null ? null : assignedMac(keys, id, operatorId);
  await tx.sql`
    update chat_conversations
    set sealed = ${amendHidden(conversation, hidden)}, seal_version = ${sealVersion + 1}, details_form = 2,
      wrapped_key = ${bound}, key_form = 2, operator_mac = ${operatorMac}
    where org_id = ${tx.orgId} and id = ${id}`;
  return unrecorded(undefined, 'form');
}

async function hiddenInMessages(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
): Promise<readonly HiddenText[]> {
  const rows = await tx.sql<{ id: Id; sealed: Buffer; sealVersion: number }[]>`
    select id, sealed, seal_version as "sealVersion" from chat_messages
    where org_id = ${tx.orgId} and conversation_id = ${conversation.id} and kind <> 'event' order by seq`;
  const bodies = (await openMessages(tx, ctx, { conversation, rows }, MESSAGE_NAMES))
    .filter((one) => one !== null)
    .map(toMessageBody);
  let all: readonly HiddenText[] = hiddenTextsIn(conversation);
  for (const { text, hidden = [] } of bodies) {
    if (hidden.length === 0) continue;
    // Whatever no detector finds, a person chose.
    const found = spansOf(text);
    const isFound = ({ start, end }: { start: number; end: number }) =>
      found.some((span) => span.start <= start && span.end >= end);
    const chosen = hidden.filter((span) => !isFound(span));
    all = remember(remember(all, text, chosen, true), text, hidden.filter(isFound), false);
  }
  return all;
}
