/** From a conversation to the CRM: a Contact or Lead made of what the visitor gave, or one that is there already. */

import { creation } from '@/lib/crm/records/create';
import { type RecordRef, requireVisible } from '@/lib/crm/records/record-access';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged } from '@/lib/protection/mutate';
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
    const linked = linking(tx, conversationId, { module, recordId });
    const facts = { visitId: conversation.visitId };
    return { value: undefined, writes: [linked], entries: [{ ...attempt, facts }] };
  });
}

const linking = (tx: Tx, conversationId: Id, { module, recordId }: RecordRef) =>
  tx.sql`
    update chat_conversations set record_id = ${recordId}, record_module = ${module}
    where org_id = ${tx.orgId} and id = ${conversationId}`.execute();

/**
 * Makes a record of the visitor and links it, in one step. Marks stay marks: what is marked in the module is sealed as it is written.
 * @throws not_found; forbidden without the right to create in the module; conflict when it is linked already; invalid
 */
export async function createLinkedRecord(
  ctx: Context,
  { conversationId, module }: { conversationId: Id; module: LinkedModule },
): Promise<{ recordId: Id }> {
  return mutate(ctx, { action: 'record.create', module }, async (tx) => {
    assertMayChat(ctx);
    // Locked: of two who make a record of one visitor at once, the second finds it linked.
    const conversation = await findConversation(tx, conversationId, { lock: true });
    if (conversation.recordId) throw conflict('The conversation is linked to a record already.');
    const details = await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    // What is hidden in a conversation does not become part of a record that others see.
    const values = valuesOf(plainContact(fromEnvelope(details), hiddenOf(details)));
    const { value, change, entries } = await creation(tx, ctx, { module, values, source: 'chat' });
    const linked = linking(tx, conversationId, { module, recordId: value.id });
    const link = { action: 'conversation.link', subjectId: conversationId, module, recordId: value.id } as const;
    return {
      value: { recordId: value.id },
      change,
      writes: [linked],
      entries: [...entries, { ...link, facts: { visitId: conversation.visitId } }],
    };
  });
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
