/** What whoever holds the app's own role, without the keys, makes of jobs and of what hangs on records. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attachFile } from '@/lib/crm/attachments/attach';
import { downloadBulkRead } from '@/lib/crm/exports/bulk/download';
import { downloadExport } from '@/lib/crm/exports/download';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { refusedRows } from '@/lib/crm/imports/run/refused-rows';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { createNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { listNotices } from '@/lib/people/notices/queries';
import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import { noState } from '@/lib/platform/crypto/state-mac';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { adoptSettings } from '@/lib/tools/seed/adopt-settings';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { asAppRole } from '@/lib/tools/testing/attacker';
import { callBulk, startWrite, uploadCsv } from '@/lib/tools/testing/bulk-write';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { writeInBulk } from '@/lib/ways-in/jobs/handlers/bulk-write';
import { endFindings } from '@/lib/ways-in/jobs/handlers/integrity';
import { sealField } from '@/lib/ways-in/jobs/handlers/seal-field';
import { exportSubject } from '@/lib/ways-in/jobs/handlers/subject-export';
import { Presence } from '@/lib/ways-in/jobs/presence';
import { runJob } from '@/lib/ways-in/jobs/run-job';
import { changeWork } from './kept-job';
import { readSetting, writeSetting } from './setting';

const SECRET = 'knee of a patient';
const CHANGED = { code: 'forbidden', message: 'This job was changed outside Careledger.' };
const signal = new AbortController().signal;
let org: TestOrg;
let recordId: Id;
let presence: Presence;

beforeAll(async () => {
  presence = await Presence.open(() => {});
});

afterAll(() => presence.close());

beforeEach(async () => {
  org = await makeHealthOrg();
  recordId = await addContact(org, { Description: SECRET });
});

const asAttacker = (act: (tx: Tx) => PromiseLike<unknown>) => asAppRole(org.orgId, act);
const failures = async () => (await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts.what);
const told = async () => (await listNotices(org.officer)).notices.map(({ words }) => words).join('\n');
const request = () => ({ module: 'Contacts', recordId, purpose: 'patient_request', attachments: false }) as const;

interface Forged {
  id?: Id;
  kind: string;
  module?: string | null;
  by?: Context;
  status?: string;
}

/** A row of `jobs` as SQL puts it in. */
async function forge({ id = newId(), kind, module = null, by = org.operator, status = 'queued' }: Forged): Promise<Id> {
  await asAttacker(
    (tx) => tx.sql`
      insert into jobs (org_id, id, kind, status, module, params, created_by, created_at, expires_at)
      values (${org.orgId}, ${id}, ${kind}, ${status}, ${module}, ${JSON.stringify(request())}::text::jsonb,
        ${by.actor.id}, now(), now() + interval '1 day')`,
  );
  return id;
}

/** An export of everything about a patient, made by the operator. */
async function made(): Promise<Id> {
  const { jobId } = await startSubjectExport(org.operator, request());
  await beginJob(org.orgId, jobId);
  await exportSubject(org.orgId, jobId, signal);
  return jobId;
}

const upload = async () => {
  const source = Readable.from([Buffer.from(`Last Name\n${SECRET}\n`)]);
  return (await uploadImport(org.operator, { module: 'Contacts', source })).importId;
};

describe('a job that SQL put in', () => {
  test('does not run, and officers are told', async () => {
    const jobId = await forge({ kind: 'subject_export', module: 'Contacts' });
    await runJob(exportSubject, { orgId: org.orgId, jobId, number: 1, interrupted: signal }, presence);
    expect(await getJob(org.operator, jobId)).toMatchObject({ state: 'failed', error: CHANGED.message });
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject(CHANGED);
    expect(await failures()).toEqual(['job']);
    expect(await told()).toContain('A job was changed outside Careledger');
  });

  test('does not run where it would act as the system', async () => {
    const jobId = await forge({ kind: 'seal_field', module: 'Contacts' });
    await expect(sealField(org.orgId, jobId, signal)).rejects.toMatchObject(CHANGED);
    expect(await failures()).toEqual(['job']);
  });

  test('with the id of an attachment opens nothing, by no door', async () => {
    const source = Readable.from([Buffer.from(SECRET)]);
    const file = { module: 'Contacts', recordId, fileName: 'x-ray.csv', source };
    const { id } = await attachFile(org.operator, file);
    const clear = () => ownerSql()`delete from jobs where org_id = ${org.orgId} and id = ${id}`;
    await forge({ id, kind: 'export', status: 'done' });
    await expect(downloadExport(org.operator, id)).rejects.toMatchObject(CHANGED);
    await clear();
    await forge({ id, kind: 'bulk_read', module: 'Contacts', status: 'done' });
    await expect(downloadBulkRead(org.operator, id)).rejects.toMatchObject(CHANGED);
    await clear();
    await forge({ id, kind: 'import', module: 'Contacts', status: 'draft' });
    await expect(refusedRows(org.operator, { module: 'Contacts', importId: id })).rejects.toMatchObject(CHANGED);
    await clear();
    await forge({ id, kind: 'bulk_write', module: 'Contacts', status: 'done' });
    const result = await callBulk(org.operator, 'get /crm/bulk/v8/write/{jobId}/result', { params: { jobId: id } });
    expect(result.status).toBe(403);
    await clear();
    await forge({ id, kind: 'bulk_upload', status: 'draft' });
    expect((await startWrite(org.operator, id)).status).toBe(403);
    expect(await failures()).toContain('job');
  });

  test('is told as mended once it is gone', async () => {
    const jobId = await forge({ kind: 'export', status: 'done' });
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject(CHANGED);
    await endFindings(org.orgId);
    expect(await eventsOf(org.orgId, 'integrity.mended')).toEqual([]);
    await ownerSql()`delete from jobs where org_id = ${org.orgId} and id = ${jobId}`;
    await endFindings(org.orgId);
    expect(await eventsOf(org.orgId, 'integrity.mended')).toHaveLength(1);
  });
});

