/** What is particular to an app: how it says that it is too much, that there is one already, or that all is lost. */
import { describe, expect, test } from 'vitest';
import { type FakeServer, startFake } from '../testing/fake-server';
import { FAKES } from '../testing/fakes/registry';
import { speak } from '../testing/speak';
import type { AppAnswer, AppModule, AppRequest, Outbound } from './connector';
import { refusalOf } from './refusal';
import { connectorOf, moduleOf } from './registry';

const answer = (status: number, json?: unknown): AppAnswer => ({ status, headers: {}, json });
const refusal = (key: string, given: AppAnswer) => refusalOf(connectorOf(key), given);
const appOf = (key: string, module = 'Contacts') => moduleOf(connectorOf(key), module) as AppModule;
const record = (key: string, values: Outbound['values']): Outbound => ({
  values,
  settings: FAKES[key]?.settings ?? {},
  key: 'delivery-1',
  recordId: '7001',
  module: 'Contacts',
  at: '2026-11-30T06:00:00.000Z',
});

async function withFake(
  key: string,
  use: (send: (request: AppRequest) => Promise<AppAnswer>, server: FakeServer) => Promise<void>,
) {
  const fake = FAKES[key];
  if (!fake) throw new Error(key);
  const server = await startFake(fake.make());
  const { credentials, accessToken } = fake;
  await use(
    (request) =>
      speak(request, { connector: connectorOf(key), address: server.address, credentials, accessToken, key: 'k' }),
    server,
  );
  await server.close();
}

describe('an answer that is no success by its status alone', () => {
  test.each([
    ['campaigns', answer(200, { code: '2501', status: 'error' }), { retry: false, code: '2501' }],
    ['campaigns', answer(200, { code: 2101, status: 'error' }), { retry: true, code: '2101' }],
    ['campaigns', answer(200, { code: '0', status: 'success' }), null],
    ['campaigns', answer(200), { retry: false, code: 'no_answer' }],
    ['campaigns', answer(503), { retry: true, code: 'http_503' }],
    [
      'recruit',
      answer(202, { data: [{ code: 'MANDATORY_NOT_FOUND', status: 'error' }] }),
      { retry: false, code: 'MANDATORY_NOT_FOUND' },
    ],
    ['recruit', answer(200, { data: [{ code: 'SUCCESS', status: 'success' }] }), null],
    ['recruit', answer(204), null],
    [
      'cliq',
      answer(400, { code: 'request_limit_exceeded', message: 'too much' }),
      { retry: true, code: 'request_limit_exceeded' },
    ],
    [
      'salesforce',
      answer(403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'too much' }]),
      { retry: true, code: 'REQUEST_LIMIT_EXCEEDED' },
    ],
    ['salesforce', answer(400, [{ errorCode: 'UNABLE_TO_LOCK_ROW' }]), { retry: true, code: 'UNABLE_TO_LOCK_ROW' }],
    ['salesforce', answer(300, ['/services/data/v62.0/sobjects/Contact/1']), { retry: false, code: 'http_300' }],
    ['mailchimp', answer(403), { retry: true, code: 'http_403' }],
    ['mailchimp', answer(403, { title: 'Forbidden' }), { retry: false, code: 'Forbidden' }],
    ['hubspot', answer(429, { status: 'error', category: 'RATE_LIMITS' }), { retry: true, code: 'RATE_LIMITS' }],
    ['desk', answer(429, { errorCode: 'TOO_MANY_REQUESTS' }), { retry: true, code: 'TOO_MANY_REQUESTS' }],
    // Free text of an app may repeat what was sent: only its code is kept.
    ['zendesk', answer(422, { error: 'Ann Smith is not valid' }), { retry: false, code: 'http_422' }],
    ['webhook', answer(302), { retry: false, code: 'http_302' }],
    ['webhook', answer(410), { retry: false, code: 'http_410' }],
  ])('%s', (key, given, expected) => {
    expect(refusal(key, given)).toEqual(expected);
  });
});

test('HubSpot names the contact that is there already, and a repeat goes on with it', async () => {
  await withFake('hubspot', async (send) => {
    const { create, remoteId, alreadyThere, change } = appOf('hubspot');
    const first = await send(create(record('hubspot', { email: 'a@example.org' })));
    const again = await send(create(record('hubspot', { email: 'a@example.org' })));
    expect(refusal('hubspot', again)).toEqual({ retry: false, code: 'CONFLICT' });
    expect(alreadyThere?.(again)).toBe(remoteId(first));
    const id = remoteId(first);
    expect(
      refusal('hubspot', await send(change({ ...record('hubspot', { firstname: 'A' }), remoteId: id }))),
    ).toBeNull();
    expect(alreadyThere?.(answer(409, { message: 'Contact already exists. Existing ID: ../7' }))).toBe('');
    expect(alreadyThere?.(answer(400, { message: 'Existing ID: 7' }))).toBeNull();
  });
});

