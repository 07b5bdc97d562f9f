import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withdrawAgreement } from '@/lib/admin/agreements/withdraw';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { listNotices } from '@/lib/people/notices/queries';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { connectApp, giveCredentials, updateConnection } from '../connections/connect';
import { mapModule } from '../connections/map';
import { endConnection, pauseConnection, resumeConnection } from '../connections/set-state';
import { connectHook, coverConnection, deliver } from '../testing/connected';
import { type Hook, SECRET, startHook } from '../testing/hook';
import { connectDesk } from '../testing/rule/connect-desk';
import { replayAll } from './replay';

let org: TestOrg;
let hook: Hook;
beforeAll(async () => {
  hook = await startHook();
});
afterAll(() => hook.close());
beforeEach(async () => {
  org = await makeHealthOrg();
  hook.received.length = 0;
  hook.answers.length = 0;
});

const last = () => hook.received.at(-1);
const types = () => hook.received.map(({ type }) => type);
const history = (connectionId: Id) => ownerSql()<
  { state: string; reason: string | null; tries: number; sent: string[] }[]
>`
  select state, reason, tries, sent_fields as sent from app_deliveries
  where org_id = ${org.orgId} and connection_id = ${connectionId} order by id`;
const soon = (connectionId: Id) => ownerSql()`
  with rested as (update app_health set rests_until = null where org_id = ${org.orgId} returning 1)
  update app_deliveries set due_at = now() where org_id = ${org.orgId} and connection_id = ${connectionId}`;
const disclosed = () => ownerSql()<{ fields: string[]; recipient: string; address: string; record: Id }[]>`
  select d.fields, d.recipient, d.address, r.record_id as record from disclosures d
  join disclosure_records r on r.org_id = d.org_id and r.disclosure_id = d.id
  where d.org_id = ${org.orgId} order by d.id`;
const markPhone = async () =>
  markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });

describe('a change of a record', () => {
  test('is sent after it, signed so that a receiver of another make is sure, and is an event', async () => {
    const id = await connectHook(org, hook.address);
    const recordId = await addContact(org, { Email: 'jo@example.org' });
    expect(hook.received).toEqual([]);
    expect(await deliver(org, id)).toBe(1);
    const sent = last();
    expect(sent?.type).toBe('contacts.created');
    expect(sent?.values).toEqual({ Last_Name: 'Doe', Email: 'jo@example.org', Phone: null });
    expect(() => new Webhook(SECRET).verify(sent?.body ?? '', sent?.headers as Record<string, string>)).not.toThrow();
    expect(await eventsOf(org.orgId, 'app.send')).toMatchObject([
      { module: 'Contacts', subjectId: id, outcome: 'done' },
    ]);
    expect(await history(id)).toMatchObject([{ state: 'sent', tries: 1 }]);

    await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Email: 'joan@example.org' } });
    await deleteRecords(org.operator, { module: 'Contacts', ids: [recordId] });
    await deliver(org, id);
    expect(types()).toEqual(['contacts.created', 'contacts.deleted']);
  });

  test('that is rolled back is not sent, and one that waits is sent once, as the record is then', async () => {
    const id = await connectHook(org, hook.address);
    await expect(addContact(org, { Email: 'not an address' })).rejects.toThrow();
    const recordId = await addContact(org, {});
    for (const Email of ['a@example.org', 'b@example.org'])
      await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Email } });
    await deliver(org, id);
    expect(hook.received.map(({ values }) => values.Email)).toEqual(['b@example.org']);
  });

  test('is of its own organisation: another’s connection hears nothing', async () => {
    const id = await connectHook(org, hook.address);
    await addContact(await makeHealthOrg(), {});
    expect(await deliver(org, id)).toBe(0);
  });
});

