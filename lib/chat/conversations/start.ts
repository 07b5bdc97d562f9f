import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { makeConversationKey } from '@/lib/platform/crypto/conversation-key';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden, internal, invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { VISITOR_FIELDS } from '../details';
import type { HiddenSpan } from '../hidden';
import { conversationKeys } from '../keys';
import { tell } from '../live/tell';
import { plainContact, rememberDetails } from '../mask';
import { addMessage } from '../messages/add';
import { indexWords } from '../messages/words';
import { sealDetails } from '../seal';
import { type Brand, findBrand } from '../setup/brands';
import { isOpenNow } from '../setup/business-hours';
import { customProblems, declaredFields } from '../setup/custom-fields';
import { chatSettings } from '../setup/settings';
import { isBlocked } from '../visitors/blocked';
import { chatBits, visitorTokens } from '../visitors/tokens';
import { chooseOperator, isAnybodyHere } from './route';
import { type StartInput, startSchema } from './schemas';

export interface StartedConversation {
  id: Id;
  visitId: Id;
  /** Nobody is here: it waits among the missed ones. */
  offline: boolean;
}

/**
 * Starts a visitor's conversation, or gives the one that is going on: a second tab, or an answer that was lost, makes no
 * second one. Name, email and phone of the pre-chat form are an event of their own (seed: visitor meta).
 * @param address where the request came from; sealed with the rest.
 * @throws not_found for another org's brand; invalid with what the pre-chat form lacks; forbidden when blocked.
 */
export async function startConversation(
  ctx: Context,
  input: StartInput,
  address: string | null,
): Promise<StartedConversation> {
  if (ctx.actor.kind !== 'visitor') throw internal('Only a visitor starts a conversation.');
  const given = readInput(startSchema, input);
  const { custom, clientId, departmentId, brandId, question, hidden, ...details } = given;
  assertWithin(question, hidden);
  const action = 'conversation.start';
  return mutate(ctx, action, async (tx) => {
    const [brand, keys, settings, visitor] = await Promise.all([
      findBrand(tx, brandId),
      keysOf(tx),
      chatSettings(tx),
      lockVisitor(tx, ctx.actor.id),
    ]);
    if (await isBlocked(tx, keys, ctx.actor.id, address)) throw forbidden('You cannot start a conversation here.');
    if (visitor.conversationId) {
      const value = { id: visitor.conversationId, visitId: visitor.visitId, offline: false };
      return unchanged(value);
    }
    assertAnswered(brand, given);
    const declared = await declaredFields(tx);
    const problems = customProblems(declared, custom);
    if (Object.keys(problems).length > 0) throw invalid('Some custom fields are not right.', { fields: problems });
    const department = await knownDepartment(tx, departmentId);
    const offline = !isOpenNow(brand.settings.businessHours, clock.now()) || !(await isAnybodyHere(tx, department));
    const offeredTo = offline ? null : await chooseOperator(tx, department, settings);
    const id = newId();
    const place = { id, visitorId: ctx.actor.id };
    const wrappedKey = makeConversationKey(keys, place);
    const own = await conversationKeys(tx, { ...place, wrappedKey, keyForm: 2 });
    const all = { ...details, ...(address && { ip: address }), custom };
    const sealed = sealDetails({ id, keys: own, sealVersion: 0 }, all);
    await tx.sql`
      insert into chat_conversations (
        org_id, id, visitor_id, visit_id, brand_id, department_id, status, wrapped_key, sealed, seal_version, started_at,
        last_message_at, offered_to, offered_until)
      values (
        ${tx.orgId}, ${id}, ${ctx.actor.id}, ${visitor.visitId}, ${brandId}, ${department},
        ${offline ? 'missed' : 'waiting'}, ${wrappedKey}, ${sealed}, 1, now(), now(), ${offeredTo},
        case when ${offeredTo}::bigint is not null then now() + make_interval(secs => ${settings.offerSeconds}) end)`;
    const bits = await chatBits(tx, 'visitor');
    const tokens = visitorTokens(keys, plainContact(all, rememberDetails(all, [])), bits).map(({ field, token }) =>
      tx.sql`
        insert into chat_tokens (org_id, field, token, conversation_id)
        values (${tx.orgId}, ${field}, ${token}, ${id})`.execute(),
    );
    const conversation = { id, seq: 0, keys: own, sealed, sealVersion: 1 };
    const first = question
      ? addMessage(tx, conversation, { kind: 'visitor', text: question, hidden, ...(clientId && { clientId }) })
      : null;
    const indexed = first ? indexWords(tx, id, first.unhidden) : Promise.resolve();
    const facts = { visitId: visitor.visitId };
    const entries: [NewEntry, ...NewEntry[]] = [
      { action, subjectId: id, door: 'visitor', facts: { ...facts, offline } },
    ];
    const audited = declared.map(({ name }) => name).filter((name) => custom[name]);
    const named = [...VISITOR_FIELDS.filter((field) => all[field]), ...audited];
    if (named.length > 0) {
      const by = { ...facts, by: 'pre_chat_form' };
      entries.push({ action: 'visitor.update', subjectId: id, door: 'visitor', fields: named, facts: by });
    }
    const value = { id, visitId: visitor.visitId, offline };
    const told = tell(tx, { kind: 'queue', conversationId: id });
    return { value, writes: [...tokens, ...(first?.writes ?? []), indexed, told], entries };
  });
}

/** @throws invalid */
function assertWithin(question = '', hidden: readonly HiddenSpan[]): void {
  if (hidden.every(({ start, end }) => start < end && end <= question.length)) return;
  throw invalid('What is hidden must be a part of the question.', { fields: { hidden: 'is no part of the text' } });
}

/** Keeps two tabs from starting two. */
async function lockVisitor(tx: Tx, visitorId: Id): Promise<{ visitId: Id; conversationId: Id | null }> {
  const [visitor] = await tx.sql<{ visitId: Id }[]>`
    select visit_id as "visitId" from chat_visitors where org_id = ${tx.orgId} and id = ${visitorId} for update`;
  if (!visitor) throw internal('The visitor of a conversation is not there.');
  const [open] = await tx.sql<{ id: Id }[]>`
    select id from chat_conversations
    where org_id = ${tx.orgId} and visitor_id = ${visitorId} and status <> 'closed' and deleted_at is null limit 1`;
  return { visitId: visitor.visitId, conversationId: open?.id ?? null };
}

function assertAnswered({ settings: { preChat } }: Brand, given: Record<string, unknown>): void {
  if (!preChat.enabled) return;
  const missing = Object.entries(preChat.fields)
    .filter(([name, field]) => field.shown && field.mandatory && !given[name])
    .map(([name]) => [name, 'Please fill this in.']);
  if (missing.length > 0) {
    throw invalid('Some of the form is not filled in.', { fields: Object.fromEntries(missing) });
  }
}

/** A department that is gone, or was never there, is none: a conversation is never lost for it. */
async function knownDepartment(tx: Tx, id: Id | undefined): Promise<Id | null> {
  if (!id) return null;
  const [row] = await tx.sql<{ id: Id }[]>`
    select id from chat_departments where org_id = ${tx.orgId} and id = ${id}`;
  return row?.id ?? null;
}
