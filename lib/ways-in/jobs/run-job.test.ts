import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelJob } from '@/lib/platform/background/cancel';
import { finishJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import { startJob } from '@/lib/platform/background/start';
import { forbidden, internal, invalid, unavailable } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { Uncounted } from './outage';
import { Presence } from './presence';
import type { JobHandler } from './registry';
import { MAX_TRIES, runJob } from './run-job';

let org: TestOrg;
let presence: Presence;

beforeAll(async () => {
  org = await makeOrg();
  presence = await Presence.open(() => {});
});

afterAll(() => presence.close());

const start = () => asOwner(org.orgId, (tx) => startJob(tx, org.operator, { kind: 'export', params: {} }));

const run = (
  jobId: Id,
  handler: JobHandler,
  { number = 1, interrupted = new AbortController().signal, by = presence } = {},
) => runJob(handler, { orgId: org.orgId, jobId, number, interrupted }, by);

const look = (jobId: Id) => getJob(org.operator, jobId);

/** A handler that waits for its signal. */
const waits: JobHandler = async (_orgId, _jobId, signal) => {
  while (!signal.aborted) await wait(20);
  signal.throwIfAborted();
};

test('runs once and is done', async () => {
  const id = await start();
  let states: string[] = [];
  const handler: JobHandler = async (orgId, jobId) => {
    states = [...states, `${orgId} ${jobId} ${(await look(jobId)).state}`];
  };
  await run(id, handler);
  await run(id, handler);
  expect(states).toEqual([`${org.orgId} ${id} running`]);
  expect((await look(id)).state).toBe('done');
});

test('keeps what the handler said when it finished by itself', async () => {
  const id = await start();
  await run(id, (orgId, jobId) => asOwner(orgId, (tx) => finishJob(tx, jobId, { result: { rows: 7 } })));
  expect(await look(id)).toMatchObject({ state: 'done', result: { rows: 7 } });
});

describe('a failure', () => {
  test.each([forbidden('You may not.'), invalid('Not a file.')])(
    'by refusal ends it with its words: %s',
    async (error) => {
      const id = await start();
      await run(id, async () => {
        throw error;
      });
      expect(await look(id)).toMatchObject({ state: 'failed', error: error.message });
    },
  );

  test('of ours is tried again, and the queue is told a code only', async () => {
    const id = await start();
    const failing = run(id, async () => {
      throw new TypeError('Cannot read SSN 123-45-6789');
    });
    await expect(failing).rejects.toThrow(/^TypeError$/);
    expect(await look(id)).toMatchObject({ state: 'queued', error: null });
    await run(id, async () => {}, { number: 2 });
    expect(await look(id)).toMatchObject({ state: 'done' });
  });

  test('that stays ends it after the last try, without the words of the fault', async () => {
    const id = await start();
    await run(
      id,
      async () => {
        throw new TypeError('Cannot read SSN 123-45-6789');
      },
      { number: MAX_TRIES },
    );
    const { state, error } = await look(id);
    expect({ state, error }).toEqual({ state: 'failed', error: 'Something went wrong on our side. Start it again.' });
  });

  test('that we can name keeps its words', async () => {
    const id = await start();
    await run(
      id,
      async () => {
        throw internal('The disk has no space left. Nothing was saved.');
      },
      { number: MAX_TRIES },
    );
    expect(await look(id)).toMatchObject({ state: 'failed', error: 'The disk has no space left. Nothing was saved.' });
  });

  test('of the database to be there is no failure of the job: it is tried again, whatever its number', async () => {
    const id = await start();
    const failing = run(
      id,
      async () => {
        throw unavailable('The database cannot be reached.');
      },
      { number: MAX_TRIES },
    );
    await expect(failing).rejects.toBeInstanceOf(Uncounted);
    expect(await look(id)).toMatchObject({ state: 'queued', error: 'The database cannot be reached.' });
    await run(id, async () => {}, { number: 2 });
    expect(await look(id)).toMatchObject({ state: 'done', error: null });
  });

  test('that kills the worker each time is given up, not run for ever', async () => {
    const id = await start();
    await run(id, () => Promise.reject(new Error('must not run')), { number: MAX_TRIES + 1 });
    expect(await look(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('given up') });
  });
});

test('a wish to cancel reaches the handler, and the job is cancelled', async () => {
  const id = await start();
  const running = run(id, waits);
  while ((await look(id)).state !== 'running') await wait(10);
  await cancelJob(org.operator, id);
  await running;
  expect((await look(id)).state).toBe('cancelled');
});

test('a job whose cancelling came before its start does not run', async () => {
  const id = await start();
  await ownerSql()`update jobs set cancel_requested = true where id = ${id}`;
  await run(id, () => Promise.reject(new Error('must not run')));
  expect((await look(id)).state).toBe('cancelled');
});

test('a worker that stops puts the job back, in its queue, to be taken up by the next', async () => {
  const id = await start();
  const stopping = new AbortController();
  const running = runJob(
    waits,
    { orgId: org.orgId, jobId: id, number: 3, queue: 'seal_field:1', interrupted: stopping.signal },
    presence,
  );
  while ((await look(id)).state !== 'running') await wait(10);
  stopping.abort('stopping');
  await running;
  expect((await look(id)).state).toBe('queued');
  const [anew] = await ownerSql()`
    select attempts, queue_name from graphile_worker.jobs where id = (
      select max(id) from graphile_worker._private_jobs where payload->>'jobId' = ${id})`;
  expect(anew).toEqual({ attempts: 0, queue_name: 'seal_field:1' });
});

test('a worker that lost its locks leaves the state of the job to whoever takes it next', async () => {
  const id = await start();
  const lost = new AbortController();
  const running = run(id, waits, { interrupted: lost.signal });
  while ((await look(id)).state !== 'running') await wait(10);
  lost.abort('lost');
  await expect(running).rejects.toBeInstanceOf(Uncounted);
  expect((await look(id)).state).toBe('stalled');
});

test('two workers never run the same job at once', async () => {
  const id = await start();
  const other = await Presence.open(() => {});
  const stopping = new AbortController();
  const first = run(id, waits, { interrupted: stopping.signal });
  while ((await look(id)).state !== 'running') await wait(10);
  await expect(run(id, waits, { by: other })).rejects.toThrow('busy');
  await expect(run(id, waits)).rejects.toThrow('busy');
  stopping.abort('stopping');
  await first;
  await run(id, async () => {}, { by: other });
  expect((await look(id)).state).toBe('done');
  await other.close();
});
