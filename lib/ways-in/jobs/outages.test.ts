import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { getJob } from '@/lib/platform/background/queries';
import { startJob } from '@/lib/platform/background/start';
import { isAway } from '@/lib/platform/db/errors';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import type { JobHandler } from './registry';
import { MAX_TRIES } from './run-job';
import { startWorker, type Worker } from './start-worker';

/** More than there are tries, and more than the queue allows. */
const OUTAGES = MAX_TRIES + 2;

let org: TestOrg;
let worker: Worker;
let begun = 0;
let isLetThrough = false;
let fails = 0;

/** Asks the database in each step, as handlers do, until it is let through. */
const handler: JobHandler = async (orgId, _jobId, signal) => {
  begun += 1;
  if (fails > 0) {
    fails -= 1;
    throw new TypeError('of its own');
  }
  while (!isLetThrough) {
    signal.throwIfAborted();
    await inOrg(orgId, (tx) => tx.sql`select 1`);
    await wait(10);
  }
};

beforeAll(async () => {
  org = await makeOrg();
  // The pauses between tries are not what is looked at here.
  worker = await startWorker({ export: handler }, 100);
});

afterAll(() => worker.stop());

afterEach(() => {
  // Besides telling us, the queue prints a connection that was ended under a statement of its own. Anything else fails.
  const printed = vi.spyOn(console, 'error').mock.calls;
  const others = printed.filter(([text]) => !/terminating connection|Connection terminated/.test(String(text)));
  printed.splice(0, printed.length, ...others);
});

const start = () => asOwner(org.orgId, (tx) => startJob(tx, org.operator, { kind: 'export', params: {} }));
const stateOf = async (id: Id) => (await getJob(org.operator, id)).state;

/** Ends every connection to this database but the one that asks. */
const cut = () => ownerSql()`
  select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;

/** The connection on which the worker holds its locks. */
const cutLocks = () => ownerSql()`
  select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7219005
    and database = (select oid from pg_database where datname = current_database())`;

/** Asks until it is so; a question that an outage cut off is asked again. */
async function until(isReached: () => boolean | Promise<boolean>): Promise<void> {
  const ask = async () => isReached();
  while (!(await ask().catch((error) => !isAway(error) && Promise.reject(error)))) await wait(20);
}

/** How often the queue thinks that the job was tried, the try under way included. */
async function triesOf(id: Id): Promise<number> {
  const [row] = await ownerSql()<[{ attempts: number }]>`
    select attempts from graphile_worker._private_jobs where payload ->> 'jobId' = ${id}`;
  return row.attempts;
}

test.each([
  ['all connections', cut],
  ['the one with its locks', cutLocks],
])(`a worker that loses ${OUTAGES} times %s lives, its job is spared each try, and ends once`, async (_what, lose) => {
  isLetThrough = false;
  let hasEnded = false;
  void worker.ended.finally(() => {
    hasEnded = true;
  });
  let seen = begun;
  const id = await start();
  // The state alone may still be said of the attempt before.
  const runsAnew = () => until(async () => begun > seen && (await stateOf(id)) === 'running');
  for (let outages = 0; outages < OUTAGES; outages += 1) {
    await runsAnew();
    seen = begun;
    await lose();
  }
  await runsAnew();
  expect(await triesOf(id)).toBe(1);
  isLetThrough = true;
  await until(async () => (await stateOf(id)) === 'done');
  await until(
    async () => (await ownerSql()`select from graphile_worker._private_jobs where locked_by is not null`).length === 0,
  );
  expect(hasEnded).toBe(false);
});

test('between outages a fault of the job counts as before, and the last try ends it', async () => {
  isLetThrough = false;
  fails = MAX_TRIES - 1;
  const before = begun;
  const id = await start();
  await until(async () => {
    // The queue's pause between tries is not what is looked at here.
    await ownerSql()`update graphile_worker._private_jobs set run_at = now() where locked_by is null`;
    return begun === before + MAX_TRIES && (await stateOf(id)) === 'running';
  });
  await cut();
  await until(async () => begun === before + MAX_TRIES + 1 && (await stateOf(id)) === 'running');
  expect(await triesOf(id)).toBe(MAX_TRIES);
  fails = 1;
  await cutLocks();
  await until(async () => (await stateOf(id)) === 'failed');
});
