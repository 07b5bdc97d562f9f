/** Records that apps send: signed, once, in mapped fields, in somebody's name, and not sent back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import type { MappedAct } from '@/lib/apps/connections/connection';
import { endConnection, pauseConnection } from '@/lib/apps/connections/set-state';
import { forgetReceived } from '@/lib/apps/inbound/forget';
import { connectHook, coverConnection, deliver } from '@/lib/apps/testing/connected';
import { type Hook, startHook } from '@/lib/apps/testing/hook';
import { connectDesk } from '@/lib/apps/testing/rule/connect-desk';
import { type Listening, startListening } from '@/lib/apps/testing/rule/listening';
import { type SendingIn, sendIn } from '@/lib/apps/testing/send-in';
import { getRecord } from '@/lib/crm/records/get';
import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { listNotices } from '@/lib/people/notices/queries';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { PEER_HEADER } from '../http/mark-requests';
import { countFrom, countMessage } from './rate-limits';

const ALL = ['create', 'change', 'delete', 'receive'] as const;
const FIELDS = [
  { field: 'Last_Name', to: 'surname' },
  { field: 'Email', to: 'mail' },
  { field: 'Phone', to: 'tel' },
];

let org: TestOrg;
let hook: Hook;
let listening: Listening;
let id: Id;
beforeAll(async () => {
  [hook, listening] = await Promise.all([startHook(), startListening()]);
});
afterAll(() => Promise.all([hook.close(), listening.close()]));
beforeEach(async () => {
  org = await makeHealthOrg();
  id = await connect();
  hook.received.length = 0;
});

const connect = (acts: readonly MappedAct[] = ALL) =>
  connectHook(org, hook.address, { acts: [...acts], fields: FIELDS });

const send = (body: unknown, given: Partial<SendingIn> = {}) =>
  sendIn({ orgId: org.orgId, connectionId: id, body, ...given });

const created = (values: Record<string, unknown> = {}, data: Record<string, unknown> = {}) => ({
  type: 'contacts.created',
  timestamp: new Date().toISOString(),
  data: { values: { surname: 'Doe', ...values }, ...data },
});
const changed = (values: Record<string, unknown>, data: Record<string, unknown>) => ({
  ...created(),
  type: 'contacts.changed',
  data: { values, ...data },
});

const deleted = (data: Record<string, unknown>) => ({ type: 'contacts.deleted', data });

const contacts = () => ownerSql()<{ id: Id; source: string; by: Id }[]>`
  select r.id, r.source, r.created_by as by from records r join modules m on m.org_id = r.org_id and m.id = r.module_id
  where r.org_id = ${org.orgId} and m.api_name = 'Contacts' order by r.id`;
const valuesOf = async (recordId: Id) => (await getRecord(org.admin, 'Contacts', recordId)).record.values;

describe('what goes round', () => {
  test('a message of our own that comes back makes nothing: the connection is paused, and somebody is told', async () => {
    await addContact(org, { Last_Name: 'Doe' });
    await deliver(org, id);
    const webhookId = String(hook.received[0]?.headers['webhook-id']);
    expect(webhookId).toMatch(/^msg_/);
    expect(await send(created(), { id: webhookId })).toMatchObject({
      status: 409,
      json: { error: { reason: 'LOOP' } },
    });
    expect(await contacts()).toHaveLength(1);
    expect((await send(created())).json.error?.reason).toBe('PAUSED');
    expect((await listNotices(org.officer)).notices.map(({ words }) => words)).toContainEqual(
      expect.stringContaining('went round'),
    );
  });

  test('the same values again and again, under other ids, make five records and no sixth; other values are no loop', async () => {
    for (let n = 0; n < 5; n += 1) expect((await send(created({}, { id: `a-${n}` }))).status).toBe(201);
    for (let n = 0; n < 6; n += 1) expect((await send(created({ surname: `Doe ${n}` }))).status).toBe(201);
    expect(await send(created({}, { id: 'a-6' }))).toMatchObject({ status: 409, json: { error: { reason: 'LOOP' } } });
    expect(await contacts()).toHaveLength(11);
  });
});

test('a date that can be read in two ways is refused by its name, and never guessed', async () => {
  await addFields(org, 'Contacts', ['Born'], { type: 'date' });
  const dated = await connectHook(org, hook.address, {
    acts: [...ALL],
    fields: [...FIELDS, { field: 'Born', to: 'born' }],
  });
  const refused = await send(created({ born: '01/02/2020' }), { connectionId: dated });
  expect(refused).toMatchObject({
    status: 400,
    json: { error: { fields: { born: expect.stringContaining('two ways') } } },
  });
  const { json } = await send(created({ born: '2020-01-02' }), { connectionId: dated });
  expect(await valuesOf(json.recordId ?? '')).toMatchObject({ Born: '2020-01-02' });
});

describe('a record that an app sends', () => {
  test('is made in the name of whoever connected it, in the fields that are mapped, and says where it came from', async () => {
    const { status, json, headers } = await send(created({ mail: 'jo@example.org' }, { id: 'a-1' }));
    expect({ status, json }).toEqual({ status: 201, json: { did: 'created', recordId: expect.any(String) } });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(await contacts()).toEqual([{ id: json.recordId, source: 'app', by: org.admin.actor.id }]);
    expect(await valuesOf(json.recordId ?? '')).toMatchObject({ Last_Name: 'Doe', Email: 'jo@example.org' });
    const [event] = await eventsOf(org.orgId, 'app.receive');
    expect(event).toMatchObject({ subjectId: id, recordId: json.recordId, outcome: 'done', facts: { did: 'created' } });
    expect((await eventsOf(org.orgId, 'record.create'))[0]).toMatchObject({ facts: { source: 'app' } });
  });

  test('is changed when it comes again by the app’s own id, or by ours where the app was told of it', async () => {
    const first = await send(created({}, { id: 'a-1' }));
    const again = await send(created({ mail: 'jo@example.org' }, { id: 'a-1' }));
    expect(again).toMatchObject({ status: 200, json: { did: 'changed', recordId: first.json.recordId } });
    expect(await contacts()).toHaveLength(1);
    const same = await send(changed({ mail: 'jo@example.org' }, { id: 'a-1' }));
    expect(same.json.did).toBe('nothing');

    const ours = await addContact(org, {});
    expect((await send(changed({ mail: 'ro@example.org' }, { recordId: ours }))).status).toBe(404);
    await deliver(org, id);
    expect((await send(changed({ mail: 'ro@example.org' }, { recordId: ours }))).json.did).toBe('changed');
    expect(await valuesOf(ours)).toMatchObject({ Email: 'ro@example.org' });
  });

  test('of two messages about the same new record at once, one makes it and the other changes it', async () => {
    const both = await Promise.all([
      send(created({ mail: 'a@example.org' }, { id: 'a-1' })),
      send(created({ mail: 'b@example.org' }, { id: 'a-1' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(await contacts()).toHaveLength(1);
  });

  test('is sealed where it is health data, and the answer says nothing of it', async () => {
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Phone'),
      encrypt: true,
    });
    const { json } = await send(created({ tel: '555-0177' }, { id: 'a-1' }));
    expectAbsent(JSON.stringify(json), '555-0177', '0177');
    const [row] = await ownerSql()`select "values"::text as clear from records where id = ${json.recordId ?? ''}`;
    expectAbsent(String(row?.clear), '555-0177', '0177');
  });
});

describe('is refused, with nothing written:', () => {
  const wrongSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  test.each<[string, () => ReturnType<typeof send>, number, string]>([
    ['another secret', () => send(created(), { secret: wrongSecret }), 401, 'signed'],
    ['no signature', () => send(created(), { headers: { 'webhook-signature': '' } }), 401, 'signed'],
    ['another id than was signed', () => send(created(), { headers: { 'webhook-id': 'another' } }), 401, 'signed'],
    ['six minutes old', () => send(created(), { at: minutes(-6) }), 401, 'signed'],
    ['six minutes ahead', () => send(created(), { at: minutes(6) }), 401, 'signed'],
    ['a connection that is not there', () => send(created(), { connectionId: '123' }), 401, 'signed'],
    ['no JSON', () => send('{"type":'), 400, 'not JSON'],
    ['another type of body', () => send(created(), { headers: { 'content-type': 'text/plain' } }), 415, 'json'],
    ['a body of 257 KiB', () => send(created({ mail: 'x'.repeat(257 * 1024) })), 413, 'too large'],
    ['no message of ours', () => send({ hello: 'world' }), 400, ''],
    ['an id that is none', () => send(created({}, { id: 'a b' })), 400, ''],
    ['a module that is not mapped', () => send({ ...created(), type: 'leads.created' }), 400, 'of this module'],
    ['a deletion', () => send(deleted({ id: 'a-1' })), 400, 'may not say .deleted'],
    ['another act', () => send({ ...created(), type: 'contacts.sold' }), 400, '.created'],
    ['a field that is not mapped', () => send(created({ Title: 'Dr' })), 400, 'no place'],
    ['a change of what is not named', () => send(changed({ mail: 'a@example.org' }, {})), 400, 'Name the record'],
    ['a record of ours that it was not told of', () => send(changed({}, { recordId: '77' })), 404, 'not found'],
  ])('%s', async (_, act, status, words) => {
    const answer = await act();
    expect([answer.status, answer.json.error?.message]).toEqual([status, expect.stringContaining(words)]);
    expect(await contacts()).toEqual([]);
  });

  test('what is wrong is said by the app’s names', async () => {
    const { status, json } = await send(created({ mail: 'nobody', surname: '' }));
    expect(status).toBe(400);
    expect(Object.keys(json.error?.fields ?? {}).sort()).toEqual(['mail', 'surname']);
  });

  test('a message that was taken before, and it is answered as well', async () => {
    const message = created({}, { id: 'a-1' });
    await send(message, { id: 'once' });
    expect(await send(message, { id: 'once' })).toMatchObject({ status: 200, json: { did: 'had_it' } });
    await Promise.all([1, 2, 3].map((n) => send(created({}, { id: `b-${n}` }), { id: 'twice' })));
    expect(await contacts()).toHaveLength(2);
    expect(await eventsOf(org.orgId, 'app.receive')).toHaveLength(2);
  });

  test('ids of messages are kept for a day', async () => {
    await send(created({}, { id: 'a-1' }), { id: 'once' });
    const kept = () => ownerSql()`select from app_received where org_id = ${org.orgId}`;
    await forgetReceived(org.orgId, new Date(Date.now() + 23 * 3_600_000));
    expect(await kept()).toHaveLength(1);
    await forgetReceived(org.orgId, new Date(Date.now() + 25 * 3_600_000));
    expect(await kept()).toHaveLength(0);
  });

  test('another organisation’s connection, under its own secret', async () => {
    const other = await makeHealthOrg();
    expect((await send(created(), { orgId: other.orgId })).status).toBe(401);
    expect(await contacts()).toEqual([]);
  });

  test('a module that is sent and not received', async () => {
    const outOnly = await connectHook(org, hook.address, { acts: ['create'], fields: FIELDS });
    const { status, json } = await send(created(), { connectionId: outOnly });
    expect([status, json.error?.reason]).toEqual([400, 'NOT_MAPPED']);
  });

  test('an app that sends us nothing', async () => {
    const desk = connectDesk(
      org,
      listening,
      [
        { field: 'Last_Name', to: 'lastName' },
        { field: 'Email', to: 'email' },
      ],
      {
        hears: ['create', 'receive' as never],
      },
    );
    await expect(desk).rejects.toMatchObject({ code: 'invalid', fields: { acts: expect.any(String) } });
  });

  test('a connection that is paused, or ended', async () => {
    await pauseConnection(org.admin, { id });
    expect((await send(created())).json.error?.reason).toBe('PAUSED');
    expect((await send(created(), { secret: wrongSecret })).status).toBe(401);
    expect(await contacts()).toEqual([]);
    await endConnection(org.admin, { id });
    expect((await send(created())).status).toBe(401);
  });

  test('a connection that SQL changed, in whose name it acts too', async () => {
    await ownerSql()`update app_connections set created_by = ${org.officer.actor.id} where id = ${id}`;
    expect((await send(created())).status).toBe(401);
    expect(await eventsOf(org.orgId, 'integrity.failed')).toHaveLength(1);
  });

  test('in the name of somebody who left, by that reason, and it is an event', async () => {
    await ownerSql()`update users set active = false where id = ${org.admin.actor.id}`;
    const { status, json } = await send(created());
    expect([status, json.error?.reason]).toEqual([403, 'NOT_ACTIVE']);
    expect(await eventsOf(org.orgId, 'app.receive')).toMatchObject([{ outcome: 'refused' }]);
    expect(await contacts()).toEqual([]);
  });

  test('a record in the recycle bin', async () => {
    const { json } = await send(created({}, { id: 'a-1' }));
    await deleteRecords(org.admin, { module: 'Contacts', ids: [json.recordId ?? ''] });
    expect((await send(changed({ mail: 'a@example.org' }, { id: 'a-1' }))).status).toBe(404);
  });

  test('wrong signatures are an event once a minute, however many come', async () => {
    for (let n = 0; n < 5; n += 1) await send(created(), { secret: wrongSecret });
    expect(await eventsOf(org.orgId, 'app.receive')).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('a guess at health data that is here', () => {
  const guess = '555-0177';
  /** What the app is told that changes a contact of its own, and whether somebody had set the number it says. */
  const told = async (number: string, mapped = id) => {
    const { json } = await send(created({}, { id: `a-${number}` }), { connectionId: mapped });
    const values = { Phone: number };
    await updateRecord(org.admin, { module: 'Contacts', id: json.recordId ?? '', values });
    const { status, json: said } = await send(changed({ tel: guess }, { id: `a-${number}` }), { connectionId: mapped });
    return { status, did: said.did };
  };
  const markPhone = async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Tried out' });
  };

  test('is answered the same whether it is right or wrong', async () => {
    await markPhone();
    expect(await told(guess)).toEqual({ status: 200, did: 'changed' });
    expect(await told('555-0100')).toEqual({ status: 200, did: 'changed' });
  });

  test('at a unique field is refused before anything is compared, until the app may be told such values', async () => {
    await addFields(org, 'Contacts', ['MRN'], { unique: true, marked: true });
    const fields = [...FIELDS, { field: 'MRN', to: 'number' }];
    const mapped = await connectHook(org, hook.address, { acts: ['receive'], fields });
    await addContact(org, { MRN: 'M-1' });
    const say = (number: string) => send(created({ number }), { connectionId: mapped, id: `say-${number}` });
    const [right, wrong] = [await say('M-1'), await say('M-2')];
    expect(right).toMatchObject({
      status: 400,
      json: { error: { reason: 'WITHHELD', fields: { number: expect.any(String) } } },
    });
    expect(right.json).toEqual(wrong.json);
    expect(await contacts()).toHaveLength(1);

    await coverConnection(org, mapped);
    expect((await say('M-2')).status).toBe(201);
    expect(await say('M-1')).toMatchObject({ status: 409, json: { error: { reason: 'DUPLICATE_DATA' } } });
  });
});

