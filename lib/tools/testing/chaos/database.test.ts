/**
 * The database goes away in every way that there is while programs write and read, visitors listen and jobs run. What may
 * fail is what ran just then, by its right name; what was acknowledged is there, whole, once; and then all goes on.
 * `npm run chaos` runs it longer.
 */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { brandKeyOf } from '@/lib/chat/setup/brands';
import { startAuditExport } from '@/lib/crm/exports/audit/export';
import { startImport } from '@/lib/crm/imports/run/start';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { getJob } from '@/lib/platform/background/queries';
import { closeClient, connect } from '@/lib/platform/db/client';
import type { Id } from '@/lib/platform/ids';
import { brandOf, makeAvailable } from '../chat';
import { PatientVisitor, startDoor } from '../door-server';
import { makeOrg, type TestOrg } from '../make-org';
import { tokenFor } from '../rest';
import { call, HANGS_MS, passing, startLoad } from './load';
import { type Kept, killAndAwaitNext, startApi, startKeptWorker } from './world';

/** A small disk of its own: only in the long form, and only root may mount one. */
const SMALL_DISK_MB = vi.hoisted(() => (process.env.CHAOS === 'long' && process.getuid?.() === 0 ? 300 : undefined));
const cluster = await vi.hoisted(() => import('./world').then((world) => world.makeCluster(SMALL_DISK_MB)));

const isLong = process.env.CHAOS === 'long';
const FREEZE_MS = isLong ? 30_000 : 4_000;
const KILLS = isLong ? 200 : 21;
/** Whoever calls so long after the recovery, or later, is served. */
const RECOVERED_MS = 5_000;

let org: TestOrg;
let owner: Sql;
let api: Kept & { origin: string };
let worker: Kept;
let door: Awaited<ReturnType<typeof startDoor>>;
let target: { origin: string; token: string };
let visitor: PatientVisitor;
let said = 0;

beforeAll(async () => {
  org = await makeOrg();
  owner = connect(cluster.owner, { max: 3 });
  await makeAvailable(org.operator);
  const brand = brandKeyOf(org.orgId, await brandOf(org));
  [api, worker, door] = await Promise.all([startApi(), startKeptWorker(), startDoor()]);
  target = { origin: api.origin, token: await tokenFor(org, org.admin) };
  visitor = new PatientVisitor(brand, () => door.port);
  await visitor.begin('May I ask?');
});

afterAll(async () => {
  await Promise.all([api?.stop(), worker?.stop(), door?.kill()]);
  await closeClient();
  await owner?.end({ timeout: 2 });
  await cluster.stop();
});

const appBackends = (limit = 1000, like = '%', by: Sql = owner) => by`
  select pg_terminate_backend(pid) from (
    select pid from pg_stat_activity where usename = 'careledger_app' and query ilike ${like} order by random() limit ${limit}) chosen`;

/** Waits until somebody may sign in again. */
async function untilBack(): Promise<void> {
  for (;;) {
    const back = await owner`select 1`.then(
      () => true,
      () => false,
    );
    if (back) return;
    await wait(50);
  }
}

/** Waits until the process that serves answers again, whatever it says. */
async function untilServed(): Promise<void> {
  while (!(await call(target))) await wait(50);
}

interface Circumstances {
  /** Which answers may come; `none` where the connection broke. */
  allowed?: readonly string[];
  recovery?: () => Promise<void>;
}

const ANSWERS = ['200', '201', '204', '503'];

/**
 * What has to be true whatever was done. In the long form 100 of 100 calls have passed within five seconds of the recovery;
 * in the short one, where other tests take the processor, of calls that begin after five seconds none may fail.
 * @param act returns when the database may be used again
 */
