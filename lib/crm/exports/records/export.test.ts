import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRecord } from '@/lib/crm/records/create';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { downloadExport } from '../download';
import type { RecordExportRequest } from '../schemas';
import { planRecordExport, startRecordExport } from './export';

const SSN = '999-46-1590';
const everything = { module: 'Contacts', bom: false } satisfies RecordExportRequest;
let org: TestOrg;
let other: TestOrg;

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_export = ${restricted}`);
}

/** Starts an export, runs its job as the worker does, and reads the file. */
async function exportAs(ctx: Context, request: RecordExportRequest): Promise<Record<string, string>[]> {
  const { jobId } = await startRecordExport(ctx, request);
  await beginJob(ctx.orgId, jobId);
  await exportRecords(ctx.orgId, jobId, new AbortController().signal);
  const { content } = await downloadExport(ctx, jobId);
  return parse(await text(content), { columns: true });
}

beforeAll(async () => {
  [org, other] = [await makeOrg(), await makeOrg()];
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where api_name = 'Phone' and module_id = (select id from modules where api_name = 'Contacts')`;
  });
  for (const Last_Name of ['Reynolds', '=cmd|calc']) {
    await createRecord(org.operator, { module: 'Contacts', values: { Last_Name, Phone: SSN, Email: 'a@example.org' } });
  }
});

describe('exporting records', () => {
  test('leaves a restricted field out of the file, says so before, and the event says so after', async () => {
    await setRestriction(true);
    const plan = await planRecordExport(org.operator, everything);
    expect(plan.withheld).toEqual(['Phone']);
    const rows = await exportAs(org.operator, everything);
    expect(rows).toHaveLength(2);
    expect(Object.keys(rows[0] ?? {})).not.toContain('Phone');
    expect(JSON.stringify(rows)).not.toContain(SSN);
    const events = await inOrg(
      org.orgId,
      (tx) => tx.sql`
      select action, fields, facts from ledger_entries where action like 'export.%' order by id desc limit 3`,
    );
    expect(events.map((event) => event.action)).toEqual(['export.download', 'export.finish', 'export.start']);
    expect(JSON.parse(String(events[1]?.facts))).toMatchObject({ rows: 2, withheld: ['Phone'] });
  });

  test('lets the value leave when the door is open, only for those who may read it', async () => {
    await setRestriction(false);
    expect((await exportAs(org.operator, everything))[0]?.Phone).toBe(SSN);
    expect(Object.keys((await exportAs(org.admin, everything))[0] ?? {})).not.toContain('Phone');
  });

  test('keeps a cell from running as a formula', async () => {
    const rows = await exportAs(org.operator, { ...everything, columns: ['Email'] });
    expect(rows.map((row) => row['Last Name'])).toContain("'=cmd|calc");
  });

  test('obeys a restriction set after it was asked for', async () => {
    await setRestriction(false);
    const { jobId } = await startRecordExport(org.operator, everything);
    await setRestriction(true);
    await beginJob(org.orgId, jobId);
    await exportRecords(org.orgId, jobId, new AbortController().signal);
    const { content } = await downloadExport(org.operator, jobId);
    expect(await text(content)).not.toContain(SSN);
  });

  test('gives no file out any more that holds what was restricted since it was written', async () => {
    await setRestriction(false);
    const { jobId } = await startRecordExport(org.operator, everything);
    await beginJob(org.orgId, jobId);
    await exportRecords(org.orgId, jobId, new AbortController().signal);
    await setRestriction(true);
    await expect(downloadExport(org.operator, jobId)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org.orgId, 'export.download')).at(-1)).toMatchObject({
      outcome: 'refused',
      subjectId: jobId,
      facts: { reason: 'RESTRICTED' },
    });
    await setRestriction(false);
    expect(await text((await downloadExport(org.operator, jobId)).content)).toContain(SSN);
  });

  test('keeps what it was asked for out of the job’s row', async () => {
    await setRestriction(false);
    const { jobId } = await startRecordExport(org.operator, {
      ...everything,
      filters: [{ field: 'Phone', operator: 'equals', value: SSN }],
    });
    const [job] = await inOrg(org.orgId, (tx) => tx.sql`select j::text as text from jobs j where id = ${jobId}`);
    expectAbsent(String(job?.text), SSN);
  });

  test('refuses a profile without the right, an unknown column, and knows no other org’s file', async () => {
    await expect(startRecordExport(org.officer, everything)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      startRecordExport(org.operator, { ...everything, filters: [{ field: 'Nope', operator: 'equals', value: '1' }] }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const { jobId } = await startRecordExport(org.operator, everything);
    await expect(downloadExport(other.operator, jobId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(downloadExport(org.admin, jobId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
