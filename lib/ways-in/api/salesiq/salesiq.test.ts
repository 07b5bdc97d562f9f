import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { closeConversation } from '@/lib/chat/conversations/close';
import { getConversation } from '@/lib/chat/conversations/get';
import { openConversation } from '@/lib/chat/conversations/open';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { sendMessage } from '@/lib/chat/messages/send';
import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { ANSWERS, makeAvailable, makeVisitor, startChat, type TestVisitor } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { ALL_SCOPES, type Rest, restClient } from '@/lib/tools/testing/rest';

let org: TestOrg;
let rest: Rest;
let base: string;
let visitor: TestVisitor;
let id: Id;
let visitId: Id;

beforeAll(async () => {
  org = await makeOrg();
  rest = await restClient(org, org.operator);
  base = `/salesiq/v2/${org.orgId}/conversations`;
  await makeAvailable(org.operator);
});

beforeEach(async () => {
  visitor = await makeVisitor(org);
  ({ id, visitId } = await startChat(visitor, { page: 'https://clinic.example/book' }));
  await pickUp(org.operator, { conversationId: id });
});

/** What programs did to a conversation. */
const events = async (action: LedgerAction, subjectId: Id = id) => {
  const rows = await ownerSql()<{ facts: string; fields: string[]; outcome: string; door: string | null }[]>`
    select facts, fields, outcome, door from ledger_entries
    where org_id = ${org.orgId} and action = ${action} and subject_id = ${subjectId} and actor_kind = 'client'
    order by id`;
  return rows.map(({ facts, ...row }) => ({ ...row, facts: JSON.parse(facts) as Record<string, unknown> }));
};

const reader = async () => {
  const [row] = await ownerSql()<{ session_id: Id | null }[]>`
    select session_id from chat_readers where conversation_id = ${id} and user_id = ${org.operator.actor.id}`;
  return row;
};

/** Runs with the API closed to protected data. */
async function restricted(act: () => Promise<void>): Promise<void> {
  await setHipaaEnabled(org.admin, { enabled: true });
  await setRestriction(org.admin, { door: 'api', restricted: true });
  try {
    await act();
  } finally {
    await setRestriction(org.admin, { door: 'api', restricted: false });
    await confirmHolds(org);
  }
}

describe('the list', () => {
  test('holds ids, times and states, the newest first, by pages, and nothing that a visitor gave', async () => {
    const { id: newer } = await startChat(await makeVisitor(org));
    const { status, body } = await rest('GET', `${base}?limit=1`);
    expect([status, body.object, body.url, body.more_data]).toEqual([200, 'list', base, true]);
    expect(body.data).toEqual([
      expect.objectContaining({
        id: newer,
        chat_status: { state_key: 'waiting', status_key: 'open', label: 'Waiting' },
        start_time: expect.stringMatching(/^\d{13}$/),
        visitor: { id: expect.stringMatching(/^\d+$/) },
      }),
    ]);
    const next = await rest('GET', `${base}?limit=1&page=2`);
    expect(next.body.data[0]).toMatchObject({
      id,
      visit_id: visitId,
      chat_status: { state_key: 'connected' },
      attender: { id: org.operator.actor.id, name: 'Olga Operator', is_bot: false },
    });
    expect(JSON.stringify([body, next.body])).not.toMatch(/Vera|pills|clinic\.example/);
    expect(await events('conversation.open')).toEqual([]);
  });

  test('is narrowed by status, operator and time', async () => {
    const ids = async (query: string) =>
      (await rest('GET', `${base}?limit=99&${query}`)).body.data.map((row: { id: Id }) => row.id);
    expect(await ids('status=connected')).toContain(id);
    expect(await ids('status=waiting')).not.toContain(id);
    expect(await ids('status=closed')).not.toContain(id);
    expect(await ids(`attender_id=${org.operator.actor.id}`)).toContain(id);
    expect(await ids(`attender_id=${org.admin.actor.id}`)).toEqual([]);
    expect(await ids(`from_time=${Date.now() + 60_000}`)).toEqual([]);
    expect(await ids(`to_time=${Date.now() + 60_000}`)).toContain(id);
  });

  test.each([
    ['status=gone', 'status'],
    ['limit=100', 'limit'],
    ['page=0', 'page'],
    ['attender_id=x', 'attender_id'],
    ['from_time=yesterday', 'from_time'],
    ['email=vera@visitor.example', 'email'],
  ])('refuses ?%s by its name', async (query, param) => {
    const { status, body } = await rest('GET', `${base}?${query}`);
    expect([status, body.error.reason, body.error.param]).toEqual([400, 'INVALID_DATA', param]);
    expect(JSON.stringify(body)).not.toContain('vera@');
  });
});

