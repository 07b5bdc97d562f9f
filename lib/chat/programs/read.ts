/**
 * Conversations as programs read them. Every read is an event of its own; where the organisation restricts the API, no
 * envelope is opened: ids, times and states are told, and nothing that was said or given.
 */

import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { isRestricted } from '@/lib/protection/compliance/policy';
import { withBudget } from '@/lib/protection/disclose/budget';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import {
  firstQuestion,
  type Message,
  type MessageFrame,
  type MessagePage,
  messagesPage,
} from '../conversations/changes';
import { findConversation, type OpenableConversation } from '../conversations/find';
import { type ConversationFacts, factsOfConversation } from '../conversations/get';
import { conversationIdSchema } from '../conversations/schemas';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf, type VisitorDetails } from '../details';
import { maskedDetails } from '../mask';
import { asReader } from './as-reader';

export type ReadConversation = ConversationFacts & {
  /** Null where this door withholds them. */
  given: { details: VisitorDetails; question: string | null; rating: number | null } | null;
};

/** @throws forbidden; not_found; invalid */
export function readConversation(ctx: Context, conversationId: Id): Promise<ReadConversation> {
  return reading(ctx, conversationId, 'details', async (tx, conversation, withheld) => {
    const facts = await factsOfConversation(tx, conversation);
    if (withheld) return { ...facts, given: null };
    const values = await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    // A program reads no hidden part, in whatever it stands.
    const details = maskedDetails(fromEnvelope(values), hiddenOf(values));
    const question = await firstQuestion(tx, ctx, conversation);
    return { ...facts, given: { details, question, rating: conversation.rating } };
  });
}

/** Messages in their order. Withheld, they have neither texts nor names of files. @throws forbidden; not_found; invalid */
export function readMessages(
  ctx: Context,
  conversationId: Id,
  page: MessagePage,
): Promise<{ visitorId: Id; messages: (Message | MessageFrame)[]; more: boolean }> {
  return reading(ctx, conversationId, 'messages', async (tx, conversation, withheld) => ({
    visitorId: conversation.visitorId,
    ...(await messagesPage(tx, ctx, conversation, { ...page, withheld })),
  }));
}

function reading<T>(
  ctx: Context,
  id: Id,
  what: 'details' | 'messages',
  read: (tx: Tx, conversation: OpenableConversation, withheld: boolean) => Promise<T>,
): Promise<T> {
  const { conversationId } = readInput(conversationIdSchema, { conversationId: id });
  const attempt = { action: 'conversation.open', subjectId: conversationId, door: 'api' } as const;
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      assertMayChat(ctx);
      const conversation = await findConversation(tx, conversationId);
      const withheld = isRestricted('api', (await metadataOf(tx)).compliance);
      const open = () => read(tx, conversation, withheld);
      const value = withheld ? await open() : await asReader(tx, ctx, { conversationId, after: 'stays' }, open);
      const facts = { visitId: conversation.visitId, what, withheld };
      const left = { exit: 'api' as const, fields: [], conversationId };
      if (!withheld) await noteDisclosures(tx, ctx, [left]);
      const spent = withheld ? [] : await spend(tx, 'bulk', 1);
      return { value, entries: [{ ...attempt, facts }, ...spent] };
    }),
  );
}
