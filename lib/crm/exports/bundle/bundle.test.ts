import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { attachFile } from '@/lib/crm/attachments/attach';
import { createRecord } from '@/lib/crm/records/create';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { unzip } from '@/lib/tools/testing/unzip';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { downloadExport } from '../download';
import { startRecordExport } from '../records/export';
import type { RecordExportRequest } from '../schemas';

const SSN = '999-46-1590';
let org: TestOrg;
let patientId: string;
let otherId: string;

async function zipFor(ctx: Context, request: Partial<RecordExportRequest> = {}) {
  const { jobId } = await startRecordExport(ctx, {
    module: 'Contacts',
    bom: false,
    format: 'zip',
    include: ['related', 'attachments'],
    ...request,
  });
  await beginJob(ctx.orgId, jobId);
  await exportRecords(ctx.orgId, jobId, new AbortController().signal);
  const { content, fileName, contentType } = await downloadExport(ctx, jobId);
  expect(fileName).toMatch(/^Contacts-.*\.zip$/);
  expect(contentType).toBe('application/zip');
  return { jobId, entries: await unzip(await buffer(content)) };
}

const rowsOf = (csv: Buffer | undefined): Record<string, string>[] => parse(csv ?? '', { columns: true });

beforeAll(async () => {
  org = await makeHealthOrg();
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  patientId = await addContact(org, { Last_Name: 'Reynolds', Phone: SSN });
  otherId = await addContact(org, { Last_Name: 'Yundt', Phone: '999-11-2222' });
  for (const [Deal_Name, Contact_Name] of [
    ['Knee', patientId],
    ['Hip', otherId],
  ]) {
    await createRecord(org.operator, { module: 'Deals', values: { Deal_Name, Contact_Name, Stage: 'Qualification' } });
  }
  for (const fileName of ['scan.txt', 'SCAN.txt', '../../con.txt']) {
    const source = Readable.from([Buffer.from(`bytes of ${fileName}`)]);
    await attachFile(org.operator, { module: 'Contacts', recordId: patientId, fileName, source });
  }
  // One in which a virus was found: in no export below.
  const source = Readable.from([Buffer.from('bytes of a virus')]);
  const { id } = await attachFile(org.operator, { module: 'Contacts', recordId: patientId, fileName: 'a.txt', source });
  await ownerSql()`update attachments set state = 'quarantined' where id = ${id}`;
});

describe('an export as a zip', () => {
  test('holds the records, those that point to them, and their files but what is locked away, under names of their own', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: false });
    await confirmHolds(org);
    const { entries, jobId } = await zipFor(org.operator, { ids: [patientId] });
    expect(rowsOf(entries['Contacts.csv'])).toMatchObject([{ 'Last Name': 'Reynolds', Phone: SSN }]);
    expect(rowsOf(entries['Deals.csv']).map((row) => row['Deal Name'])).toEqual(['Knee']);
    const files = Object.keys(entries).filter((name) => name.startsWith('attachments/'));
    expect(files).toEqual(['scan.txt', 'SCAN (2).txt', '_con.txt'].map((name) => `attachments/${patientId}/${name}`));
    expect(String(entries[files[2] ?? ''])).toBe('bytes of ../../con.txt');
    expect((await eventsOf(org.orgId, 'export.finish')).at(-1)).toMatchObject({
      fields: ['Phone'],
      facts: { format: 'zip', files: 3, filesLeftOut: false },
    });
    const downloads = (await eventsOf(org.orgId, 'attachment.download')).slice(-3);
    expect(downloads.map(({ facts }) => facts)).toEqual([{ export: jobId }, { export: jobId }, { export: jobId }]);
  });

  test('follows a filter on a sealed field only from the records that really equal', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: false });
    await confirmHolds(org);
    const { entries } = await zipFor(org.operator, { filters: [{ field: 'Phone', operator: 'equals', value: SSN }] });
    expect(rowsOf(entries['Deals.csv']).map((row) => row['Deal Name'])).toEqual(['Knee']);
  });

  test('leaves out at a closed door what may hold health data, and says so in it and in the event', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: true });
    const { entries } = await zipFor(org.operator);
    expect(Object.keys(entries).filter((name) => name.startsWith('attachments/'))).toEqual([]);
    expect(String(entries['Contacts.csv'])).not.toContain(SSN);
    const readme = String(entries['README.txt']);
    expect(readme).toContain('Attached files were left out');
    expect(readme).toContain('Left out, as personal health data: Phone.');
    expect((await eventsOf(org.orgId, 'export.finish')).at(-1)).toMatchObject({
      facts: { filesLeftOut: true, withheld: ['Phone'] },
    });
  });

  test('has no files for those who may not reveal, and is not given out once files were restricted', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: false });
    await confirmHolds(org);
    const { entries } = await zipFor(org.admin);
    expect(Object.keys(entries).some((name) => name.startsWith('attachments/'))).toBe(false);
    const { jobId } = await zipFor(org.operator, { columns: ['Email'], ids: [patientId] });
    await setRestriction(org.admin, { door: 'export', restricted: true });
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'RESTRICTED',
    });
  });
});

test('a file is not given out any more once the names in it were marked in the module looked up', async () => {
  await setRestriction(org.admin, { door: 'export', restricted: true });
  const { jobId } = await startRecordExport(org.operator, { module: 'Deals', bom: false });
  await beginJob(org.orgId, jobId);
  await exportRecords(org.orgId, jobId, new AbortController().signal);
  const { content } = await downloadExport(org.operator, jobId);
  expect(String(await buffer(content))).toContain('Reynolds');
  await markField(org.admin, {
    module: 'Contacts',
    fieldId: await fieldIdOf(org, 'Contacts', 'Last_Name'),
    encrypt: true,
  });
  await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({ code: 'forbidden', reason: 'RESTRICTED' });
});
