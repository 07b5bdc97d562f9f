/** From a conversation to the CRM: a Contact or Lead made of what the visitor gave, or one that is there already. */
import type { Context } from '@/lib/context';
import { inOrg } from '@/lib/db/transaction';
import { openVisitor } from '@/lib/disclose/conversations';
import { conflict } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { mutate, unchanged } from '@/lib/mutate';
import { createRecord } from '@/lib/records/create';
import { type RecordRef, requireVisible } from '@/lib/records/record-access';
import { assertMayChat } from '../access';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf, type VisitorDetails } from '../details';
import { plainContact } from '../mask';
import { findConversation } from './find';

/** The modules a visitor can become a record of. */
export const LINKED_MODULES = ['Contacts', 'Leads'] as const;
export type LinkedModule = (typeof LINKED_MODULES)[number];

/** Links an opened conversation to a record the asker may see; linked to another before, it moves. @throws not_found; forbidden */
export async function linkRecord(ctx: Context, input: RecordRef & { conversationId: Id }): Promise<void> {
  const { conversationId, module, recordId } = input;
  const attempt = { action: 'conversation.link', subjectId: conversationId, module, recordId } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId, { lock: true });
    await openVisitor(tx, ctx, conversation, []);
    await requireVisible(tx, ctx, { module, recordId });
    if (conversation.recordId === recordId) return unchanged();
    const linked = tx.sql`
      update chat_conversations set record_id = ${recordId}, record_module = ${module}
      where org_id = ${tx.orgId} and id = ${conversationId}`.execute();
    const facts = { visitId: conversation.visitId };
    return { value: undefined, writes: [linked], entries: [{ ...attempt, facts }] };
  });
}

/**
 * Makes a record of the visitor and links it. Marks stay marks: what is marked in the module is sealed as it is written.
 * @throws not_found; forbidden without the right to create in the module; conflict when it is linked already; invalid
 */
export async function createLinkedRecord(
  ctx: Context,
  { conversationId, module }: { conversationId: Id; module: LinkedModule },
): Promise<{ recordId: Id }> {
  const details = await inOrg(ctx.orgId, async (tx) => {
    assertMayChat(ctx);
    const conversation = await findConversation(tx, conversationId);
    if (conversation.recordId) throw conflict('The conversation is linked to a record already.');
    const values = await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    // What is hidden in a conversation does not become part of a record that others see.
    return plainContact(fromEnvelope(values), hiddenOf(values));
  });
  const values = valuesOf(details);
  const { id: recordId } = await createRecord(ctx, { module, values, source: 'chat' });
  await linkRecord(ctx, { conversationId, module, recordId });
  return { recordId };
}

function valuesOf({ name, email, phone }: VisitorDetails): Record<string, string> {
  const words = (name ?? '').split(/\s+/).filter(Boolean);
  const last = words.pop() ?? 'Visitor';
  return {
    Last_Name: last,
    ...(words.length > 0 && { First_Name: words.join(' ') }),
    ...(email && { Email: email }),
    ...(phone && { Phone: phone }),
  };
}

export interface LinkedConversation {
  id: Id;
  status: string;
  startedAt: string;
  closedAt: string | null;
}

/** The conversations linked to a record the asker may see, the newest first, without a word of them. @throws not_found; forbidden */
export async function conversationsOfRecord(ctx: Context, ref: RecordRef): Promise<LinkedConversation[]> {
  return inOrg(ctx.orgId, async (tx) => {
    await requireVisible(tx, ctx, ref);
    return tx.sql<LinkedConversation[]>`
      select id, status, started_at as "startedAt", closed_at as "closedAt" from chat_conversations
      where org_id = ${tx.orgId} and record_id = ${ref.recordId} and record_module = ${ref.module} and deleted_at is null
      order by id desc limit 50`;
  });
}
