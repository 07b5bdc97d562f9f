import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { attachFile } from '@/lib/crm/attachments/attach';
import { createNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { updateRecord } from '@/lib/crm/records/update';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { unzip } from '@/lib/tools/testing/unzip';
import { exportSubject } from '@/lib/ways-in/jobs/handlers/subject-export';
import { downloadExport } from '../download';
import { startSubjectExport } from './export';
import { subjectPage } from './page';

const SSN = '999-46-1590';
let org: TestOrg;
let recordId: string;
const request = (attachments = false) =>
  ({ module: 'Contacts', recordId, purpose: 'patient_request', attachments }) as const;

async function made(ctx: Context, attachments = false) {
  const { jobId } = await startSubjectExport(ctx, request(attachments));
  await beginJob(ctx.orgId, jobId);
  await exportSubject(ctx.orgId, jobId, new AbortController().signal);
  return jobId;
}

beforeAll(async () => {
  org = await makeHealthOrg();
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  await setRestriction(org.admin, { door: 'export', restricted: true });
  recordId = await addContact(org, { Last_Name: 'Reynolds', Phone: SSN, Description: '<script>alert(1)</script>' });
  const note = { module: 'Contacts', recordId, title: 'Call', body: 'Knee hurts & swells' };
  await createNote(org.operator, note);
  await createRecord(org.operator, {
    module: 'Deals',
    values: { Deal_Name: 'Knee operation', Contact_Name: recordId, Stage: 'Qualification' },
  });
  const source = Readable.from([Buffer.from('an x-ray')]);
  await attachFile(org.operator, { module: 'Contacts', recordId, fileName: 'x-ray.txt', source });
});

describe('everything about one record', () => {
  test('is one page that stands alone, with marked values, notes, files, history and what points to it', async () => {
    const { content, fileName, contentType } = await downloadExport(org.operator, await made(org.operator));
    const page = await text(content);
    expect(fileName).toMatch(/\.html$/);
    expect(contentType).toContain('text/html');
    for (const part of [
      'Reynolds',
      SSN,
      'Knee hurts &amp; swells',
      'x-ray.txt',
      'Knee operation',
      'Created a record',
    ]) {
      expect(page).toContain(part);
    }
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/\b(?:src|href)=/);
    await expectNowhereInDatabase([SSN, 'Knee hurts']);
  });

  test('is an event that names the marked fields, and is there where the encrypted ones do not open, which the file says', async () => {
    const jobId = await made(org.operator);
    const events = await eventsOf(org.orgId, 'record.subject_export');
    expect(events.filter(({ module }) => module === 'Contacts').at(-1)).toMatchObject({
      outcome: 'done',
      module: 'Contacts',
      subjectId: jobId,
      fields: ['Phone'],
    });
    const broken = await addContact(org, { Last_Name: 'Broken', Phone: SSN });
    await ownerSql()`update records set sealed = decode('00', 'hex') where id = ${broken}`;
    const { jobId: second } = await startSubjectExport(org.operator, { ...request(), recordId: broken });
    await beginJob(org.orgId, second);
    await exportSubject(org.orgId, second, new AbortController().signal);
    expect((await eventsOf(org.orgId, 'record.subject_export')).at(-1)).toMatchObject({
      subjectId: second,
      facts: { withheld: 'INTEGRITY' },
    });
    expect(await text((await downloadExport(org.operator, second)).content)).toContain('do not open');
  });

  test('takes the files along when asked to', async () => {
    const { content } = await downloadExport(org.operator, await made(org.operator, true));
    const entries = await unzip(await buffer(content));
    expect(Object.keys(entries)).toEqual(['record.html', `attachments/${recordId}/x-ray.txt`]);
    expect(String(entries[`attachments/${recordId}/x-ray.txt`])).toBe('an x-ray');
  });

  test('is refused without the right to reveal or to export, and for any other purpose; another org finds nothing', async () => {
    for (const ctx of [org.admin, org.officer]) {
      await expect(startSubjectExport(ctx, request())).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await eventsOf(org.orgId, 'export.start')).at(-1)).toMatchObject({ outcome: 'refused' });
    await expect(startSubjectExport(org.operator, { ...request(), purpose: 'treatment' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { purpose: expect.any(String) },
    });
    const other = await makeOrg();
    await expect(startSubjectExport(other.operator, request())).rejects.toMatchObject({ code: 'not_found' });
    const jobId = await made(org.operator);
    await expect(downloadExport(org.admin, jobId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is neither made nor given out once the right to reveal was taken away', async () => {
    const jobId = await made(org.operator);
    const demoted = { ...org.operator, rights: org.admin.rights };
    await expect(downloadExport(demoted, jobId)).rejects.toMatchObject({ code: 'forbidden' });
    const { jobId: waiting } = await startSubjectExport(org.operator, request());
    await beginJob(org.orgId, waiting);
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set profile_id = ${org.profileIds.Administrator} where id = ${org.operator.actor.id}`.execute(),
    );
    await expect(exportSubject(org.orgId, waiting, new AbortController().signal)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('records that point to the subject', () => {
  const DIAGNOSIS = 'Gonarthrosis, stage 4';
  const page = async (ctx: Context) => text((await downloadExport(ctx, await made(ctx))).content);
  let dealId: string;

  beforeAll(async () => {
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set profile_id = ${org.profileIds.Operator} where id = ${org.operator.actor.id}`.execute(),
    );
    await selectModule(org.admin, { module: 'Deals' });
    const fieldId = await fieldIdOf(org, 'Deals', 'Description');
    await markField(org.admin, { module: 'Deals', fieldId, encrypt: true });
    const clinic = async () =>
      (await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Smith Clinic' } })).id;
    const [one, other] = [await clinic(), await clinic()];
    for (const [Deal_Name, Account_Name] of [
      ['Hip', one],
      ['Shoulder', other],
    ]) {
      const values = {
        Deal_Name,
        Account_Name,
        Contact_Name: recordId,
        Stage: 'Qualification',
        Description: DIAGNOSIS,
      };
      dealId = (await createRecord(org.operator, { module: 'Deals', values })).id;
    }
    await updateRecord(org.operator, { module: 'Deals', id: dealId, values: { Deal_Name: 'Left shoulder' } });
    await createNote(org.operator, { module: 'Deals', recordId: dealId, title: 'Plan', body: 'Operate in spring' });
    const task = { Subject: 'Call the patient', Description: 'About the appointment', Who_Id: recordId };
    const { id } = await createRecord(org.operator, { module: 'Tasks', values: task });
    await createNote(org.operator, { module: 'Tasks', recordId: id, title: '', body: 'No answer so far' });
  });

  test('come with their own fields, notes and history, names with ids, and an event each', async () => {
    const made = await page(org.operator);
    for (const part of ['About the appointment', 'No answer so far', 'Left shoulder', 'Deal Name: Shoulder →']) {
      expect(made).toContain(part);
    }
    const clinics = [...made.matchAll(/Smith Clinic \(Id (\d+)\)/g)].map(([, id]) => id);
    expect(new Set(clinics).size).toBe(2);
    const events = (await eventsOf(org.orgId, 'record.subject_export')).filter(({ module }) => module === 'Tasks');
    expect(events.at(-1)).toMatchObject({ outcome: 'done', fields: [], facts: { subject: recordId } });
  });

  test('leave out at a closed door what is marked and what may hold as much, and say so', async () => {
    const made = await page(org.operator);
    expect(made).not.toContain(DIAGNOSIS);
    expect(made).not.toContain('Operate in spring');
    expect(made).toContain('Left out, as personal health data: Description.');
    expect(made).toContain('Notes were left out');
    // The subject's own are there: the patient's right of access.
    expect(made).toContain(SSN);
  });

  test('hold it at an open door, with events that name it, and are not given out once it is closed again', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: false });
    await confirmHolds(org);
    const jobId = await made(org.operator);
    const opened = await text((await downloadExport(org.operator, jobId)).content);
    expect(opened).toContain(DIAGNOSIS);
    expect(opened).toContain('Operate in spring');
    const events = (await eventsOf(org.orgId, 'record.subject_export')).filter(({ module }) => module === 'Deals');
    expect(events.at(-1)).toMatchObject({ subjectId: jobId, fields: ['Description'] });
    await expectNowhereInDatabase([DIAGNOSIS, 'Operate in spring']);
    await setRestriction(org.admin, { door: 'export', restricted: true });
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({ reason: 'RESTRICTED' });
  });

  test('are named alone, and none of their text leaves, where the asker may not export their module', async () => {
    const rights = { ...org.operator.rights, modules: { ...org.operator.rights.modules, Tasks: ['view' as const] } };
    const values = { values: { Last_Name: 'Reynolds' }, damaged: false };
    let made = '';
    for await (const html of subjectPage({ ...org.operator, rights }, request(), values, {
      jobId: '1',
      signal: new AbortController().signal,
      held: [],
    })) {
      made += html;
    }
    expect(made).toContain('Call the patient');
    expect(made).not.toContain('About the appointment');
    expect(made).not.toContain('No answer so far');
  });
});
