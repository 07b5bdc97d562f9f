import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ANSWERS, makeAvailable, makeVisitor, startChat, type TestVisitor } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { hideSpan, revealMessage } from '../messages/hide';
import { sendMessage } from '../messages/send';
import { updateChatSettings } from '../setup/settings';
import { DEFAULT_CHAT_SETTINGS } from '../setup/settings-schema';
import { blockVisitor, listBlocks, unblock } from '../visitors/block';
import { CHANGES_AT_ONCE, changesSince } from './changes';
import { closeConversation } from './close';
import { deleteConversations, purgeConversations, restoreConversations } from './delete';
import { getConversation } from './get';
import { isConversation } from './is-conversation';
import { conversationsOfRecord, createLinkedRecord } from './link-record';
import { openConversation } from './open';
import { addParticipant, removeParticipant } from './participants';
import { pickUp } from './pick-up';
import { listQueue } from './queues';
import { searchConversations } from './search';
import { retainConversations, settleConversations } from './settle';
import { transcriptOf } from './transcript';
import { acceptTransfer, offerTransfer, rejectTransfer } from './transfer';
import { updateVisitor } from './update-visitor';

let org: TestOrg;
let colleague: Context;
let visitor: TestVisitor;
let conversationId: Id;
let visitId: Id;

beforeAll(async () => {
  org = await makeOrg();
  const id = await insertUser(org, 'Cole League', org.profileIds.Operator, org.roleIds.CEO);
  colleague = contextOf(org.orgId, { id, name: 'Cole League', profile: 'Operator', ownerIds: null });
  await makeAvailable(org.operator);
});

/** A conversation that the operator has picked up. */
async function begin(given = {}): Promise<void> {
  visitor = await makeVisitor(org);
  ({ id: conversationId, visitId } = await startChat(visitor, given));
  await pickUp(org.operator, { conversationId });
}

const say = (ctx: Context, text: string) => sendMessage(ctx, { conversationId, text, clientId: randomUUID() });
const events = async (action: Parameters<typeof eventsOf>[1]) =>
  (await eventsOf(org.orgId, action)).filter(({ subjectId }) => subjectId === conversationId);

