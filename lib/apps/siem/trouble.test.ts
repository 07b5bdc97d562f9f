/** What a stream does with receivers that close too early, and with a ledger that somebody changed: it never says that it sends. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clock, setClock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import type { NewDestination } from './destination';
import { getStream } from './queries';
import { pauseStream, resumeStream, setStream } from './set';
import { streamBatch } from './stream';
import { startDroppingReceiver } from './testing/dropping';
import { proved } from './testing/proved';
import { authority, type Receiver, startHttpsReceiver, startSyslogReceiver } from './testing/receivers';
import { noteIfStalled } from './trouble';

const HOUR_MS = 60 * 60_000;
const TOKEN = 'a-token-of-the-receiver';
let org: TestOrg;
const open: Receiver[] = [];

beforeEach(async () => {
  org = await makeOrg();
});
afterEach(async () => {
  setClock();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function opened<R extends Receiver>(starting: Promise<R>): Promise<R> {
  const receiver = await starting;
  open.push(receiver);
  return receiver;
}

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
  const entries = Array.from({ length: count }, () => ({ action: 'view.create' as const }));
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, entries, await keysOf(tx)));
}

async function streamAll(): Promise<void> {
  while (await integrateOrg(org.orgId));
  await ownerSql()`update siem_streams set due_at = now() where org_id = ${org.orgId}`;
  while (await streamBatch(org.orgId));
}

const numbers = async (): Promise<number[]> => {
  const rows = await ownerSql()<{ index: number }[]>`
    select index::int as index from ledger_leaves where org_id = ${org.orgId} order by index`;
  return rows.map(({ index }) => index);
};

const told = () => ownerSql()`
  select from notices where org_id = ${org.orgId} and kind = 'siem.failed' and user_id = ${org.officer.actor.id}`;

test.each(['early', 'half'] as const)(
  'a receiver that closes %s and in good order has read nothing that counts: all of it goes again',
  async (fate) => {
    const receiver = await opened(startSyslogReceiver());
    await write(600);
    await setStream(org.admin, at(receiver));
    while (await integrateOrg(org.orgId));
    receiver.next.push(fate);
    expect(await streamBatch(org.orgId)).toBe(false);
    expect(receiver.entries.kept.size).toBe(0);
    expect(await getStream(org.officer)).toMatchObject({
      sent: 0,
      problem: expect.stringContaining('before the receiver had read all'),
    });
    await streamAll();
    expect(receiver.entries.sequences()).toEqual(await numbers());
    expect(receiver.entries).toMatchObject({ repeats: 0, others: [] });
    expect(await getStream(org.officer)).toMatchObject({ behind: 0, problem: null });
  },
);

test('a receiver that reads a part and closes in good order when it was asked, with the rest unread, has not read all', async () => {
  const dropping = await startDroppingReceiver();
  const receiver = await opened(startSyslogReceiver());
  await write(600);
  await setStream(org.admin, at(receiver, { address: dropping.address }));
  while (await integrateOrg(org.orgId));
  expect(await streamBatch(org.orgId)).toBe(false);
  await dropping.close();
  expect(await getStream(org.officer)).toMatchObject({
    sent: 0,
    problem: expect.stringContaining('before the receiver had read all'),
  });
  await setStream(org.admin, at(receiver, { from: 'here' }));
  await streamAll();
  expect(receiver.entries.sequences()).toEqual(await numbers());
});

test.each(['nobody.knows', 'record.constructor', 'toString', ''])(
  'an entry that SQL put there with the act "%s" holds up no form of the stream',
  async (action) => {
    await write(3);
    await ownerSql()`
      with forged as (
        insert into ledger_entries
        select org_id, id + 1, at, ${action}, outcome, actor_kind, actor_id, actor_name, request_id, ip, module, record_id,
          subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash
        from ledger_entries where org_id = ${org.orgId} order by id desc limit 1 returning org_id, id)
      insert into ledger_pending select org_id, id from forged`;
    const receivers = [startSyslogReceiver(), startSyslogReceiver(), startHttpsReceiver(TOKEN)];
    for (const [n, starting] of receivers.entries()) {
      const receiver = await opened<Receiver>(starting);
      await setStream(org.admin, at(receiver, n === 1 ? { kind: 'cef' } : {}));
      await streamAll();
      expect(receiver.entries.sequences()).toEqual(await numbers());
      expect(await proved(org.orgId, receiver.entries)).toBe((await numbers()).length);
      expect(await getStream(org.officer)).toMatchObject({ behind: 0, problem: null });
    }
  },
);

test('a ledger that cannot be read is a problem that is said, and officers are told when it lasts', async () => {
  const receiver = await opened(startSyslogReceiver());
  await write(5);
  await setStream(org.admin, at(receiver));
  while (await integrateOrg(org.orgId));
  await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_tiles disable trigger user`;
    await sql`delete from ledger_tiles where org_id = ${org.orgId} and level = 0`;
    await sql`alter table ledger_tiles enable trigger user`;
  });
  expect(await streamBatch(org.orgId)).toBe(false);
  expect(await getStream(org.officer)).toMatchObject({
    problem: expect.stringContaining('Verify the audit log'),
    failingSince: expect.any(String),
  });
  expect(await told()).toHaveLength(0);
  await ownerSql()`
    update siem_streams set due_at = now(), failing_since = failing_since - interval '1 hour' where org_id = ${org.orgId}`;
  expect(await streamBatch(org.orgId)).toBe(false);
  expect(await told()).toHaveLength(1);
  expect(await eventsOf(org.orgId, 'siem.failed')).toMatchObject([{ facts: { problem: 'internal' } }]);
});

test('a stream that stands still for an hour, for a reason that nobody noted, is told once; one that waits for nothing is not', async () => {
  const receiver = await opened(startSyslogReceiver());
  await setStream(org.admin, at(receiver));
  await streamAll();
  const longAgo = () => ownerSql()`
    update siem_streams set due_at = due_at - interval '2 hours', sent_at = sent_at - interval '2 hours' where org_id = ${org.orgId}`;
  await longAgo();
  await noteIfStalled(org.orgId);
  // Written just now: that it waits is nothing yet.
  await write(5);
  while (await integrateOrg(org.orgId));
  await noteIfStalled(org.orgId);
  expect(await told()).toHaveLength(0);
  await streamAll();
  const now = clock.nowMs();
  await write(5);
  setClock(() => now - 2 * HOUR_MS);
  while (await integrateOrg(org.orgId));
  setClock();
  await noteIfStalled(org.orgId);
  expect(await told()).toHaveLength(0);
  await longAgo();
  await noteIfStalled(org.orgId);
  await noteIfStalled(org.orgId);
  expect(await told()).toHaveLength(1);
  expect(await eventsOf(org.orgId, 'siem.failed')).toMatchObject([{ facts: { problem: 'stalled' } }]);
  expect(await getStream(org.officer)).toMatchObject({ problem: expect.stringContaining('waited for an hour') });
});

test('a kept token goes to no other path of its host', async () => {
  const receiver = await opened(startHttpsReceiver(TOKEN));
  await setStream(org.admin, at(receiver));
  await setStream(org.admin, { ...at(receiver), token: undefined });
  expect((await getStream(org.admin))?.destination?.hasToken).toBe(true);
  await setStream(org.admin, { ...at(receiver, { address: `${receiver.address}/of-another` }), token: undefined });
  expect((await getStream(org.admin))?.destination?.hasToken).toBe(false);
});

test('set while it is paused it stays paused, and resumed it has no failure of before', async () => {
  const receiver = await opened(startSyslogReceiver());
  await setStream(org.admin, at(receiver));
  receiver.next.push('early');
  await streamAll();
  expect((await getStream(org.admin))?.problem).not.toBeNull();
  await pauseStream(org.admin);
  await resumeStream(org.admin);
  expect(await getStream(org.admin)).toMatchObject({ state: 'active', problem: null, failingSince: null });
  await pauseStream(org.admin);
  await setStream(org.admin, at(receiver));
  await streamAll();
  expect(receiver.messages).toEqual([]);
  expect((await getStream(org.admin))?.state).toBe('paused');
});
