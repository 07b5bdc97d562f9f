import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import type { JobStatus } from '@/lib/platform/db/schema/jobs';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf } from '@/lib/tools/testing/health-org';
import { Presence } from '@/lib/ways-in/jobs/presence';
import { cancelJob } from './cancel';
import { jobContext } from './job-context';
import { beginJob, finishJob } from './life';
import { progressOf } from './progress';
import { getJob, listMyJobs } from './queries';
import { startJob } from './start';

let org: TestOrg;
let presence: Presence | undefined;

beforeAll(async () => {
  org = await makeOrg();
});

afterEach(async () => {
  await presence?.close();
  presence = undefined;
});

const here = async () => {
  presence ??= await Presence.open(() => {});
  return presence;
};

const start = (ctx: Context) =>
  mutate(ctx, 'export.start', async (tx) => ({
    value: await startJob(tx, ctx, { kind: 'export', module: 'Contacts', params: { rows: 3 }, total: 3 }),
    entries: [{ action: 'export.start' }],
  }));

const queuedIn = (jobId: Id) => ownerSql()<{ task_identifier: string; payload: unknown }[]>`
  select t.identifier as task_identifier, j.payload from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id where j.payload->>'jobId' = ${jobId}`;

describe('starting', () => {
  test('makes the row and enqueues ids, nothing else', async () => {
    const id = await start(org.operator);
    expect(await getJob(org.operator, id)).toMatchObject({ kind: 'export', module: 'Contacts', done: 0, total: 3 });
    expect(await queuedIn(id)).toEqual([{ task_identifier: 'export', payload: { orgId: org.orgId, jobId: id } }]);
  });

  test('leaves nothing when the act it belongs to fails', async () => {
    let id = '';
    const failing = mutate(org.operator, 'export.start', async (tx) => {
      id = await startJob(tx, org.operator, { kind: 'export', params: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await queuedIn(id)).toEqual([]);
    await expect(getJob(org.operator, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('enqueues in the current org only', async () => {
    const other = await makeOrg();
    const attempt = inOrg(org.orgId, ({ sql }) => sql`select app.enqueue('export', ${other.orgId}, 1)`);
    await expect(attempt).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('looking', () => {
  test('one’s own jobs only: not those of others, not even as administrator, not of another org', async () => {
    const id = await start(org.operator);
    const other = await makeOrg();
    for (const ctx of [org.admin, org.officer, other.admin]) {
      await expect(getJob(ctx, id)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await listMyJobs(org.operator, ['export'])).map((job) => job.id)).toContain(id);
    expect(await listMyJobs(org.operator, ['import'])).toEqual([]);
    expect(await listMyJobs(org.officer, ['export'])).toEqual([]);
  });

  test('a job that waits where no worker is says so', async () => {
    const id = await start(org.operator);
    expect((await getJob(org.operator, id)).state).toBe('unattended');
    await here();
    expect((await getJob(org.operator, id)).state).toBe('queued');
  });

  test('a job whose worker died says so, at once', async () => {
    const id = await start(org.operator);
    await (await here()).takeJob(id);
    await beginJob(org.orgId, id);
    expect((await getJob(org.operator, id)).state).toBe('running');
    await presence?.close();
    expect((await getJob(org.operator, id)).state).toBe('stalled');
  });

  test('progress is written while it runs, the last step always', async () => {
    const id = await start(org.operator);
    await (await here()).takeJob(id);
    await beginJob(org.orgId, id);
    const report = progressOf(org.orgId, id);
    await report(1, 10);
    await report(2, 10);
    expect(await getJob(org.operator, id)).toMatchObject({ done: 1, total: 10 });
    await report(10, 10);
    expect(await getJob(org.operator, id)).toMatchObject({ done: 10, total: 10 });
  });
});

describe('cancelling', () => {
  test('a job that waits ends at once, and it is an event', async () => {
    const id = await start(org.operator);
    await cancelJob(org.operator, id);
    expect((await getJob(org.operator, id)).state).toBe('cancelled');
    expect(await beginJob(org.orgId, id)).toBeUndefined();
    expect((await eventsOf(org, 'job.cancel')).at(-1)).toMatchObject({
      subjectId: id,
      facts: { kind: 'export', done: 0 },
    });
  });

  test('a job that runs is asked to stop, once', async () => {
    const id = await start(org.operator);
    await (await here()).takeJob(id);
    await beginJob(org.orgId, id);
    const before = (await eventsOf(org, 'job.cancel')).length;
    await cancelJob(org.operator, id);
    await cancelJob(org.operator, id);
    expect(await getJob(org.operator, id)).toMatchObject({ state: 'running', cancelRequested: true });
    expect(await eventsOf(org, 'job.cancel')).toHaveLength(before + 1);
  });

  test('a job whose worker died ends at once', async () => {
    const id = await start(org.operator);
    await beginJob(org.orgId, id);
    await cancelJob(org.operator, id);
    expect((await getJob(org.operator, id)).state).toBe('cancelled');
  });

  test('a job whose number of steps nobody knew before says at its end how many it did', async () => {
    const id = await start(org.operator);
    await beginJob(org.orgId, id);
    await asOwner(org.orgId, (tx) => finishJob(tx, id, { done: 1_031 }));
    expect(await getJob(org.operator, id)).toMatchObject({ state: 'done', done: 1_031 });
  });

  test('a job that is over stays as it is', async () => {
    const id = await start(org.operator);
    await beginJob(org.orgId, id);
    await asOwner(org.orgId, (tx) => finishJob(tx, id, { result: { rows: 3 } }));
    await cancelJob(org.operator, id);
    expect(await getJob(org.operator, id)).toMatchObject({
      state: 'done',
      cancelRequested: false,
      result: { rows: 3 },
    });
  });

  test('nobody cancels the job of somebody else', async () => {
    const id = await start(org.operator);
    await expect(cancelJob(org.admin, id)).rejects.toMatchObject({ code: 'not_found' });
    const other = await makeOrg();
    await expect(cancelJob(other.admin, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await getJob(org.operator, id)).state).toBe('unattended');
  });
});

describe('finishing', () => {
  test.each(['queued', 'cancelled', 'failed', 'done'] satisfies JobStatus[])(
    'a job that is %s cannot finish',
    async (status) => {
      const id = await start(org.operator);
      await ownerSql()`update jobs set status = ${status} where id = ${id}`;
      await expect(asOwner(org.orgId, (tx) => finishJob(tx, id))).rejects.toMatchObject({
        code: 'conflict',
      });
    },
  );
});

describe('in whose name', () => {
  test('the person who started it, with the rights and the sight of now', async () => {
    const id = await start(org.operator);
    const before = await jobContext(org.orgId, id);
    expect(before).toMatchObject({
      actor: { kind: 'user', id: org.operator.actor.id, name: 'Olga Operator' },
      rights: org.operator.rights,
      ownerIds: [org.operator.actor.id],
      requestId: `job-${id}`,
    });
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set profile_id = ${org.profileIds['Compliance Officer']} where id = ${org.operator.actor.id}`.execute(),
    );
    expect((await jobContext(org.orgId, id)).rights).toEqual(org.officer.rights);
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set role_id = ${org.roleIds.CEO} where id = ${org.operator.actor.id}`.execute(),
    );
    expect((await jobContext(org.orgId, id)).ownerIds).toBeNull();
  });

  test('somebody below in the role tree is seen, somebody beside is not', async () => {
    const fresh = await makeOrg();
    const managerId = fresh.operator.actor.id;
    const below = await ownerSql()<{ id: Id }[]>`
      insert into roles (org_id, id, name, parent_id, path)
      select org_id, id + 1, 'Below', id, path || (id + 1) || '/' from roles
      where org_id = ${fresh.orgId} and id = ${fresh.roleIds.Manager} returning id`;
    const belowId = await insertUser(fresh, 'Below', fresh.profileIds.Operator, below[0]?.id ?? '');
    await insertUser(fresh, 'Beside', fresh.profileIds.Operator, fresh.roleIds.Manager);
    const { ownerIds } = await jobContext(fresh.orgId, await start(fresh.operator));
    expect(ownerIds).toEqual([managerId, belowId]);
  });

  test('nobody, once that person is deactivated', async () => {
    const fresh = await makeOrg();
    const id = await start(fresh.operator);
    await asOwner(fresh.orgId, (tx) =>
      tx.sql`update users set active = false where id = ${fresh.operator.actor.id}`.execute(),
    );
    await expect(jobContext(fresh.orgId, id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