describe('a job that Careledger made', () => {
  test('gives its file to nobody once SQL changed whose it is, and again when that is put back', async () => {
    const jobId = await made();
    const give = (to: Context) =>
      asAttacker(
        (tx) => tx.sql`update jobs set created_by = ${to.actor.id} where org_id = ${org.orgId} and id = ${jobId}`,
      );
    await give(org.admin);
    await expect(downloadExport(org.admin, jobId)).rejects.toMatchObject(CHANGED);
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await failures()).toEqual(['job']);
    await give(org.operator);
    (await downloadExport(org.operator, jobId)).content.destroy();
  });

  test.each([
    ['kind', (tx: Tx, id: Id) => tx.sql`update jobs set kind = 'export' where org_id = ${tx.orgId} and id = ${id}`],
    ['module', (tx: Tx, id: Id) => tx.sql`update jobs set module = null where org_id = ${tx.orgId} and id = ${id}`],
  ])('gives its file to nobody once SQL changed its %s', async (_, change) => {
    const jobId = await made();
    await asAttacker((tx) => change(tx, jobId));
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject(CHANGED);
    expect(await failures()).toEqual(['job']);
  });

  test.each([
    ['asks of it', `params = params || '{"recordId": "1"}'`],
    ['says of it', `result = result - 'held'`],
  ])('gives its file to nobody once SQL changed what one %s', async (_, change) => {
    const jobId = await made();
    await asAttacker((tx) => tx.sql.unsafe(`update jobs set ${change} where id = ${jobId}`));
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject(CHANGED);
    expect(await failures()).toEqual(['job']);
  });

  test('does not run once SQL changed of whom it was asked for, nor is that taken for ours by what it does next', async () => {
    const { jobId } = await startSubjectExport(org.operator, request());
    const other = await addContact(org, { Description: 'of another' });
    await asAttacker(
      (tx) =>
        tx.sql`update jobs set params = jsonb_set(params, '{recordId}', to_jsonb(${other}::text)) where id = ${jobId}`,
    );
    await runJob(exportSubject, { orgId: org.orgId, jobId, number: 1, interrupted: signal }, presence);
    expect(await getJob(org.operator, jobId)).toMatchObject({ state: 'failed', error: CHANGED.message });
    await inOrg(org.orgId, (tx) => changeWork(tx, jobId, async () => {}));
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject(CHANGED);
    expect(await failures()).toEqual(['job']);
  });

  test('is not over because SQL says so', async () => {
    const { jobId } = await startSubjectExport(org.operator, request());
    const later = `status = 'done', expires_at = now() + interval '1 day'`;
    await asAttacker((tx) => tx.sql.unsafe(`update jobs set ${later} where id = ${jobId}`));
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('that encrypts values leaves none out because SQL says that it is further', async () => {
    const jobId = await asOwner(org.orgId, (tx) =>
      startJob(tx, org.admin, { kind: 'seal_field', module: 'Contacts', params: { fields: ['Description'] } }),
    );
    await beginJob(org.orgId, jobId);
    const further = { after: newId(), sealed: 0, values: {}, unopened: { count: 0, first: [] } };
    await asAttacker(
      (tx) => tx.sql`update jobs set result = ${JSON.stringify(further)}::text::jsonb where id = ${jobId}`,
    );
    await expect(sealField(org.orgId, jobId, signal)).rejects.toMatchObject(CHANGED);
    expect(await failures()).toEqual(['job']);
  });

  test('shows an uploaded file to nobody else once SQL changed whose it is', async () => {
    const importId = await upload();
    await asAttacker(
      (tx) =>
        tx.sql`update jobs set created_by = ${org.admin.actor.id} where org_id = ${org.orgId} and id = ${importId}`,
    );
    await expect(refusedRows(org.admin, { module: 'Contacts', importId })).rejects.toMatchObject(CHANGED);
  });

  test('writes no file in bulk but one that its owner uploaded for that', async () => {
    const started = await startWrite(org.operator, await uploadCsv(org.operator, 'Last_Name\nDoe\n'));
    const jobId: Id = started.body.details.id;
    const importId = await upload();
    await asAttacker(
      (tx) => tx.sql`
        update jobs set params = jsonb_set(params, '{fileId}', to_jsonb(${importId}::text))
        where org_id = ${org.orgId} and id = ${jobId}`,
    );
    await beginJob(org.orgId, jobId);
    await expect(writeInBulk(org.orgId, jobId, signal)).rejects.toMatchObject(CHANGED);
  });
});

describe('jobs from before they were bound', () => {
  const isKept = (jobId: Id) => downloadExport(org.operator, jobId).then(({ content }) => content.destroy());

  test('are taken as they are once an organisation, with an event, and never again', async () => {
    const jobId = await made();
    await ownerSql()`delete from state_macs where org_id = ${org.orgId} and subject in ('job', 'job.work')`;
    await expect(isKept(jobId)).rejects.toMatchObject(CHANGED);
    await adoptSettings();
    await isKept(jobId);
    const later = await forge({ kind: 'export', status: 'done' });
    await adoptSettings();
    await expect(isKept(later)).rejects.toMatchObject(CHANGED);
    expect(await eventsOf(org.orgId, 'integrity.adopt')).toHaveLength(1);
  });

  test('are not taken anew because SQL spoiled the mark that says so; a new organisation has it from the start', async () => {
    const jobId = await forge({ kind: 'export', status: 'done' });
    await adoptSettings();
    await asAttacker(
      (tx) => tx.sql`
        update state_macs set mac = ${noState()}
        where org_id = ${org.orgId} and subject in ('job', 'job.work') and subject_id = ${org.orgId}`,
    );
    await adoptSettings();
    await expect(isKept(jobId)).rejects.toMatchObject(CHANGED);
    expect(await eventsOf(org.orgId, 'integrity.adopt')).toEqual([]);
  });
});

test('work of jobs from before it was bound is taken once, but of none that SQL put in', async () => {
  const [jobId, forged] = [await made(), await forge({ kind: 'subject_export', module: 'Contacts', status: 'done' })];
  await ownerSql()`delete from state_macs where org_id = ${org.orgId} and subject = 'job.work'`;
  await adoptSettings();
  (await downloadExport(org.operator, jobId)).content.destroy();
  await expect(downloadExport(org.operator, forged)).rejects.toMatchObject(CHANGED);
});

describe('a note or file', () => {
  const moves = async (to: Id) => {
    const source = Readable.from([Buffer.from(SECRET)]);
    await attachFile(org.operator, { module: 'Contacts', recordId, fileName: 'x-ray.txt', source });
    await createNote(org.operator, { module: 'Contacts', recordId, title: 'Call', body: SECRET });
    return [
      asAttacker((tx) => tx.sql`update attachments set record_id = ${to} where org_id = ${org.orgId}`),
      asAttacker((tx) => tx.sql`update notes set record_id = ${to} where org_id = ${org.orgId}`),
    ];
  };

  test('is not moved to another module', async () => {
    const { id } = await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Roe' } });
    for (const moved of await Promise.allSettled(await moves(id)))
      expect(moved).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('CL007') } });
  });

  test('moves within its module, as merging needs', async () => {
    await Promise.all(await moves(await addContact(org, {})));
  });
});

test('a setting that was put back is told as mended, whatever unbound settings there are', async () => {
  await ownerSql()`
    insert into settings (org_id, key, value, updated_by) values (${org.orgId}, 'demo', 'true', ${org.admin.actor.id})`;
  await asOwner(org.orgId, (tx) => writeSetting(tx, 'chat', {}, org.admin.actor.id));
  const set = (value: string) =>
    ownerSql()`update settings set value = ${value}::text::jsonb where org_id = ${org.orgId} and key = 'chat'`;
  await set('{"forged": true}');
  expect((await inOrg(org.orgId, (tx) => readSetting(tx, 'chat'))).state).toBe('not_kept');
  await endFindings(org.orgId);
  expect(await eventsOf(org.orgId, 'integrity.mended')).toEqual([]);
  await set('{}');
  await endFindings(org.orgId);
  expect(await eventsOf(org.orgId, 'integrity.mended')).toHaveLength(1);
});