async function survives(act: () => Promise<unknown>, { allowed = ANSWERS, recovery = untilBack }: Circumstances = {}) {
  const load = startLoad(target);
  await wait(300);
  const [lives, jobId] = [worker.child(), await startAuditExport(org.officer, { filter: {}, bom: false })];
  await act();
  await recovery();
  const recoveredAt = Date.now();
  let begunAt: number;
  let passed: number;
  do {
    begunAt = Date.now();
    passed = await passing(target);
  } while (passed < 100 && begunAt - recoveredAt < RECOVERED_MS);
  const tookMs = Date.now() - recoveredAt;
  await load.stop();
  expect(passed).toBe(100);
  if (isLong) expect(tookMs).toBeLessThan(RECOVERED_MS);
  expect(Object.keys(load.statuses).filter((status) => !allowed.includes(status))).toEqual([]);
  expect(load.longestMs).toBeLessThan(HANGS_MS);
  expect(load.acknowledged.length).toBeGreaterThan(0);
  await expectAllThereOnce(load.acknowledged);
  await expectStreamCaughtUp();
  await expectEndsOnce(jobId);
  expect(worker.child()).toBe(lives);
  return load;
}

async function expectEndsOnce(jobId: Id): Promise<void> {
  await vi.waitFor(async () => expect((await getJob(org.officer, jobId)).state).toBe('done'), {
    timeout: 600_000,
    interval: 500,
  });
  const ends = await owner`select from ledger_entries where action = 'ledger.export' and subject_id = ${jobId}`;
  expect(ends).toHaveLength(1);
}

async function expectAllThereOnce(acknowledged: readonly string[]): Promise<void> {
  const [{ lost, twice }] = await owner<[{ lost: number; twice: number }]>`
    select count(*) filter (where n = 0)::int as lost, count(*) filter (where n > 1)::int as twice from (
      select (select count(*) from records r where r.org_id = ${org.orgId} and r.values ->> 'Last_Name' = kept.label) as n
      from unnest(${acknowledged as string[]}::text[]) as kept (label)) counted`;
  expect({ lost, twice }).toEqual({ lost: 0, twice: 0 });
  const [{ half }] = await owner<[{ half: number }]>`
    select count(*)::int as half
    from (select id from records where org_id = ${org.orgId}) r
    full join (select record_id from ledger_entries where org_id = ${org.orgId} and action = 'record.create') e
      on e.record_id = r.id
    where r.id is null or e.record_id is null`;
  expect(half).toBe(0);
}

/** A visitor's stream, opened anew if it had to, hears of the next message; and none that was kept is lost or doubled. */
async function expectStreamCaughtUp(): Promise<void> {
  said += 1;
  const stopping = new AbortController();
  const heard = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const stream = await visitor.stream(stopping.signal);
        for (let first = true; ; first = false) {
          const { value, done } = await stream.read();
          if (done) break;
          if (!first && /event: (changed|resync)/.test(value)) return true;
        }
      } catch {
        await wait(100);
      }
    }
    return false;
  })();
  for (let tries = 0; tries < 100; tries += 1) {
    if (tries % 20 === 0) await visitor.say(`Word ${said}.${tries}`);
    if (await Promise.race([heard, wait(200)])) break;
  }
  stopping.abort();
  expect(await heard).toBe(true);
  const { messages } = await visitor.changes();
  const words = messages.map(({ text }: { text: string }) => text).filter((text: string) => text?.startsWith('Word'));
  expect(new Set(words).size).toBe(words.length);
  expect(words).toContain(`Word ${said}.0`);
}

test(`one backend ended, ${KILLS} times, fails what ran on it and nothing else`, async () => {
  const before = api.child();
  await survives(async () => {
    for (let kills = 0; kills < KILLS; kills += 1) {
      await appBackends(1);
      await wait(40);
    }
  });
  expect(api.child()).toBe(before);
});

test('all backends ended at once, again and again, end no process and poison no pool', async () => {
  const before = api.child();
  await survives(async () => {
    for (let rounds = 0; rounds < (isLong ? 40 : 5); rounds += 1) {
      await appBackends();
      await wait(150);
    }
  });
  expect(api.child()).toBe(before);
});

test('the connections that listen are cut, and streams hear again', async () => {
  await survives(() => appBackends(1000, 'listen%'));
});

test('PostgreSQL is stopped, and started again by its keeper at the same port', async () => {
  const before = api.child();
  await survives(async () => process.kill(cluster.pids()[0] as number, 'SIGINT'));
  expect(api.child()).toBe(before);
});