describe('a deletion that an app sends', () => {
  test('moves a record that it has to the recycle bin, where that was allowed, and it is not told of it', async () => {
    const may = await connect([...ALL, 'receive_delete']);
    const { json } = await send(created({}, { id: 'a-1' }), { connectionId: may });
    expect((await send(deleted({ id: 'a-1' }))).status).toBe(400);
    const said = await send(deleted({ id: 'a-1' }), { connectionId: may, id: 'gone' });
    expect(said).toMatchObject({ status: 200, json: { did: 'deleted', recordId: json.recordId } });
    expect(await send(deleted({ id: 'a-1' }), { connectionId: may, id: 'gone' })).toMatchObject({
      json: { did: 'had_it' },
    });
    expect((await eventsOf(org.orgId, 'record.delete'))[0]).toMatchObject({ actorId: org.admin.actor.id });
    expect((await eventsOf(org.orgId, 'app.receive')).at(-1)).toMatchObject({ facts: { did: 'deleted' } });
    hook.received.length = 0;
    await deliver(org, may);
    expect(hook.received).toEqual([]);
    await restoreRecords(org.admin, { module: 'Contacts', ids: [json.recordId ?? ''] });
    await deliver(org, may);
    expect(hook.received.map(({ type }) => type)).toEqual(['contacts.created']);
  });

  test('of a record that it neither made nor was told of, or with values, deletes nothing', async () => {
    const may = await connect(['receive_delete']);
    const ours = await addContact(org, {});
    const answers = [
      await send(deleted({ recordId: ours }), { connectionId: may }),
      await send(deleted({}), { connectionId: may }),
      await send(deleted({ id: 'a-1', values: { surname: 'Doe' } }), { connectionId: may }),
      await send(created(), { connectionId: may }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 400, 400, 400]);
    expect(await eventsOf(org.orgId, 'record.delete')).toEqual([]);
  });
});