describe('a conversation', () => {
  test('tells what the visitor gave, and each reading is an event', async () => {
    const { status, body } = await rest('GET', `${base}/${id}`);
    expect([status, body.object]).toEqual([200, 'conversations']);
    expect(body.data).toMatchObject({
      id,
      question: ANSWERS.question,
      visitor: {
        name: ANSWERS.name,
        email: ANSWERS.email,
        ip: '203.0.113.7',
        current_page: 'https://clinic.example/book',
      },
    });
    await rest('GET', `${base}/${id}`);
    const facts = { visitId, what: 'details', withheld: false };
    expect((await events('conversation.open')).map((event) => event.facts)).toEqual([facts, facts]);
  });

  test('read by a program stays open in the browser it is open in', async () => {
    const inBrowser = { ...org.operator, sessionId: '77' as Id };
    await openConversation(inBrowser, { conversationId: id });
    await rest('GET', `${base}/${id}`);
    expect(await reader()).toEqual({ session_id: '77' });
    expect((await getConversation(inBrowser, id)).details.name).toBe(ANSWERS.name);
  });

  test('is not read without the scope, nor for somebody who may not reveal', async () => {
    const bare = await restClient(org, org.operator, ['SalesIQ.conversations.DELETE', 'SalesIQ.visitors.ALL']);
    expect((await bare('GET', `${base}/${id}`)).body.error).toMatchObject({ reason: 'OAUTH_SCOPE_MISMATCH' });
    const admins = await restClient(org, org.admin);
    const refused = await admins('GET', `${base}/${id}`);
    expect([refused.status, refused.body.error.reason]).toEqual([403, 'NO_PERMISSION']);
    expect(await events('conversation.open')).toMatchObject([{ outcome: 'refused', door: 'api' }]);
    const only = await restClient(org, org.operator, ['SalesIQ.conversations.READ']);
    expect((await only('GET', `${base}/${id}`)).status).toBe(200);
  });

  test('is not there for another org, under its own portal or this one', async () => {
    const other = await makeOrg();
    const theirs = await restClient(other, other.operator);
    expect((await theirs('GET', `${base}/${id}`)).body.error).toMatchObject({ code: 1005, reason: 'INVALID_PORTAL' });
    const answer = await theirs('GET', `/salesiq/v2/${other.orgId}/conversations/${id}`);
    expect([answer.status, JSON.stringify(answer.body).includes('Vera')]).toEqual([404, false]);
  });

  test('that is no id, or at no path, is answered in SalesIQ’s form', async () => {
    expect((await rest('GET', `${base}/x`)).body.error).toMatchObject({ code: 400, param: 'conversation_id' });
    expect((await rest('GET', `${base}/${id}/nothing`)).body.error).toMatchObject({ code: 1006 });
    expect((await rest('PATCH', base, {})).body.error).toMatchObject({ code: 1004 });
  });
});

describe('messages', () => {
  test('come in their order, by pages; with only to_time the newest first', async () => {
    await sendMessage(org.operator, { conversationId: id, text: 'One a day.', clientId: randomUUID() });
    const { status, body } = await rest('GET', `${base}/${id}/messages`);
    expect(status).toBe(200);
    const said = body.data.filter((one: { type: string }) => one.type === 'text');
    expect(said.map((one: { message: unknown; sender: { type: string } }) => [one.sender.type, one.message])).toEqual([
      ['visitor', { text: ANSWERS.question }],
      ['operator', { text: 'One a day.' }],
    ]);
    expect(body.data[0]).toMatchObject({ sequence_id: '1', time: expect.stringMatching(/^\d{13}$/) });
    const last = await rest('GET', `${base}/${id}/messages?limit=1&to_time=${Date.now() + 60_000}`);
    expect([last.body.data[0].message.text, last.body.more_data]).toEqual(['One a day.', true]);
    expect((await events('conversation.open')).map(({ facts }) => facts)).toEqual([
      { visitId, what: 'messages', withheld: false },
      { visitId, what: 'messages', withheld: false },
    ]);
  });

  test('and details tell nothing that was said or given where the organisation restricts the API', () =>
    restricted(async () => {
      const [list, details, messages] = await Promise.all([
        rest('GET', base),
        rest('GET', `${base}/${id}`),
        rest('GET', `${base}/${id}/messages`),
      ]);
      expect([list.status, details.status, messages.status]).toEqual([200, 200, 200]);
      expect(details.body.data).toMatchObject({ id, chat_status: { state_key: 'connected' } });
      expect(Object.keys(details.body.data.visitor)).toEqual(['id']);
      expect(details.body.data).not.toHaveProperty('question');
      expect(messages.body.data[0]).toMatchObject({ sequence_id: '1', type: 'text', message: {} });
      expect(messages.body.data[0].message).toEqual({});
      expect(JSON.stringify([list.body, details.body, messages.body])).not.toMatch(/Vera|vera|pills|clinic|203\.0/);
      const facts = (await events('conversation.open')).map((event) => event.facts);
      expect(facts).toEqual(
        expect.arrayContaining([
          { visitId, what: 'details', withheld: true },
          { visitId, what: 'messages', withheld: true },
        ]),
      );
    }));
});