describe('the details of a visitor', () => {
  test('are shown to whoever opened the conversation, with what their script gave', async () => {
    await begin({ custom: { plan: 'Gold', 'naïve key': 'x' }, page: 'https://clinic.example/book', referrer: '' });
    const view = await getConversation(org.operator, conversationId);
    const { question, ...given } = ANSWERS;
    expect(JSON.stringify(view)).not.toContain(question);
    expect(view).toMatchObject({
      details: {
        ...given,
        page: 'https://clinic.example/book',
        ip: '203.0.113.7',
        custom: { plan: 'Gold', 'naïve key': 'x' },
      },
      operator: { name: org.operator.actor.name },
      can: { answer: true, transfer: true, close: true, pickUp: false, delete: false },
    });
    await expect(getConversation(colleague, conversationId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('changed by an operator are an event that names which, and no value', async () => {
    await begin();
    await updateVisitor(org.operator, {
      conversationId,
      name: 'Vera V. Visitor',
      phone: '+1 555 010 9999',
      email: ANSWERS.email,
    });
    const { details } = await getConversation(org.operator, conversationId);
    expect(details).toMatchObject({ name: 'Vera V. Visitor', phone: '+1 555 010 9999', email: ANSWERS.email });
    const [, event] = await events('visitor.update');
    expect(event).toMatchObject({ fields: ['name', 'phone'], facts: { visitId, by: 'operator' } });
    expect(
      JSON.stringify(await ownerSql()`select * from ledger_entries where subject_id = ${conversationId}`),
    ).not.toContain('Vera');
  });

  test('find a conversation by an exact name, email or phone, among those one was in', async () => {
    const email = `${randomUUID()}@visitor.example`;
    await begin({ email });
    expect(await searchConversations(org.operator, { field: 'email', value: email.toUpperCase() })).toEqual({
      ids: [conversationId],
    });
    expect(await searchConversations(org.operator, { field: 'email', value: `x${email}` })).toEqual({ ids: [] });
    expect(await searchConversations(colleague, { field: 'email', value: email })).toEqual({ ids: [] });
    await expect(searchConversations(org.operator, { field: 'word', value: 'pills' })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect((await eventsOf(org.orgId, 'conversation.search')).at(-1)).toMatchObject({
      facts: expect.not.objectContaining({ value: email }),
    });
  });

  test('make a record of the CRM that knows its past chats', async () => {
    await begin();
    const { recordId } = await createLinkedRecord(org.operator, { conversationId, module: 'Contacts' });
    const past = await conversationsOfRecord(org.operator, { module: 'Contacts', recordId });
    expect(past.map(({ id }) => id)).toEqual([conversationId]);
    expect((await getConversation(org.operator, conversationId)).record).toEqual({ module: 'Contacts', id: recordId });
    await expect(createLinkedRecord(org.operator, { conversationId, module: 'Contacts' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await events('conversation.link')).toHaveLength(1);
  });
});

describe('a transfer', () => {
  test('moves the conversation when it is accepted; the one who had it reads on only by opening it anew', async () => {
    await begin();
    const { id } = await offerTransfer(org.operator, { conversationId, toUserId: colleague.actor.id });
    expect((await listQueue(colleague, 'mine')).rows).toMatchObject([{ id: conversationId, transferId: id }]);
    await acceptTransfer(colleague, { transferId: id });
    await say(colleague, 'I take over.');
    await expect(changesSince(org.operator, conversationId, 0)).rejects.toMatchObject({
      reason: 'CONVERSATION_NOT_OPENED',
    });
    await expect(acceptTransfer(colleague, { transferId: id })).rejects.toMatchObject({ code: 'conflict' });
    for (const action of ['conversation.transfer', 'conversation.accept_transfer'] as const)
      expect(await events(action)).toHaveLength(1);
  });

  test('rejected leaves it where it was', async () => {
    await begin();
    const { id } = await offerTransfer(org.operator, { conversationId, toUserId: colleague.actor.id });
    await expect(rejectTransfer(org.operator, { transferId: id })).rejects.toMatchObject({ code: 'forbidden' });
    await rejectTransfer(colleague, { transferId: id });
    await say(org.operator, 'Still me.');
    expect(await events('conversation.reject_transfer')).toHaveLength(1);
  });

  test('goes only to somebody who may read conversations', async () => {
    await begin();
    await expect(offerTransfer(org.operator, { conversationId, toUserId: org.officer.actor.id })).rejects.toMatchObject(
      { code: 'invalid' },
    );
    await expect(offerTransfer(colleague, { conversationId, toUserId: colleague.actor.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

test('a participant answers once they opened the conversation, and no more when they are taken out', async () => {
  await begin();
  await addParticipant(org.operator, { conversationId, userId: colleague.actor.id });
  await expect(say(colleague, 'Hello')).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
  await openConversation(colleague, { conversationId });
  await say(colleague, 'Hello');
  await removeParticipant(org.operator, { conversationId, userId: colleague.actor.id });
  await expect(say(colleague, 'Hello?')).rejects.toMatchObject({ code: 'forbidden' });
});

describe('what is hidden in a message', () => {
  const SECRET = 'My SSN is 536-90-4399.';

  test('is found by itself; a token to others, to the operator only when it is closed, revealed with a purpose', async () => {
    await begin();
    const { id: messageId } = await say(visitor.ctx, SECRET);
    const shown = async (ctx: Context) =>
      (await changesSince(ctx, conversationId, 0)).messages.find(({ id }) => id === messageId)?.text;
    expect(await shown(visitor.ctx)).toBe(SECRET);
    expect(await shown(org.operator)).toBe(SECRET);
    await openConversation(colleague, { conversationId });
    expect(await shown(colleague)).toBe('My SSN is [SSN].');
    await closeConversation(org.operator, { conversationId });
    expect(await shown(org.operator)).toBe('My SSN is [SSN].');
    expectAbsent(await transcriptOf(org.operator, { conversationId }), '536-90-4399');
    const revealed = await revealMessage(org.operator, { conversationId, messageId, purpose: 'treatment' });
    expect(revealed).toEqual({ text: SECRET, hidden: [{ start: 10, end: 21, kind: 'ssn' }] });
    expect(await events('conversation.reveal')).toHaveLength(1);
  });

  test('can be added to by hand, and the message changes for those who have it', async () => {
    await begin();
    const { id: messageId, seq } = await say(visitor.ctx, 'I live by the old mill.');
    await openConversation(colleague, { conversationId });
    await hideSpan(org.operator, { conversationId, messageId, start: 10, end: 22, masked: false, kind: 'address' });
    expect((await changesSince(colleague, conversationId, seq)).messages).toMatchObject([
      { id: messageId, seq, text: 'I live by [ADDRESS].' },
    ]);
    await expect(
      hideSpan(org.operator, { conversationId, messageId, start: 5, end: 500, masked: false, kind: '' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    expect(await events('conversation.hide')).toHaveLength(1);
  });
});

test('a transcript is an event, and has what was said in order', async () => {
  await begin();
  await say(org.operator, 'After a meal.');
  const text = await transcriptOf(visitor.ctx, { conversationId });
  expect(text).toMatch(
    /Visitor: May I take both pills at once\?\n.*joined the conversation\n.*Olga Operator: After a meal\./,
  );
  expect(await events('conversation.export')).toMatchObject([{ facts: { visitId, messages: 3 } }]);
});

test('more than one answer holds is read on, page by page, by a client and by a transcript', async () => {
  await begin();
  for (let n = 0; n < CHANGES_AT_ONCE; n += 1) await say(visitor.ctx, `number ${n}`);
  const first = await changesSince(visitor.ctx, conversationId, 0);
  const rest = await changesSince(visitor.ctx, conversationId, first.seq);
  expect([first.more, rest.more]).toEqual([true, false]);
  const seqs = [...first.messages, ...rest.messages].map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: CHANGES_AT_ONCE + 2 }, (_, i) => i + 1));
  const lines = (await transcriptOf(visitor.ctx, { conversationId })).trim().split('\n');
  expect(lines).toHaveLength(CHANGES_AT_ONCE + 2);
  expect(lines.at(-1)).toContain(`number ${CHANGES_AT_ONCE - 1}`);
});

test('a blocked visitor, or address, starts no conversation until it is lifted', async () => {
  const own = await makeOrg();
  const blocked = await makeVisitor(own);
  const { id } = await startChat(blocked);
  await pickUp(own.operator, { conversationId: id });
  await blockVisitor(own.operator, { conversationId: id, kind: 'address' });
  await closeConversation(own.operator, { conversationId: id });
  await expect(startChat(await makeVisitor(own))).rejects.toMatchObject({ code: 'forbidden' });
  const blocks = await listBlocks(own.admin);
  expect(JSON.stringify(await ownerSql()`select * from chat_blocks`)).not.toContain('203.0.113.7');
  await unblock(own.admin, { id: blocks[0]?.id ?? '' });
  await startChat(blocked);
});

describe('deletion', () => {
  const closedOne = async () => {
    await begin();
    await closeConversation(org.operator, { conversationId });
  };

  test('takes closed ones only, by a right of its own', async () => {
    await begin();
    await expect(deleteConversations(org.operator, { ids: [conversationId] })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(deleteConversations(org.admin, { ids: [conversationId] })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('moves to a bin, whence it comes back; its events hold the Visit ID and the Conversation ID only', async () => {
    await closedOne();
    await deleteConversations(org.admin, { ids: [conversationId] });
    await expect(changesSince(visitor.ctx, conversationId, 0)).rejects.toMatchObject({ code: 'not_found' });
    expect(await isConversation(org.operator, conversationId)).toBe(false);
    const [entry] = await events('conversation.delete');
    expect(entry).toMatchObject({ subjectId: conversationId, facts: { visitId }, fields: [], module: null });
    await restoreConversations(org.admin, { ids: [conversationId] });
    expect((await changesSince(visitor.ctx, conversationId, 0)).messages.length).toBeGreaterThan(0);
    expect(await isConversation(org.operator, conversationId)).toBe(true);
    expect(await isConversation((await makeOrg()).operator, conversationId)).toBe(false);
    expect(await isConversation(org.operator, 'none')).toBe(false);
  });

  test('for good leaves nothing of it in any table but the ledger', async () => {
    await closedOne();
    await deleteConversations(org.admin, { ids: [conversationId] });
    await purgeConversations(org.admin, { ids: [conversationId] });
    for (const table of ['chat_messages', 'chat_files', 'chat_readers', 'chat_tokens']) {
      expect(
        await ownerSql()`select 1 from ${ownerSql()(table)} where conversation_id = ${conversationId}`,
      ).toHaveLength(0);
    }
    expect(await ownerSql()`select 1 from chat_conversations where id = ${conversationId}`).toHaveLength(0);
    expect(await events('conversation.purge')).toMatchObject([{ facts: { visitId } }]);
  });
});

describe('by the clock', () => {
  const system: Context = {
    ...contextOf('1', { id: '0', name: 'System', profile: 'Operator', ownerIds: null }),
    actor: { kind: 'system', id: '0', name: 'System' },
    rights: { everyModule: [], modules: {}, org: ['deleteConversations'] },
  };

  test('what waits too long is missed, what falls silent ends, what is too old goes', async () => {
    const own = await makeOrg();
    await makeAvailable(own.operator);
    await updateChatSettings(own.admin, { ...DEFAULT_CHAT_SETTINGS, idleMinutes: 10, retentionDays: 30 });
    const clock = { ...system, orgId: own.orgId };
    const chat = async () => (await startChat(await makeVisitor(own))).id;
    const [waiting, silent, old] = [await chat(), await chat(), await chat()];
    await pickUp(own.operator, { conversationId: silent });
    await pickUp(own.operator, { conversationId: old });
    await closeConversation(own.operator, { conversationId: old });
    await ownerSql()`
      update chat_conversations set started_at = now() - interval '2 minutes',
        last_message_at = now() - interval '11 minutes', picked_up_at = picked_up_at - interval '11 minutes',
        closed_at = closed_at - interval '31 days'
      where org_id = ${own.orgId}`;
    await settleConversations(clock);
    await settleConversations(clock);
    await retainConversations(clock);
    const left =
      await ownerSql()`select id, status, close_reason from chat_conversations where org_id = ${own.orgId} order by id`;
    expect(left).toEqual([
      { id: waiting, status: 'missed', close_reason: null },
      { id: silent, status: 'closed', close_reason: 'idle' },
    ]);
    for (const action of ['conversation.miss', 'conversation.delete', 'conversation.purge'] as const) {
      expect(await eventsOf(own.orgId, action)).toHaveLength(1);
    }
  });
});