describe('an app that sends too much', () => {
  test('is told to wait, and nothing of it is read', async () => {
    for (let n = 0; n < 600; n += 1) await countMessage(`${org.orgId}-${id}`);
    const { status, headers } = await send(created());
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await contacts()).toEqual([]);
  });

  test('as one address is told to wait before anything is looked up', async () => {
    for (let n = 0; n < 1200; n += 1) await countFrom('203.0.113.9');
    expect((await send(created(), { headers: { [PEER_HEADER]: '203.0.113.9' } })).status).toBe(429);
    expect((await send(created(), { headers: { [PEER_HEADER]: '203.0.113.10' } })).status).toBe(201);
  });

  test('is not held up by messages that others send in its name', async () => {
    for (let n = 0; n < 3; n += 1) await send(created(), { secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` });
    for (let n = 0; n < 599; n += 1) await countMessage(`${org.orgId}-${id}`);
    expect((await send(created())).status).toBe(201);
  });
});

describe('what comes from an app', () => {
  const stateOf = (connectionId: Id) => ownerSql()<{ state: string; reason: string | null }[]>`
    select state, reason from app_deliveries where connection_id = ${connectionId} order by id`;

  test('is not sent back to it for that change, and to another one it is', async () => {
    const other = await connect();
    const { json } = await send(created({}, { id: 'a-1' }));
    expect(await stateOf(id)).toEqual([{ state: 'skipped', reason: 'came_from_app' }]);
    expect(await deliver(org, id)).toBe(0);
    expect(await deliver(org, other)).toBe(1);
    expect(hook.received.map(({ type }) => type)).toEqual(['contacts.created']);

    const values = { Email: 'b@example.org' };
    await updateRecord(org.admin, { module: 'Contacts', id: json.recordId ?? '', values });
    await deliver(org, id);
    expect(hook.received.at(-1)).toMatchObject({ type: 'contacts.changed', values: { mail: 'b@example.org' } });
  });

  test('is withheld from another app as the rule says', async () => {
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Phone'),
      encrypt: true,
    });
    const other = await connect();
    await coverConnection(org, id);
    await send(created({ tel: '555-0177' }, { id: 'a-1' }));
    await deliver(org, other);
    expect(hook.received.at(-1)?.values).not.toHaveProperty('tel');
  });

  test('in circles between two is noticed: the connection is paused, somebody is told, and it goes on nowhere', async () => {
    const other = await connect();
    const { json } = await send(created({}, { id: 'a-1' }));
    await deliver(org, other);
    const answers: (string | undefined)[] = [];
    for (let n = 0; n < 8; n += 1) {
      const [from, to] = n % 2 === 0 ? [other, id] : [id, other];
      const said = await send(changed({ mail: `${n}@example.org` }, { recordId: json.recordId }), {
        connectionId: from,
      });
      answers.push(said.json.did ?? said.json.error?.reason);
      await deliver(org, to);
    }
    expect(answers).toEqual(['changed', 'changed', 'changed', 'changed', 'LOOP', 'LOOP', 'PAUSED', 'PAUSED']);
    const { notices } = await listNotices(org.officer);
    expect(notices.map(({ words }) => words)).toContainEqual(expect.stringContaining('in circles'));
    expect(await eventsOf(org.orgId, 'app.pause')).not.toHaveLength(0);
  });

  test('is no loop where a person changes it meanwhile, or where only one app does', async () => {
    const { json } = await send(created({}, { id: 'a-1' }));
    for (let n = 0; n < 8; n += 1) {
      const { status } = await send(changed({ mail: `${n}@example.org` }, { id: 'a-1' }));
      expect(status).toBe(200);
    }
    const other = await connect();
    await updateRecord(org.admin, { module: 'Contacts', id: json.recordId ?? '', values: { Phone: '555-0100' } });
    await deliver(org, other);
    const said = await send(changed({ mail: 'x@example.org' }, { recordId: json.recordId }), { connectionId: other });
    expect(said.status).toBe(200);
  });
});
