import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { startAuditExport } from '@/lib/crm/exports/audit/export';
import { downloadExport } from '@/lib/crm/exports/download';
import { getJob, type JobProgress } from '@/lib/platform/background/queries';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { compiled } from '@/lib/tools/testing/compiled';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf } from '@/lib/tools/testing/health-org';

const ENTRIES = 30_000;

const { env: settings } = process;
let org: TestOrg;
const started: ChildProcess[] = [];

beforeAll(async () => {
  org = await makeOrg();
  const batch = Array.from({ length: 3000 }, (_, n) => ({ action: 'record.view', recordId: String(n + 1) }) as const);
  for (let n = 0; n < ENTRIES / batch.length; n += 1) {
    await inOrg(org.orgId, async (tx) => appendEntries(tx, org.operator, batch, await keysOf(tx)));
  }
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
});

/** The worker, as `npm run up` starts it but for its being compiled once. */
async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [await compiled('lib/ways-in/jobs/worker.ts')], {
    env: { ...settings, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  // Read to the end: a process whose output nobody takes ends by itself.
  const lines = createInterface({ input: child.stdout as Readable });
  await new Promise<void>((ready) => lines.on('line', (line) => line.includes('worker.ready') && ready()));
  return child;
}

async function until(jobId: Id, isReached: (job: JobProgress) => boolean): Promise<JobProgress> {
  for (let tries = 0; tries < 24_000; tries += 1) {
    const job = await getJob(org.officer, jobId);
    if (isReached(job)) return job;
    await wait(25);
  }
  throw new Error(`The job stays as it is: ${JSON.stringify(await getJob(org.officer, jobId))}`);
}

const exportAll = () => startAuditExport(org.officer, { filter: { actions: ['record.view'] }, bom: false });

async function linesOf(jobId: Id): Promise<string[]> {
  const { content } = await downloadExport(org.officer, jobId);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString().trimEnd().split('\r\n');
}

test('a worker takes the job, says how far it is, and the file is whole', async () => {
  await startProcess();
  const id = await exportAll();
  const done = await until(id, (job) => job.state === 'done');
  expect(done).toMatchObject({ done: ENTRIES, total: ENTRIES, result: { entries: ENTRIES } });
  expect(await linesOf(id)).toHaveLength(ENTRIES + 1);
});

test('killed in the middle, it is seen to be gone, and the next worker ends the job, once', async () => {
  const id = await exportAll();
  const first = await startProcess();
  await until(id, (job) => job.state === 'running' && job.done > 0);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await until(id, (job) => job.state === 'stalled');
  await ownerSql()`update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute'`;
  await startProcess();
  await until(id, (job) => job.state === 'done');
  expect(await linesOf(id)).toHaveLength(ENTRIES + 1);
  const finished = (await eventsOf(org, 'ledger.export')).filter((event) => event.subjectId === id);
  expect(finished).toMatchObject([{ facts: { entries: ENTRIES }, actorId: org.officer.actor.id }]);
  expect(readdirSync(join(env().DATA_DIR, 'files', org.orgId)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('told to stop, it ends at once and leaves the job to the next', async () => {
  const id = await exportAll();
  const first = await startProcess();
  await until(id, (job) => job.state === 'running' && job.done > 0);
  first.kill('SIGTERM');
  const [code] = await once(first, 'exit');
  expect(code).toBe(0);
  // At once: had it ended the job first, none would be left.
  expect((await getJob(org.officer, id)).state).toBe('unattended');
  await startProcess();
  await until(id, (job) => job.state === 'done');
});

/** Cuts the connection that every worker of this database holds. @returns whether the process goes on, or left */
async function cutOff(child: ChildProcess): Promise<'back' | 'left'> {
  const lines = createInterface({ input: child.stdout as Readable });
  const back = new Promise<'back'>((heard) =>
    lines.on('line', (line) => line.includes('worker.back') && heard('back')),
  );
  const left = once(child, 'exit').then(() => 'left' as const);
  await ownerSql()`
    select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7219005
      and database = (select oid from pg_database where datname = current_database())`;
  return Promise.race([back, left]);
}

test('without its database connection it begins anew, in the same process', async () => {
  let child = await startProcess();
  // On a machine so busy that what ran does not end in nine seconds it leaves, to be started again: that is another matter.
  for (let tries = 0; (await cutOff(child)) === 'left' && tries < 4; tries += 1) child = await startProcess();
  const id = await exportAll();
  await until(id, (job) => job.state === 'done');
  expect(child.exitCode).toBeNull();
});
