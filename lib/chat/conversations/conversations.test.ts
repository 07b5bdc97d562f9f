import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS, makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { sendMessage } from '../messages/send';
import { changesSince } from './changes';
import { closeConversation } from './close';
import { openConversation } from './open';
import { pickUp } from './pick-up';
import { listQueue } from './queues';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
  await makeAvailable(org.operator);
});

const say = (text: string, clientId: string = randomUUID()) => ({ text, clientId });

describe('a conversation', () => {
  test('begins with the pre-chat form, and leaves its events without a word of it', async () => {
    const visitor = await makeVisitor(org);
    const { id, visitId, offline } = await startChat(visitor);
    expect(offline).toBe(false);
    const changes = await changesSince(visitor.ctx, id, 0);
    expect(changes.messages.map(({ kind, text }) => [kind, text])).toEqual([['visitor', ANSWERS.question]]);
    const events = (await eventsOf(org.orgId)).filter(({ subjectId }) => subjectId === id);
    expect(events.map(({ action, fields, facts }) => ({ action, fields, facts }))).toEqual([
      { action: 'conversation.start', fields: [], facts: { visitId, offline: false } },
      { action: 'visitor.update', fields: ['name', 'email'], facts: { visitId, by: 'pre_chat_form' } },
    ]);
    const stored = JSON.stringify(
      await ownerSql()`select * from chat_conversations c
      join chat_messages m on m.conversation_id = c.id join ledger_entries e on e.subject_id = c.id where c.id = ${id}`,
    );
    for (const word of [ANSWERS.name, ANSWERS.email, 'pills', '203.0.113.7']) expect(stored).not.toContain(word);
  });

  test('started twice by one visitor is one', async () => {
    const visitor = await makeVisitor(org);
    const [one, other] = await Promise.all([startChat(visitor), startChat(visitor)]);
    expect(one.id).toBe(other.id);
  });

  test('needs what the form demands', async () => {
    const visitor = await makeVisitor(org);
    await expect(startChat(visitor, { name: ' ', question: '' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { name: 'Please fill this in.', question: 'Please fill this in.' },
    });
  });

  test('is picked up by exactly one of those who try at once', async () => {
    const rivals = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const id = await insertUser(org, `Rival ${i}`, org.profileIds.Operator, org.roleIds.CEO);
        return contextOf(org.orgId, { id, name: `Rival ${i}`, profile: 'Operator', ownerIds: null });
      }),
    );
    const { id } = await startChat(await makeVisitor(org));
    const tries = await Promise.allSettled(rivals.map((ctx) => pickUp(ctx, { conversationId: id })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const events = (await eventsOf(org.orgId, 'conversation.pick_up')).filter((event) => event.subjectId === id);
    expect(events).toHaveLength(1);
  });

  test('carries messages both ways, each once and in order, however often it is asked', async () => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor);
    await pickUp(org.operator, { conversationId: id });
    const again = say('Is it safe?');
    const sent = await sendMessage(visitor.ctx, { conversationId: id, ...again });
    expect(await sendMessage(visitor.ctx, { conversationId: id, ...again })).toEqual(sent);
    await sendMessage(org.operator, { conversationId: id, ...say('Yes, after a meal.') });
    await sendMessage(org.operator, { conversationId: id, ...say('Asked twice before.') }, { note: true });
    const seen = await changesSince(org.operator, id, 0);
    expect(seen.messages.map(({ text }) => text)).toEqual([
      ANSWERS.question,
      org.operator.actor.name,
      'Is it safe?',
      'Yes, after a meal.',
      'Asked twice before.',
    ]);
    expect(seen).toMatchObject({ seq: 5, more: false, status: 'open' });
    const later = await changesSince(visitor.ctx, id, sent.seq);
    expect(later.messages.map(({ text }) => text)).toEqual(['Yes, after a meal.']);
    expect(later.seq).toBe(5);
  });

  test('takes many messages at once and gives each a place of its own', async () => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor, { question: 'first' });
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => sendMessage(visitor.ctx, { conversationId: id, ...say(`${i}`) })),
    );
    const { messages } = await changesSince(visitor.ctx, id, 0);
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
  });

  test('is read by nobody who has not opened it, and by each opening once in the ledger', async () => {
    const { id, visitId } = await startChat(await makeVisitor(org));
    await expect(changesSince(org.operator, id, 0)).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
    await openConversation(org.operator, { conversationId: id });
    await openConversation(org.operator, { conversationId: id });
    expect((await changesSince(org.operator, id, 0)).messages).toHaveLength(1);
    const opened = (await eventsOf(org.orgId, 'conversation.open')).filter((event) => event.subjectId === id);
    expect(opened.map(({ facts }) => facts)).toEqual([{ visitId }]);
    const elsewhere = { ...org.operator, sessionId: id };
    await expect(changesSince(elsewhere, id, 0)).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
  });

  test.each(['admin', 'officer'] as const)('is closed to the %s', async (who) => {
    const { id } = await startChat(await makeVisitor(org));
    const ctx = org[who];
    await expect(openConversation(ctx, { conversationId: id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(pickUp(ctx, { conversationId: id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changesSince(ctx, id, 0)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sendMessage(ctx, { conversationId: id, ...say('x') })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is not there for another visitor, nor for another org', async () => {
    const { id } = await startChat(await makeVisitor(org));
    const stranger = (await makeVisitor(org)).ctx;
    const far = await makeOrg();
    for (const ctx of [stranger, (await makeVisitor(far)).ctx, far.operator]) {
      await expect(changesSince(ctx, id, 0)).rejects.toMatchObject({ code: 'not_found' });
      await expect(sendMessage(ctx, { conversationId: id, ...say('x') })).rejects.toMatchObject({ code: 'not_found' });
      await expect(closeConversation(ctx, { conversationId: id })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('ends once; nothing can be said after, but a note', async () => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor);
    await pickUp(org.operator, { conversationId: id });
    await Promise.all([
      closeConversation(visitor.ctx, { conversationId: id }),
      closeConversation(org.operator, { conversationId: id }),
    ]);
    await expect(sendMessage(visitor.ctx, { conversationId: id, ...say('wait') })).rejects.toMatchObject({
      reason: 'CONVERSATION_CLOSED',
    });
    await sendMessage(org.operator, { conversationId: id, ...say('Called back.') }, { note: true });
    const closed = (await eventsOf(org.orgId, 'conversation.close')).filter((event) => event.subjectId === id);
    expect(closed).toHaveLength(1);
  });

  test.each([
    ['longer than is allowed', 'x'.repeat(5001)],
    ['empty', ' \n '],
    ['half a character', '\ud800'],
    ['with a NUL', 'a\0b'],
  ])('refuses a message that is %s, by name', async (_, text) => {
    const visitor = await makeVisitor(org);
    const { id } = await startChat(visitor);
    await expect(sendMessage(visitor.ctx, { conversationId: id, ...say(text) })).rejects.toMatchObject({
      code: 'invalid',
      fields: { text: expect.any(String) },
    });
  });
});

describe('a list of conversations', () => {
  test('shows who waits, who is mine, what is closed, and nothing that was said', async () => {
    const own = await makeOrg();
    await makeAvailable(own.operator);
    const visitor = await makeVisitor(own);
    const { id } = await startChat(visitor);
    const waiting = await listQueue(own.operator, 'waiting');
    expect(waiting).toMatchObject({
      rows: [{ id, status: 'waiting', needsAnswer: true }],
      counts: { waiting: 1, mine: 0 },
    });
    expect(JSON.stringify(waiting)).not.toMatch(/Vera|pills/);
    await pickUp(own.operator, { conversationId: id });
    expect(await listQueue(own.operator, 'mine')).toMatchObject({ rows: [{ id }], counts: { waiting: 0, mine: 1 } });
    await closeConversation(visitor.ctx, { conversationId: id });
    expect(await listQueue(own.operator, 'closed')).toMatchObject({ rows: [{ id, status: 'closed' }] });
  });

  test('has those nobody picked up in time among the missed', async () => {
    const own = await makeOrg();
    const { id, offline } = await startChat(await makeVisitor(own));
    expect(offline).toBe(true);
    expect(await listQueue(own.operator, 'missed')).toMatchObject({ rows: [{ id }], counts: { missed: 1 } });
  });
});