test('Books has one customer of a name: to a repeat that is done, to a first request it is a refusal', async () => {
  await withFake('finance', async (send) => {
    const ann = record('finance', {
      last_name: 'Smith',
      first_name: 'Ann',
      email: 'ann@example.org',
      'billing_address.city': 'Bonn',
    });
    const { create, alreadyThere } = appOf('finance');
    expect(refusal('finance', await send(create(ann)))).toBeNull();
    const again = await send(create(ann));
    expect(refusal('finance', again)).toEqual({ retry: false, code: '3062' });
    expect(alreadyThere?.(again)).toBe('');
    expect(create(ann).json).toMatchObject({
      contact_name: 'Ann Smith',
      billing_address: { city: 'Bonn' },
      contact_persons: [{ last_name: 'Smith' }],
    });
  });
});

test('a ticket of Zendesk is made once for a key, and Zendesk says that it knew it', async () => {
  await withFake('zendesk', async (send, server) => {
    const { create, remoteId } = appOf('zendesk', 'Cases');
    const given = record('zendesk', { subject: 'S', comment: 'C', priority: 'Medium' });
    const [first, again] = [await send(create(given)), await send(create(given))];
    expect([first.headers['x-idempotency-lookup'], again.headers['x-idempotency-lookup']]).toEqual(['miss', 'hit']);
    expect(remoteId(again)).toBe(remoteId(first));
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['delivery-1', 'delivery-1']);
    const other = await send(create({ ...given, values: { comment: 'another' } }));
    expect(refusal('zendesk', other)).toEqual({ retry: false, code: 'IdempotencyRequestError' });
    expect(create({ ...given, values: { comment: 'C', priority: 'Sehr hoch' } }).json).toEqual({
      ticket: { comment: { body: 'C', public: false }, external_id: '7001' },
    });
  });
});

test('Zendesk writes to nobody whom we put there', () => {
  expect(appOf('zendesk').create(record('zendesk', { last_name: 'Smith', first_name: 'Ann' })).json).toEqual({
    user: { name: 'Ann Smith', role: 'end-user', skip_verify_email: true, external_id: '7001' },
  });
});

test('a member of Mailchimp is found by the address in any case, later by an id that tells nothing of it', async () => {
  await withFake('mailchimp', async (send) => {
    const { create, change, remoteId, remove } = appOf('mailchimp');
    const upper = create(record('mailchimp', { email_address: 'URIST.MCVANKAB@freddiesjokes.com' }));
    // The example of Mailchimp's own guide.
    expect(upper.path).toContain('/members/62eeb292278cc15f5817cb78f7790b08');
    const first = await send(upper);
    const again = await send(create(record('mailchimp', { email_address: 'urist.mcvankab@FREDDIESJOKES.com' })));
    const id = remoteId(first);
    expect(remoteId(again)).toBe(id);
    const moved = await send(change({ ...record('mailchimp', { email_address: 'new@example.org' }), remoteId: id }));
    expect([refusal('mailchimp', moved), remoteId(moved)]).toEqual([null, id]);
    const removal = { ...record('mailchimp', {}), remoteId: id };
    expect(remove?.({ ...removal, settings: { listId: 'a', removal: 'permanent' } })?.path).toBe(
      `/3.0/lists/a/members/${id}/actions/delete-permanent`,
    );
    expect(remove?.(removal)?.method).toBe('DELETE');
  });
});

test('nobody becomes a subscriber of Mailchimp by being a record, and who opted out stays out', () => {
  const { create } = appOf('mailchimp');
  const member = (values: Outbound['values']) =>
    create(record('mailchimp', { email_address: 'a@example.org', ...values })).json;
  expect(member({ FNAME: 'A' })).toEqual({
    email_address: 'a@example.org',
    status_if_new: 'transactional',
    merge_fields: { FNAME: 'A' },
  });
  expect(member({ opt_out: true })).toMatchObject({ status: 'unsubscribed', status_if_new: 'unsubscribed' });
  expect(member({ opt_out: false })).not.toHaveProperty('status');
  // Mailchimp refuses half an address.
  expect(member({ 'ADDRESS.city': 'Bonn' })).toMatchObject({ merge_fields: {} });
});

test('Salesforce is asked by our id alone, in every request', () => {
  const { create, change, remove } = appOf('salesforce');
  const given = record('salesforce', { LastName: 'Smith', FirstName: null });
  const path = '/services/data/v62.0/sobjects/Contact/Careledger_Id__c/7001';
  expect(create(given)).toEqual({ method: 'PATCH', path, json: { LastName: 'Smith' } });
  expect(change({ ...given, remoteId: null })).toEqual({
    method: 'PATCH',
    path,
    json: { LastName: 'Smith', FirstName: null },
  });
  expect(remove?.({ ...given, remoteId: null })).toEqual({ method: 'DELETE', path });
});

test('a setting or a value cannot lead a request astray', () => {
  const given = {
    ...record('cliq', { Note: '@all *bold* [x](https://evil.example)' }),
    settings: { channel: '../bots/x?y=' },
  };
  const posted = appOf('cliq').create(given);
  expect(posted.path).toBe('/api/v2/channelsbyname/..%2Fbots%2Fx%3Fy%3D/message');
  expect(JSON.stringify(posted.json)).not.toMatch(/@all|\*bold|\]\(/);
  expect(appOf('projects').create({ ...record('projects', { email: 'a&role=admin' }) }).form).toEqual({
    email: 'a&role=admin',
  });
});
