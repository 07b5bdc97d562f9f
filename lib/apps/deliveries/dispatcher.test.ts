/** A dispatcher asks the database nothing while there is nothing to send, and is woken by what is written down for it. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact } from '@/lib/tools/testing/health-org';
import { pauseConnection, resumeConnection } from '../connections/set-state';
import { connectHook } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';
import { type Dispatcher, startDispatcher } from './dispatcher';
import { replayAll } from './replay';

let org: TestOrg;
let hook: Hook;
let id: Id;
let dispatcher: Dispatcher;
beforeAll(async () => {
  hook = await startHook();
  org = await makeOrg();
  id = await connectHook(org, hook.address);
  dispatcher = await startDispatcher(() => {}, 0);
});
afterAll(async () => {
  await dispatcher.stop();
  await hook.close();
});

/** The lock is held in the last look before it sleeps, too: asleep it has asked nothing for a while. */
const sleeps = async () => {
  const [row] = await ownerSql()<[{ asleep: boolean }]>`
    select exists (
      select from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.classid = 7219008::oid and l.granted and l.mode = 'ExclusiveLock'
        and a.datname = current_database()
        and a.query_start < clock_timestamp() - interval '300 ms') as asleep`;
  return row.asleep;
};
const asleep = () => expect.poll(sleeps, { interval: 20 }).toBe(true);
const arrives = (count: number) => expect.poll(() => hook.received.length, { interval: 5 }).toBe(count);

test('asks nothing at all while there is nothing to send', async () => {
  await asleep();
  const looking = connect(env().DATABASE_OWNER_URL, { max: 1, connection: { application_name: 'looking on' } });
  const lastAsked = async () => {
    const [row] = await looking<[{ at: string }]>`
      select max(query_start)::text as at from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    return row.at;
  };
  const before = await lastAsked();
  await wait(1_000);
  expect(await lastAsked()).toBe(before);
  await looking.end();
});

test('sends what changes while it sleeps at once: it is woken, and does not look only later', async () => {
  await asleep();
  const began = performance.now();
  await addContact(org, {});
  await arrives(1);
  // Without a word it would sleep on for half a minute.
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('does not fall asleep over a change that is not committed yet', async () => {
  await asleep();
  const [contact] = await ownerSql()<{ id: Id }[]>`select id from records where org_id = ${org.orgId} limit 1`;
  await ownerSql().begin(async (sql) => {
    await sql`select set_config('app.org_id', ${org.orgId}, true)`;
    const awake = sql`select pg_advisory_xact_lock_shared(7219008, 0)`.execute();
    await ownerSql()`select pg_notify('app_deliveries', '')`;
    await awake;
    await sql`update records set version = version + 1 where org_id = ${org.orgId} and id = ${contact?.id ?? '0'}`;
    await wait(300);
    expect(await sleeps()).toBe(false);
  });
  await arrives(2);
});

test('is woken by whoever resumes a connection, or sends again what was given up', async () => {
  await pauseConnection(org.admin, { id });
  await addContact(org, {});
  await asleep();
  await resumeConnection(org.admin, { id });
  await arrives(3);
  hook.answers.push({ status: 400 });
  await addContact(org, {});
  await arrives(4);
  const givenUp = () => ownerSql()`select from app_deliveries where connection_id = ${id} and state = 'failed'`;
  await expect.poll(givenUp).toHaveLength(1);
  await asleep();
  expect(await replayAll(org.admin, { id })).toBe(1);
  await arrives(5);
});
