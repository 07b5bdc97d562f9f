import { beforeEach, describe, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { getModule } from '@/lib/crm/modules/definition';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { linesOfOrg } from '@/lib/tools/testing/accounting';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { accessTokenFor } from '../deliveries/access-token';
import { listDeliveries } from '../deliveries/queries';
import { appsOfRecord } from '../of-record';
import { simulable, simulate } from '../simulate';
import { connectHook, coverConnection, deliver } from '../testing/connected';
import { SECRET, startHook } from '../testing/hook';
import { connectDesk } from '../testing/rule/connect-desk';
import { connectApp, giveCredentials, updateConnection } from './connect';
import { findKept } from './connection';
import { mapModule } from './map';
import { listMappable } from './mappable';
import { getConnection, listConnections } from './queries';
import type { NewConnection } from './schemas';
import { endConnection, pauseConnection } from './set-state';
import { testConnection } from './test-exchange';

let org: TestOrg;
beforeEach(async () => {
  org = await makeHealthOrg();
});
const HOOK = 'https://hooks.example.org/careledger';
const given = (about: Partial<NewConnection> = {}): NewConnection => ({
  app: 'webhook',
  name: 'Lab',
  address: HOOK,
  credentials: { secret: SECRET },
  ...about,
});

describe('a connection', () => {
  test.each(['whsec_short', 'abc', `whsec_${'A'.repeat(400)}`])(
    'a signing secret that no receiver takes is refused by its name: %s',
    async (secret) => {
      const refused = { fields: { secret: expect.any(String) } };
      await expect(connectApp(org.admin, given({ credentials: { secret } }))).rejects.toMatchObject(refused);
      const id = await connectApp(org.admin, given());
      await expect(giveCredentials(org.admin, { id, credentials: { secret } })).rejects.toMatchObject(refused);
    },
  );

  test('is made with an event, and its credentials are kept sealed and shown nowhere', async () => {
    const id = await connectApp(org.admin, given());
    expect(await eventsOf(org.orgId, 'app.connect')).toMatchObject([
      { outcome: 'done', subjectId: id, facts: { name: 'Lab', host: 'hooks.example.org' } },
    ]);
    const [row] = await ownerSql()`select credentials::text from app_connections where id = ${id}`;
    expect(row?.credentials).not.toContain(Buffer.from(SECRET).toString('hex'));
    expect(JSON.stringify(await getConnection(org.admin, id))).not.toContain(SECRET);
  });

  test.each([
    ['an address without TLS', { address: 'http://hooks.example.org/' }, 'address'],
    ['an address with a password', { address: 'https://me:word@hooks.example.org/' }, 'address'],
    ['the whole internet as private', { allowedRanges: ['0.0.0.0/0'] }, 'allowedRanges.0'],
    ['no secret', { credentials: {} }, 'secret'],
    ['an app that is none', { app: 'fax' }, 'app'],
    ['no name', { name: ' ' }, 'name'],
  ])('with %s is refused by name', async (_, about, field) => {
    await expect(connectApp(org.admin, given(about))).rejects.toMatchObject({
      code: 'invalid',
      fields: { [field]: expect.any(String) },
    });
  });

  test('of a name that another has is refused by name', async () => {
    await connectApp(org.admin, given());
    await expect(connectApp(org.admin, given({ name: 'LAB' }))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is made, changed and ended by whoever manages compliance alone; officers look; operators do not', async () => {
    const id = await connectApp(org.admin, given());
    for (const who of [org.operator, org.officer]) {
      await expect(connectApp(who, given({ name: 'Other' }))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(giveCredentials(who, { id, credentials: { secret: SECRET } })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(endConnection(who, { id })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(testConnection(who, { id })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await listConnections(org.officer)).toHaveLength(1);
    await expect(listConnections(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listDeliveries(org.operator, id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(org.orgId, 'app.end')).toMatchObject([{ outcome: 'refused' }, { outcome: 'refused' }]);
  });

  test('of another organisation is not there', async () => {
    const id = await connectApp(org.admin, given());
    const stranger = await makeOrg();
    expect(await listConnections(stranger.admin)).toEqual([]);
    await expect(getConnection(stranger.admin, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(endConnection(stranger.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listDeliveries(stranger.admin, id)).deliveries).toEqual([]);
  });

  test('says what it is for in the accounting of what it is sent, as it was then; changed by SQL it sends nothing', async () => {
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Phone'),
      encrypt: true,
    });
    const hook = await startHook();
    const id = await connectHook(org, hook.address);
    await coverConnection(org, id);
    const change = { id, name: 'Lab', address: hook.address, settings: {}, allowedRanges: ['127.0.0.1'] };
    const send = async () => {
      await addContact(org, { Phone: '555-0177' });
      await deliver(org, id);
      return (await linesOfOrg(org.orgId)).map(({ purpose }) => purpose);
    };
    expect(await send()).toEqual(['operations']);
    await updateConnection(org.admin, { ...change, purpose: 'public_health' });
    await updateConnection(org.admin, change);
    expect((await getConnection(org.admin, id)).purpose).toBe('public_health');
    expect((await eventsOf(org.orgId, 'app.update')).slice(-2).map(({ facts }) => facts?.purpose)).toEqual([
      'public_health',
      undefined,
    ]);
    expect(await send()).toEqual(['operations', 'public_health']);
    await ownerSql()`update app_connections set purpose = 'operations' where id = ${id}`;
    expect(await send()).toHaveLength(2);
    expect((await getConnection(org.admin, id)).state).toBe('changed');
    await hook.close();
  });

  test('that moves to another host has no credentials there: a secret goes only to where it was given for', async () => {
    const id = await connectApp(org.admin, given());
    const kept = async () => {
      const [row] = await ownerSql()`select credentials is not null as kept from app_connections where id = ${id}`;
      return row?.kept;
    };
    const move = (address: string) =>
      updateConnection(org.admin, { id, name: 'Lab', address, settings: {}, allowedRanges: [] });
    await move('https://hooks.example.org/other');
    expect(await kept()).toBe(true);
    await move('https://elsewhere.example.net/');
    expect(await kept()).toBe(false);
  });

  test('asks for tokens where its app says, and loses its credentials when that is another host', async () => {
    const desk = (tokenAddress: string, address = 'https://desk.zohocloud.ca') => ({
      ...{ name: 'Desk', address, allowedRanges: [] },
      settings: { orgId: '4711', ...(tokenAddress && { tokenAddress }) },
    });
    const credentials = { clientId: 'a', clientSecret: 'b', refreshToken: 'c' };
    const connectTo = (about: ReturnType<typeof desk>) => connectApp(org.admin, { app: 'desk', ...about, credentials });
    for (const wrong of ['', 'not an address', 'http://accounts.zohocloud.ca/token', 'https://a.example/token?x=1'])
      await expect(connectTo(desk(wrong))).rejects.toMatchObject({ fields: { tokenAddress: expect.any(String) } });
    const id = await connectTo(desk('https://accounts.zohocloud.ca/oauth/v2/token'));
    const kept = async () => {
      const [row] = await ownerSql()`select credentials is not null as kept from app_connections where id = ${id}`;
      return row?.kept;
    };
    await updateConnection(org.admin, { id, ...desk('https://accounts.zohocloud.ca/oauth/v3/token') });
    expect(await kept()).toBe(true);
    await updateConnection(org.admin, { id, ...desk('https://accounts.elsewhere.example/oauth/v2/token') });
    expect(await kept()).toBe(false);
    const [entry] = await eventsOf(org.orgId, 'app.connect');
    expect(entry?.facts).toMatchObject({ tokens: 'https://accounts.zohocloud.ca' });
    expect((await eventsOf(org.orgId, 'app.update')).at(-1)?.facts).toMatchObject({
      tokens: 'https://accounts.elsewhere.example',
    });

    await giveCredentials(org.admin, { id, credentials });
    await updateConnection(org.admin, { id, ...desk('https://127.0.0.1/token') });
    await giveCredentials(org.admin, { id, credentials });
    const connection = await inOrg(org.orgId, (tx) => findKept(tx, id));
    if (!connection) throw new Error('It is as Careledger made it.');
    await expect(accessTokenFor(connection, credentials)).rejects.toMatchObject({ reason: 'refused_address' });
  });

  test('that is ended has no credentials, and its name is free again', async () => {
    const id = await connectApp(org.admin, given());
    await endConnection(org.admin, { id });
    const [row] = await ownerSql()`select credentials from app_connections where id = ${id}`;
    expect(row?.credentials).toBeNull();
    await expect(
      updateConnection(org.admin, { ...given(), id, settings: {}, allowedRanges: [] }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    await connectApp(org.admin, given());
  });
});

describe('a mapping', () => {
  const zoho = () =>
    connectApp(org.admin, {
      app: 'desk',
      name: 'Desk',
      address: 'https://desk.zoho.eu',
      settings: { orgId: '4711' },
      credentials: { clientId: 'a', clientSecret: 'b', refreshToken: 'c' },
    });

  test('that lacks a field the app cannot do without is refused, naming it', async () => {
    const id = await zoho();
    const mapping = {
      id,
      module: 'Contacts',
      acts: ['create' as const],
      fields: [{ field: 'Last_Name', to: 'lastName' }],
    };
    await expect(mapModule(org.admin, mapping)).rejects.toMatchObject({
      fields: { email: expect.stringContaining('Email') },
    });
  });

  test.each([
    ['a field that is none', [{ field: 'Nothing', to: 'lastName' }], 'Nothing'],
    [
      'two fields to one place',
      [
        { field: 'Last_Name', to: 'lastName' },
        { field: 'First_Name', to: 'lastName' },
      ],
      'First_Name',
    ],
    ['a place that the app does not have', [{ field: 'Last_Name', to: 'surname' }], 'Last_Name'],
  ])('with %s is refused by name', async (_, fields, field) => {
    const id = await zoho();
    const mapping = { id, module: 'Contacts', acts: ['create' as const], fields };
    await expect(mapModule(org.admin, mapping)).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
  });

  test('as proposed is taken as it is, for every module that the app takes', async () => {
    const id = await zoho();
    for (const { module, usual } of await listMappable(org.admin, 'desk')) {
      await mapModule(org.admin, { id, module, acts: ['create'], fields: [...usual] });
    }
    expect((await getConnection(org.admin, id)).flows.map(({ module }) => module)).toEqual([
      'Leads',
      'Contacts',
      'Accounts',
    ]);
  });

  test('of an app that cannot do without a marked field sends nothing where the door is closed, and says so before', async () => {
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Email'),
      encrypt: true,
    });
    await setRestriction(org.admin, { door: 'zoho_app', restricted: true });
    const id = await zoho();
    const [contacts] = (await listMappable(org.admin, 'desk')).filter(({ module }) => module === 'Contacts');
    await mapModule(org.admin, { id, module: 'Contacts', acts: ['create'], fields: [...(contacts?.usual ?? [])] });
    expect((await getConnection(org.admin, id)).flows).toMatchObject([{ transfer: 'not_sent' }]);
    await addContact(org, { Email: 'jo@example.org' });
    await deliver(org, id);
    expect((await listDeliveries(org.officer, id)).deliveries).toMatchObject([
      { state: 'not_sent', withheld: ['Email'], reason: expect.stringContaining('cannot do without') },
    ]);
    expect(await eventsOf(org.orgId, 'app.withhold')).toMatchObject([{ fields: ['Email'], facts: { app: 'Desk' } }]);
  });
});

describe('what an app would receive of a record', () => {
  test('is told field by field with its reason, and never a marked value', async () => {
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Phone'),
      encrypt: true,
    });
    const hook = await startHook();
    const connectionId = await connectHook(org, hook.address);
    const recordId = await addContact(org, { Phone: '555-0177', Email: 'jo@example.org' });
    const ask = () => simulate(org.operator, { connectionId, module: 'Contacts', recordId });
    const before = await ask();
    expect(before).toMatchObject({
      transfer: 'without',
      why: [expect.stringContaining('no agreement'), expect.any(String)],
    });
    expect(before.fields).toContainEqual({
      label: 'Phone',
      to: 'Phone',
      outcome: 'withheld',
      needed: false,
      value: null,
    });
    expect(before.fields).toContainEqual(
      expect.objectContaining({ to: 'Email', outcome: 'sent', value: 'jo@example.org' }),
    );
    await coverConnection(org, connectionId);
    const after = await ask();
    expect(after).toMatchObject({
      transfer: 'whole',
      stays: null,
      why: [expect.stringContaining('an agreement in force')],
    });
    // Whom an agreement is with is told to those who may see agreements.
    const asAdmin = await simulate(org.admin, { connectionId, module: 'Contacts', recordId });
    expect(asAdmin.why).toEqual([expect.stringContaining('Hook Ltd')]);
    expect(after.fields).toContainEqual(expect.objectContaining({ to: 'Phone', outcome: 'masked', value: null }));
    expect(JSON.stringify([before, after])).not.toContain('555-0177');
    await hook.close();
  });

  test('is nothing where nothing would be sent, and why: as it would be at the delivery', async () => {
    const hook = await startHook();
    const fields = [
      { field: 'Last_Name', to: 'lastName' },
      { field: 'First_Name', to: 'firstName' },
      { field: 'Email', to: 'email' },
    ];
    const listening = { addressOf: () => hook.address, tokenAddress: hook.address };
    const { id: desk } = await connectDesk(org, listening, fields);
    const ask = (connectionId: Id, recordId: Id) =>
      simulate(org.operator, { connectionId, module: 'Contacts', recordId });
    const bare = await addContact(org, {});
    expect((await ask(desk, bare)).stays).toContain('email');
    const long = await addContact(org, { Email: 'jo@example.org', First_Name: 'J'.repeat(41) });
    const { stays, fields: told } = await ask(desk, long);
    expect(stays).toBeNull();
    expect(told).toContainEqual(expect.objectContaining({ to: 'firstName', outcome: 'too_long', value: null }));
    await pauseConnection(org.admin, { id: desk });
    expect((await ask(desk, long)).stays).toContain('paused');
    const inward = await connectHook(org, hook.address, { acts: ['receive'] });
    expect((await ask(inward, long)).stays).toContain('sends such records here');
    await hook.close();
  });

  test('is asked of records of modules that one may view; whose names are protected is known before one looks for a name', async () => {
    const about = { singular: 'Contact', plural: 'Contacts', module: 'Contacts' };
    const ask = (who = org.operator) => simulable(who, ['Contacts', 'Gone']);
    expect(await ask()).toEqual([{ ...about, nameHidden: false }]);
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(await ask()).toEqual([{ ...about, nameHidden: true }]);
    expect(await ask(org.officer)).toEqual([]);
  });

  test('is told to nobody who may not see the record, and of no other organisation’s', async () => {
    const connectionId = await connectHook(org, HOOK);
    const recordId = await addContact(org, {});
    const about = { connectionId, module: 'Contacts', recordId };
    await expect(simulate(org.officer, about)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await appsOfRecord(org.officer, about)).toEqual([]);
    const stranger = await makeHealthOrg();
    await expect(simulate(stranger.operator, about)).rejects.toMatchObject({ code: 'not_found' });
    await expect(simulate(org.operator, { ...about, connectionId: newId() })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await appsOfRecord(org.operator, about)).toMatchObject([{ connectionId, sentAt: null }]);
  });
});

describe('what is counted of a connection', () => {
  test('is of its last 10,000 changes and of 30 days, however many there were, and says so', async () => {
    const id = await connectApp(org.admin, given());
    const { id: module } = getModule(await org.metadata(), 'Contacts');
    const add = (count: number, state: string, days: number) => ownerSql()`
      insert into app_deliveries (org_id, connection_id, module_id, record_id, act, state, created_at, due_at)
      select ${org.orgId}, ${id}, ${module}, n, 'delete', ${state}, now() - ${`${days} days`}::interval, now()
      from generate_series(1, ${count}::int) as n`;
    const counts = async () => (await getConnection(org.admin, id)).counts;
    await add(5, 'sent', 40);
    await add(3, 'failed', 29);
    await add(2, 'waiting', 29);
    expect(await counts()).toEqual({ capped: false, waiting: 2, sent: 0, sentWithout: 0, notSent: 0, failed: 3 });
    await add(10_001, 'sent_without', 1);
    expect(await counts()).toEqual({ capped: true, waiting: 2, sent: 0, sentWithout: 10_000, notSent: 0, failed: 0 });
  });
});