describe('the rule', () => {
  test('without an agreement a marked field stays here, though the switch is off; with one it goes, and is accounted for', async () => {
    await markPhone();
    const id = await connectHook(org, hook.address);
    await addContact(org, { Phone: '555-0100' });
    await deliver(org, id);
    expect(last()?.values).toEqual({ Last_Name: 'Doe', Email: null });
    expect(await history(id)).toMatchObject([{ state: 'sent_without' }]);
    expect(await disclosed()).toEqual([]);

    await coverConnection(org, id);
    const recordId = await addContact(org, { Phone: '555-0101' });
    await deliver(org, id);
    expect(last()?.values).toMatchObject({ Phone: '555-0101' });
    const lines = await disclosed();
    expect(lines).toEqual([
      {
        fields: ['Phone'],
        recipient: expect.stringContaining('Webhook'),
        address: new URL(hook.address).origin,
        record: recordId,
      },
    ]);
  });

  test('with the switch on a marked field stays here whatever is agreed on, and a record is not sent that the app cannot do without it', async () => {
    await markPhone();
    const id = await connectHook(org, hook.address);
    await coverConnection(org, id);
    await setRestriction(org.admin, { door: 'third_party', restricted: true });
    await addContact(org, { Phone: '555-0100' });
    await deliver(org, id);
    expect(last()?.values).not.toHaveProperty('Phone');
    expect(await eventsOf(org.orgId, 'app.send_without')).toMatchObject([{ facts: { withheld: 1 } }]);
  });

  test('an agreement covers the address that it was made for, and no other', async () => {
    await markPhone();
    const id = await connectHook(org, hook.address);
    await coverConnection(org, id);
    const other = await startHook();
    const [c] = await ownerSql()`select name from app_connections where id = ${id}`;
    await updateConnection(org.admin, {
      id,
      name: c?.name,
      address: other.address,
      settings: {},
      allowedRanges: ['127.0.0.1'],
    });
    await giveCredentials(org.admin, { id, credentials: { secret: SECRET } });
    await addContact(org, { Phone: '555-0100' });
    await deliver(org, id);
    expect(other.received[0]?.values).not.toHaveProperty('Phone');
    await other.close();
  });

  test('an agreement whose last day has passed covers nothing at the next delivery', async () => {
    await markPhone();
    const id = await connectHook(org, hook.address);
    await coverConnection(org, id, new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    await addContact(org, { Phone: '555-0100' });
    await deliver(org, id);
    expect(last()?.values).not.toHaveProperty('Phone');
  });

  test('of which an app had health data is withheld from it with a notice, once, when no agreement covers it any more', async () => {
    await markPhone();
    const id = await connectHook(org, hook.address);
    const agreementId = await coverConnection(org, id);
    const recordId = await addContact(org, { Phone: '555-0100' });
    await deliver(org, id);
    await withdrawAgreement(org.admin, { agreementId });
    const told = async () => {
      const { notices } = await listNotices(org.officer);
      return notices.filter(({ words }) => words.startsWith('No agreement covers the connected app'));
    };
    await addContact(org, { Phone: '555-0101' });
    await deliver(org, id);
    expect(await told()).toEqual([]);
    for (const name of ['Changed', 'Changed again']) {
      await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Last_Name: name } });
      await deliver(org, id);
    }
    expect(await told()).toHaveLength(1);
  });

  test('a connection whose address SQL changed sends nothing, and that is told', async () => {
    const id = await connectHook(org, hook.address);
    await addContact(org, {});
    await ownerSql()`update app_connections set address = 'https://elsewhere.example/' where id = ${id}`;
    expect(await deliver(org, id)).toBe(0);
    expect((await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts.what)).toEqual(['connection']);
  });
});

describe('a door that closes while the app is asked', () => {
  /** A Zoho app that gets the telephone number, which an agreement lets through. */
  async function coveredDesk(): Promise<{ id: Id; recordId: Id }> {
    await markPhone();
    await setRestriction(org.admin, { door: 'zoho_app', restricted: false });
    const listening = { addressOf: () => hook.address, tokenAddress: `${hook.address}/token` };
    const fields = [
      { field: 'Last_Name', to: 'lastName' },
      { field: 'Email', to: 'email' },
      { field: 'Phone', to: 'phone' },
    ];
    const { id } = await connectDesk(org, listening, fields);
    await coverConnection(org, id);
    return { id, recordId: await addContact(org, { Email: 'jo@example.org', Phone: '555-0101' }) };
  }
  const closeDoor = async () => {
    await setRestriction(org.admin, { door: 'zoho_app', restricted: true });
    await wait(300);
  };
  const TOKEN = { status: 200, body: JSON.stringify({ access_token: 't', expires_in: 3600 }) };
  const told = () => hook.received.filter(({ url }) => !url.endsWith('/token')).map(({ body }) => body.includes('555'));

  test('lets nothing out that was decided upon before: not after signing in took its time', async () => {
    const { id } = await coveredDesk();
    hook.answers.push(TOKEN);
    hook.next = [closeDoor];
    await deliver(org, id);
    await deliver(org, id);
    expect(told()).toEqual([false]);
    expect(await history(id)).toMatchObject([{ state: 'sent_without' }]);
  });

  test('nor by a second request, when the first token was refused', async () => {
    const { id } = await coveredDesk();
    hook.answers.push(TOKEN, { status: 401 }, TOKEN);
    hook.next = [null, closeDoor];
    await deliver(org, id);
    await deliver(org, id);
    // The first told of it while the door was open, and was not taken.
    expect(told()).toEqual([true, false]);
  });
});