test('PostgreSQL is killed, and nothing that was acknowledged is lost', async () => {
  await survives(async () => process.kill(cluster.pids()[0] as number, 'SIGKILL'));
});

test('PostgreSQL has no free connection for a while: 503, then all goes on', async () => {
  await survives(async () => {
    // One that is there before all others are taken.
    const own = await owner.reserve();
    const hogs = Array.from({ length: 60 }, () => connect(cluster.owner, { max: 1 }));
    const take = () => Promise.all(hogs.map((hog) => hog`select 1`.catch(() => {})));
    try {
      const taken = take();
      await appBackends(1000, '%', own);
      await taken;
      await take();
      await wait(isLong ? 10_000 : 1500);
    } finally {
      await Promise.all(hogs.map((hog) => hog.end({ timeout: 1 })));
      own.release();
    }
  });
});

test(`PostgreSQL is frozen for ${FREEZE_MS / 1000} seconds: nobody waits for ever, and it thaws`, async () => {
  const load = await survives(async () => {
    cluster.signal('SIGSTOP');
    await wait(FREEZE_MS);
    cluster.signal('SIGCONT');
  });
  expect(load.statuses['503']).toBeGreaterThan(0);
});

/** Leaves no byte of the database's disk. @returns what makes room again */
function fillDisk(): () => void {
  const filler = join(cluster.home, 'filler');
  const file = openSync(filler, 'w');
  for (const size of [1 << 20, 4096, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // Full, by this much.
    }
  }
  closeSync(file);
  return () => rmSync(filler);
}

test.runIf(SMALL_DISK_MB)('its disk is full for a while: 503, then all goes on', async () => {
  const load = await survives(async () => {
    const makeRoom = fillDisk();
    await wait(8000);
    makeRoom();
  });
  expect(load.statuses['503']).toBeGreaterThan(0);
});

test.runIf(SMALL_DISK_MB)(
  'its disk is full in the middle of an import, which goes on with room: every row once',
  async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `Full ${n},Ward\n`);
    const source = Readable.from([Buffer.from(`Last Name,Department\n${rows.join('')}`)]);
    const { importId } = await uploadImport(org.operator, { module: 'Contacts', source });
    await startImport(org.operator, { module: 'Contacts', importId, mapping: { 0: 'Last_Name', 1: 'Department' } });
    const landed = async () => {
      const [row] = await owner<[{ live: number; names: number; told: number }]>`
      select count(*)::int as live, count(distinct name)::int as names,
        (select coalesce((result ->> 'taken')::int, 0) from jobs where id = ${importId}) as told
      from records where import_id = ${importId}`;
      return row;
    };
    while ((await landed()).live === 0) await wait(20);
    const makeRoom = fillDisk();
    await wait(8000);
    const half = await landed().catch(() => null);
    makeRoom();
    await untilBack();
    if (half) expect([half.names, half.told]).toEqual([half.live, half.live]);
    expect(half?.live ?? 0).toBeLessThan(rows.length);
    const ended = async () => (await getJob(org.operator, importId)).state;
    await vi.waitFor(async () => expect(await ended()).toBe('done'), { timeout: 600_000, interval: 500 });
    expect(await landed()).toEqual({ live: rows.length, names: rows.length, told: rows.length });
    process.stdout.write(`The disk was full at ${half?.live ?? 'unknown'} of ${rows.length} rows.\n`);
  },
);

test('the process that serves is killed, and its keeper starts another', async () => {
  await survives(() => killAndAwaitNext(api), { allowed: [...ANSWERS, 'none'], recovery: untilServed });
});

test('a job whose worker is killed, and whose database goes away more often than it has tries, ends once', async () => {
  const id = await startAuditExport(org.officer, { filter: {}, bom: false });
  await killAndAwaitNext(worker);
  for (let outages = 0; outages < (isLong ? 30 : 6); outages += 1) {
    await owner`
      select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and usename in ('careledger_app', 'careledger_owner')`;
    await wait(300);
  }
  process.kill(cluster.pids()[0] as number, 'SIGKILL');
  await untilBack();
  // The next worker takes over by itself what the dead one held.
  await expectEndsOnce(id);
});
