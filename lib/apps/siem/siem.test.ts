import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { certify, makeAuthority } from '../testing/certificates';
import type { NewDestination } from './destination';
import { getStream } from './queries';
import { endStream, pauseStream, resumeStream, setStream, testStream } from './set';
import { streamBatch } from './stream';
import { proved } from './testing/proved';
import {
  authority,
  type HttpsReceiver,
  type Receiver,
  type SyslogReceiver,
  startHttpsReceiver,
  startSyslogReceiver,
} from './testing/receivers';

const TOKEN = 'a-token-of-the-receiver';
let org: TestOrg;
const open: Receiver[] = [];

beforeEach(async () => {
  org = await makeOrg();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => Promise.all(open.map((one) => one.close())));

const syslog = async (...options: Parameters<typeof startSyslogReceiver>): Promise<SyslogReceiver> => {
  const receiver = await startSyslogReceiver(...options);
  open.push(receiver);
  return receiver;
};
const https = async (): Promise<HttpsReceiver> => {
  const receiver = await startHttpsReceiver(TOKEN);
  open.push(receiver);
  return receiver;
};

const at = ({ address }: Receiver, more: Partial<NewDestination> = {}): NewDestination => ({
  kind: address.startsWith('https:') ? 'ocsf' : 'syslog',
  address,
  allowedRanges: ['127.0.0.1'],
  ca: authority.cert,
  from: 'first',
  ...(address.startsWith('https:') && { token: TOKEN }),
  ...more,
});

async function write(count: number): Promise<void> {
  await inOrg(org.orgId, async (tx) =>
    appendEntries(
      tx,
      org.operator,
      Array.from({ length: count }, () => ({
        action: 'record.view' as const,
        module: 'Contacts',
        recordId: '77',
        fields: ['Secret_Field'],
        purpose: 'Secret purpose',
        facts: { name: 'Secret fact' },
        note: 'Secret note',
      })),
      await keysOf(tx),
    ),
  );
}

/** All that there is, integrated and streamed. */
async function streamAll(): Promise<void> {
  while (await integrateOrg(org.orgId));
  await ownerSql()`update siem_streams set due_at = now() where org_id = ${org.orgId}`;
  while (await streamBatch(org.orgId));
}

const size = async (): Promise<number> => {
  const [row] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from ledger_leaves where org_id = ${org.orgId}`;
  return row.count;
};

test.each(['syslog', 'cef'] as const)(
  '%s: every entry once, in order, with what proves that none is missing',
  async (kind) => {
    const receiver = await syslog();
    await write(1_200);
    await setStream(org.admin, at(receiver, { kind }));
    await streamAll();
    expect(receiver.entries.sequences()).toEqual(Array.from({ length: await size() }, (_, n) => n));
    expect(receiver.entries).toMatchObject({ repeats: 0, others: [] });
    expect(await proved(org.orgId, receiver.entries)).toBe(await size());
    expect(receiver.messages.some((message) => message.includes('CEF:0|Careledger|'))).toBe(kind === 'cef');
    expect(await getStream(org.officer)).toMatchObject({
      state: 'active',
      behind: 0,
      sent: await size(),
      problem: null,
    });
  },
);

test('ocsf: every entry once, in order, under its number, with the token', async () => {
  const receiver = await https();
  await write(700);
  await setStream(org.admin, at(receiver));
  await streamAll();
  expect(receiver.entries.sequences()).toEqual(Array.from({ length: await size() }, (_, n) => n));
  expect(await proved(org.orgId, receiver.entries)).toBe(await size());
  const [first] = receiver.requests;
  expect(first?.headers['idempotency-key']).toBe(`"careledger/${org.orgId} 1 0-499"`);
  expect(first?.events[0]?.metadata).toMatchObject({ sequence: 0, uid: expect.any(String) });
});

test('ids and names of acts leave, and nothing else of an entry, in any form', async () => {
  const receivers = [await syslog(), await syslog(), await https()];
  await write(3);
  for (const [n, receiver] of receivers.entries()) {
    await setStream(org.admin, at(receiver, n === 1 ? { kind: 'cef' } : {}));
    await streamAll();
    const forms = [...receiver.entries.kept.values()].map(({ form }) => form).join('\n');
    expect(forms).toContain('record.view');
    expect(forms).toContain(org.operator.actor.id);
    expect(forms).not.toMatch(/secret/i);
    for (const { actor } of [org.operator, org.admin]) expect(forms).not.toContain(actor.name);
  }
});

test('a gap, and a change, in what a receiver keeps is proved to be one', async () => {
  const receiver = await syslog();
  await write(20);
  await setStream(org.admin, at(receiver));
  await streamAll();
  const { kept } = receiver.entries;
  const before = kept.get('1 7') as { leaf: string; form: string };
  kept.delete('1 7');
  await expect(proved(org.orgId, receiver.entries)).rejects.toThrow('Entry 7 is missing');
  kept.set('1 7', { ...before, leaf: Buffer.alloc(32).toString('base64') });
  await expect(proved(org.orgId, receiver.entries)).rejects.toThrow('another than was signed');
});

test('a batch that came, of which we did not hear, comes again under the same numbers, and nothing else', async () => {
  const [by, https1] = [await syslog(), await https()];
  await write(30);
  for (const receiver of [by, https1]) {
    await setStream(org.admin, at(receiver));
    await integrateOrg(org.orgId);
    if ('messages' in receiver) receiver.next.push('cut');
    else receiver.next.push(0);
    const count = await size();
    expect(await streamBatch(org.orgId)).toBe(false);
    expect(receiver.entries.kept.size).toBe(count);
    expect(await getStream(org.admin)).toMatchObject({ sent: 0, problem: expect.stringContaining('connection broke') });
    // What is written meanwhile is not put into the batch that is on its way.
    await write(10);
    await streamAll();
    expect(receiver.entries.sequences()).toEqual(Array.from({ length: await size() }, (_, n) => n));
    expect(receiver.entries.others).toEqual([]);
    expect(receiver.entries.repeats).toBeGreaterThanOrEqual(count);
    expect(receiver.entries.repeats).toBeLessThanOrEqual(count + 1);
  }
});

test('a receiver that is away for a day gets all of it when it is back; officers are told once', async () => {
  const receiver = await syslog();
  await setStream(org.admin, at(receiver));
  await streamAll();
  await receiver.close();
  for (let hour = 0; hour < 24; hour += 1) {
    await write(40);
    await integrateOrg(org.orgId);
    await ownerSql()`
      update siem_streams set due_at = now(), failing_since = failing_since - interval '1 hour' where org_id = ${org.orgId}`;
    expect(await streamBatch(org.orgId)).toBe(false);
  }
  expect(await getStream(org.officer)).toMatchObject({
    behind: expect.any(Number),
    problem: 'The receiver does not answer, or the connection broke.',
  });
  expect((await getStream(org.officer))?.behind).toBeGreaterThanOrEqual(24 * 40);
  expect(await eventsOf(org.orgId, 'siem.failed')).toHaveLength(1);
  const told =
    await ownerSql()`select from notices where org_id = ${org.orgId} and kind = 'siem.failed' and user_id = ${org.officer.actor.id}`;
  expect(told).toHaveLength(1);

  const back = await syslog(Number(receiver.address.split(':')[1]));
  await streamAll();
  const all = receiver.entries.sequences().concat(back.entries.sequences());
  expect(all).toEqual(Array.from({ length: await size() }, (_, n) => n));
  expect(await getStream(org.officer)).toMatchObject({ behind: 0, problem: null, failingSince: null });
});

test.each([
  ['another name', () => certify(authority, ['127.0.0.9']), 'is for another name'],
  ['one that has ended', () => certify(authority, ['127.0.0.1'], 1), 'has expired'],
  ['an authority that is not known', () => certify(makeAuthority(), ['127.0.0.1']), 'authority that is not known'],
])('a certificate of %s: nothing is sent, and it is said in words', async (_what, certified, words) => {
  const receiver = await syslog(0, certified());
  await setStream(org.admin, at(receiver));
  await streamAll();
  expect(receiver.messages).toEqual([]);
  expect((await getStream(org.admin))?.problem).toContain(words);
  expect(await testStream(org.admin)).toEqual({ ok: false, words: expect.stringContaining(words) });
});

test('a wrong token, a receiver in trouble, an address within the own network: said in words, and tried again', async () => {
  const receiver = await https();
  await setStream(org.admin, at(receiver, { token: 'another' }));
  await streamAll();
  expect((await getStream(org.admin))?.problem).toBe('The receiver did not accept the token.');
  await setStream(org.admin, at(receiver));
  receiver.next.push(503);
  await streamAll();
  expect((await getStream(org.admin))?.problem).toBe('The receiver answered with 503.');
  await streamAll();
  expect(await getStream(org.admin)).toMatchObject({ behind: 0, problem: null });
  await setStream(org.admin, at(receiver, { allowedRanges: [] }));
  await streamAll();
  expect((await getStream(org.admin))?.problem).toContain('not in the public internet');
});

test('a test sends one event of no entry, and says what came of it', async () => {
  for (const receiver of [await syslog(), await https()]) {
    await setStream(org.admin, at(receiver, { from: 'now' }));
    expect(await testStream(org.admin)).toMatchObject({ ok: true });
    expect(receiver.entries).toMatchObject({ tests: 1, kept: new Map() });
  }
  expect(await eventsOf(org.orgId, 'siem.test')).toHaveLength(2);
});

test('from now on, from where it is, and from the first: what was chosen is what is sent', async () => {
  const receiver = await syslog();
  await write(50);
  await integrateOrg(org.orgId);
  const before = await size();
  await setStream(org.admin, at(receiver, { from: 'now' }));
  await streamAll();
  expect(receiver.entries.sequences()[0]).toBe(before);
  const again = await syslog();
  await setStream(org.admin, at(again, { from: 'here' }));
  await streamAll();
  expect(again.entries.sequences()[0]).toBe(receiver.entries.kept.size + before);
  await setStream(org.admin, at(again, { from: 'first' }));
  await streamAll();
  expect(again.entries.sequences()[0]).toBe(0);
});

test('paused it sends nothing, resumed it goes on where it stood, ended it is nowhere; each is an event and a notice', async () => {
  const receiver = await syslog();
  await setStream(org.admin, at(receiver));
  await streamAll();
  const sent = receiver.entries.kept.size;
  await pauseStream(org.admin);
  await write(5);
  await streamAll();
  expect(receiver.entries.kept.size).toBe(sent);
  expect(await getStream(org.admin)).toMatchObject({ state: 'paused', behind: expect.any(Number) });
  await resumeStream(org.admin);
  await streamAll();
  expect(receiver.entries.sequences()).toEqual(Array.from({ length: await size() }, (_, n) => n));
  await endStream(org.admin);
  expect(await getStream(org.admin)).toBeNull();
  for (const action of ['siem.connect', 'siem.pause', 'siem.resume', 'siem.end'] as const)
    expect(await eventsOf(org.orgId, action), action).toMatchObject([{ outcome: 'done', actorId: org.admin.actor.id }]);
  const told = await ownerSql()`
    select from notices where org_id = ${org.orgId} and kind = 'siem.changed' and user_id = ${org.officer.actor.id}`;
  expect(told).toHaveLength(4);
});

test('whoever does not manage compliance sets, tests, pauses and ends nothing, which is an event; an officer sees how it stands', async () => {
  const receiver = await syslog();
  await setStream(org.admin, at(receiver));
  for (const who of [org.officer, org.operator])
    for (const act of [
      () => setStream(who, at(receiver)),
      () => testStream(who),
      () => pauseStream(who),
      () => resumeStream(who),
      () => endStream(who),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  expect((await eventsOf(org.orgId, 'siem.end')).at(-1)).toMatchObject({ outcome: 'refused' });
  expect(await getStream(org.officer)).toMatchObject({ destination: { address: receiver.address } });
  await expect(getStream(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
});

test('another organisation sees and streams nothing of it', async () => {
  const other = await makeOrg();
  const receiver = await syslog();
  await setStream(org.admin, at(receiver));
  expect(await getStream(other.admin)).toBeNull();
  await expect(pauseStream(other.admin)).rejects.toMatchObject({ code: 'not_found' });
  await streamAll();
  expect([...receiver.entries.kept.values()].every(({ form }) => form.includes(`careledger/${org.orgId}`))).toBe(true);
});

test('the token is shown to nobody, stays when it is not given anew, and goes to no other place', async () => {
  const [receiver, elsewhere] = [await https(), await https()];
  await setStream(org.admin, at(receiver));
  const shown = await getStream(org.admin);
  expect(shown?.destination?.hasToken).toBe(true);
  expect(JSON.stringify(shown)).not.toContain(TOKEN);
  await setStream(org.admin, { ...at(receiver), token: undefined });
  expect((await getStream(org.admin))?.destination?.hasToken).toBe(true);
  await setStream(org.admin, { ...at(elsewhere), token: undefined });
  expect((await getStream(org.admin))?.destination?.hasToken).toBe(false);
});

test('a destination that SQL put there is not sent to', async () => {
  const other = await makeOrg();
  const [receiver, foreign] = [await syslog(), await syslog()];
  await setStream(org.admin, at(receiver));
  await setStream(other.admin, at(foreign));
  await ownerSql()`
    update siem_streams set destination = (select destination from siem_streams where org_id = ${other.orgId})
    where org_id = ${org.orgId}`;
  await streamAll();
  expect([receiver.messages, foreign.messages]).toEqual([[], []]);
  expect(await getStream(org.admin)).toMatchObject({
    destination: null,
    problem: expect.stringContaining('changed outside'),
  });
});

test.each([
  [{ kind: 'syslog', address: 'https://siem.example.org' }, 'address'],
  [{ kind: 'cef', address: 'siem.example.org/path' }, 'address'],
  [{ kind: 'syslog', address: '' }, 'address'],
  [{ kind: 'ocsf', address: 'http://siem.example.org/x' }, 'address'],
  [{ kind: 'ocsf', address: 'https://siem.example.org/x', token: 'a b' }, 'token'],
  [{ kind: 'ocsf', address: 'https://siem.example.org/x', ca: 'no certificate' }, 'ca'],
  [{ kind: 'ocsf', address: 'https://siem.example.org/x', allowedRanges: ['0.0.0.0/0'] }, 'allowedRanges'],
] as const)('what cannot be is named: %o', async (input, field) => {
  const found = await setStream(org.admin, input as NewDestination).catch((error) => error);
  expect(found).toMatchObject({ code: 'invalid' });
  expect(Object.keys(found.fields).some((name) => name.startsWith(field))).toBe(true);
});