test('of what reached nobody there is no line in the accounting; of what may have, there is', async () => {
  await markPhone();
  const closed = await startHook();
  await closed.close();
  const ids = await Promise.all(
    [closed.address, 'https://nothing.invalid/', hook.address].map((address) => connectHook(org, address)),
  );
  for (const id of ids) await coverConnection(org, id);
  await addContact(org, { Phone: '555-0101' });
  hook.answers.push({ status: 500 });
  for (const id of ids) await deliver(org, id);
  expect(await disclosed()).toMatchObject([{ address: new URL(hook.address).origin, fields: ['Phone'] }]);
  expect(await history(ids[0] as Id)).toMatchObject([{ state: 'waiting', reason: 'no_connection' }]);
});

describe('an app that fails', () => {
  test('is sent the same again under the same key, later, and the next change of the record waits for it', async () => {
    const id = await connectHook(org, hook.address);
    const recordId = await addContact(org, {});
    hook.answers.push({ status: 500 });
    await deliver(org, id);
    await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Email: 'a@example.org' } });
    // However slow the machine is: not yet.
    await ownerSql()`update app_deliveries set due_at = now() + interval '1 hour' where connection_id = ${id} and tries > 0`;
    await ownerSql()`update app_health set rests_until = null where connection_id = ${id}`;
    expect(await deliver(org, id)).toBe(0);
    await soon(id);
    await deliver(org, id);
    const keys = hook.received.map(({ headers }) => headers['webhook-id']);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(2);
    expect(types()).toEqual(['contacts.created', 'contacts.created', 'contacts.changed']);
  });

  test('that asks for a pause gets it, and the try counts for nothing', async () => {
    const id = await connectHook(org, hook.address);
    await addContact(org, {});
    hook.answers.push({ status: 429, headers: { 'retry-after': '120' } });
    await deliver(org, id);
    const [health] = await ownerSql()`
      select failures, extract(epoch from rests_until - now())::int as rests from app_health where connection_id = ${id}`;
    expect(health?.failures).toBeLessThanOrEqual(1);
    expect(health?.rests).toBeGreaterThan(100);
    expect(await history(id)).toMatchObject([{ state: 'waiting', reason: 'app_busy' }]);
  });

  test.each([
    { status: 429 },
    { status: 429, headers: { 'retry-after': '0' } },
    { status: 503, headers: { 'retry-after': '1' } },
  ])('that only ever asks for a pause is asked less and less often, and suspended in the end', async (answer) => {
    const id = await connectHook(org, hook.address);
    await addContact(org, {});
    const rests: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      hook.answers.push(answer);
      await deliver(org, id);
      const [health] = await ownerSql()`
        select extract(epoch from rests_until - now())::float as rests from app_health where connection_id = ${id}`;
      rests.push(health?.rests);
      await soon(id);
    }
    expect(rests[8]).toBeGreaterThan(60);
    expect(await eventsOf(org.orgId, 'app.suspend')).toHaveLength(1);
    expect(await history(id)).toMatchObject([{ state: 'waiting', reason: 'app_busy', tries: 1 }]);
  });

  test.each([
    { status: 302, reason: 'moved' },
    { status: 404, reason: 'nothing_there' },
    { status: 410, reason: 'nothing_there' },
  ])(
    'at an address where nothing is any more is left alone as a whole, and no record is given up: $status',
    async (gone) => {
      const id = await connectHook(org, hook.address, { acts: ['create', 'delete'] });
      const recordId = await addContact(org, {});
      hook.answers.push({ status: gone.status, headers: { location: 'http://127.0.0.1:1/' } });
      await deliver(org, id);
      expect(await history(id)).toMatchObject([{ state: 'waiting', reason: gone.reason, tries: 1 }]);
      await soon(id);
      await deliver(org, id);
      await deleteRecords(org.admin, { module: 'Contacts', ids: [recordId] });
      hook.answers.push({ status: gone.status });
      await deliver(org, id);
      expect((await history(id))[1]).toMatchObject({ state: 'waiting', reason: gone.reason });
    },
  );

  test('that refuses a record is not asked again by itself; it is when somebody says so', async () => {
    const id = await connectHook(org, hook.address);
    await addContact(org, {});
    hook.answers.push({ status: 422 });
    await deliver(org, id);
    expect(await history(id)).toMatchObject([{ state: 'failed', reason: 'refused_by_app' }]);
    expect(await eventsOf(org.orgId, 'app.give_up')).toHaveLength(1);
    expect(await replayAll(org.admin, { id })).toBe(1);
    await deliver(org, id);
    expect(await history(id)).toMatchObject([{ state: 'sent' }]);
    expect(hook.received[0]?.headers['webhook-id']).toBe(hook.received[1]?.headers['webhook-id']);
  });

  test('that made it by a try whose answer was lost gets the record as it is now, under the id that it names', async () => {
    const id = await connectApp(org.admin, {
      app: 'hubspot',
      name: 'HubSpot',
      address: hook.address,
      credentials: { token: 'pat-1' },
      allowedRanges: ['127.0.0.1'],
    });
    const fields = [
      { field: 'Email', to: 'email' },
      { field: 'Last_Name', to: 'lastname' },
    ];
    await mapModule(org.admin, { id, module: 'Contacts', acts: ['create', 'change'], fields });
    const recordId = await addContact(org, { Email: 'jo@example.org' });
    hook.answers.push({ status: 503 });
    await deliver(org, id);
    await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Last_Name: 'Newname' } });
    await soon(id);
    hook.answers.push({ status: 409, body: '{"message":"Contact already exists. Existing ID: 77"}' });
    await deliver(org, id);
    const asked = hook.received.map(({ method, url }) => `${method} ${url.replace(/^.*\/contacts/, '')}`);
    expect(asked.slice(0, 3)).toEqual(['POST ', 'POST ', 'PATCH /77']);
    expect(hook.received[2]?.body).toContain('Newname');
  });

  test('for too long is suspended with a notice, and what waits is sent when it is resumed', async () => {
    const id = await connectHook(org, hook.address);
    await addContact(org, {});
    hook.answers.push({ status: 401 }, { status: 401 }, { status: 401 });
    for (let n = 0; n < 3; n += 1) {
      await deliver(org, id);
      await soon(id);
    }
    expect(await eventsOf(org.orgId, 'app.suspend')).toHaveLength(1);
    const { notices } = await listNotices(org.officer);
    expect(notices.map(({ words }) => words)).toContainEqual(expect.stringContaining('is suspended'));
    await resumeConnection(org.admin, { id });
    await deliver(org, id);
    expect(await history(id)).toMatchObject([{ state: 'sent' }]);
  });
});

test('what was just being sent when it was disconnected, and did not arrive, waits for nothing', async () => {
  const id = await connectHook(org, hook.address);
  await addContact(org, {});
  hook.answers.push({ status: 503 });
  hook.next = [() => endConnection(org.admin, { id })];
  await deliver(org, id);
  expect(await history(id)).toMatchObject([{ state: 'skipped' }]);
});

test('what changes while it is paused waits; what waits when it ends is not sent', async () => {
  const id = await connectHook(org, hook.address);
  await pauseConnection(org.admin, { id });
  await addContact(org, {});
  expect(await deliver(org, id)).toBe(0);
  await resumeConnection(org.admin, { id });
  expect(await deliver(org, id)).toBe(1);
  await addContact(org, {});
  await endConnection(org.admin, { id });
  expect(await deliver(org, id)).toBe(0);
  expect(hook.received).toHaveLength(1);
});