describe('a visitor', () => {
  const path = () => `${base}/${id}/visitor`;

  test('is changed without being read; the event names the fields and that a program did it', async () => {
    const { id: unread } = await startChat(await makeVisitor(org));
    const { status, body } = await rest('PUT', `${base}/${unread}/visitor`, {
      last_name: 'Nora',
      phone: '+1 555 0100',
    });
    expect([status, body.data]).toEqual([200, { id: unread }]);
    const [event] = await events('visitor.update', unread);
    expect(event).toMatchObject({ fields: ['name', 'phone'], facts: { by: 'api' }, door: 'api' });
    expect(JSON.stringify(event)).not.toMatch(/Nora|555 0100/);
    const rows = await ownerSql()`select 1 from chat_readers where conversation_id = ${unread}`;
    expect(rows).toHaveLength(0);
    expect((await rest('GET', `${base}/${unread}`)).body.data.visitor).toMatchObject({ name: 'Nora' });
  });

  test('is changed under the restriction too, and nothing is echoed', () =>
    restricted(async () => {
      const { status, body } = await rest('PUT', path(), { email: 'new@visitor.example' });
      expect([status, JSON.stringify(body).includes('new@')]).toEqual([200, false]);
    }));

  test('is changed by either scope, and by no other, nor for somebody who may not reveal', async () => {
    for (const scope of ['SalesIQ.visitors.UPDATE', 'SalesIQ.conversations.UPDATE']) {
      const client = await restClient(org, org.operator, [scope]);
      expect((await client('PUT', path(), { phone: `1${scope.length}` })).status).toBe(200);
    }
    const readers = await restClient(org, org.operator, ['SalesIQ.conversations.READ']);
    expect((await readers('PUT', path(), { phone: '2' })).body.error.reason).toBe('OAUTH_SCOPE_MISMATCH');
    const admins = await restClient(org, org.admin);
    expect((await admins('PUT', path(), { phone: '2' })).status).toBe(403);
  });

  test.each([
    [{ email: 'nowhere' }, 'email'],
    [{ last_name: 5 }, 'last_name'],
    [{ last_name: 'x'.repeat(201) }, 'last_name'],
    [{ name: 'Nora' }, undefined],
    [{}, undefined],
    [[], undefined],
  ])('refuses %j by its key', async (body, key) => {
    const answer = await rest('PUT', path(), body);
    expect([answer.status, answer.body.error.reason, answer.body.error.json_key]).toEqual([400, 'INVALID_DATA', key]);
    expect(JSON.stringify(answer.body)).not.toContain('nowhere');
  });
});

describe('deletion', () => {
  test('takes closed conversations, all or none, by the owner’s right; the event holds two ids', async () => {
    const admins = await restClient(org, org.admin, ['SalesIQ.conversations.DELETE']);
    const early = await admins('DELETE', base, { ids: [id] });
    expect([early.status, early.body.error.reason]).toEqual([404, 'INVALID_DATA']);
    await closeConversation(org.operator, { conversationId: id });
    expect((await rest('DELETE', base, { ids: [id] })).status).toBe(403);
    const { status, body } = await admins('DELETE', base, { ids: [id] });
    expect([status, body.data]).toEqual([200, { ids: [id] }]);
    const deleted = (await events('conversation.delete')).filter(({ outcome }) => outcome === 'done');
    expect(deleted).toEqual([{ facts: { visitId }, fields: [], outcome: 'done', door: null }]);
    expect((await rest('GET', `${base}/${id}`)).status).toBe(404);
  });

  test.each([[{}], [{ ids: [] }], [{ ids: ['x'] }], [{ ids: [1.5] }], [{ ids: [2 ** 60] }], [null]])(
    'refuses %j',
    async (body) => {
      const admins = await restClient(org, org.admin, [...ALL_SCOPES]);
      expect((await admins('DELETE', base, body)).body.error).toMatchObject({ reason: 'INVALID_DATA' });
    },
  );
});
