import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { runBulkWrite } from '@/lib/crm/imports/bulk/run';
import { createRecord } from '@/lib/crm/records/create';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { hasFile, readSealedFile } from '@/lib/platform/files/store';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { reveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '@/lib/tools/testing/as-owner';
import {
  callBulk,
  resultOfWrite,
  runWrite,
  startWrite,
  statusOf,
  uploadCsv,
  writeCsv,
} from '@/lib/tools/testing/bulk-write';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/factories';
import { addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';

let org: TestOrg;
let operator: Context;

const SSN = '999-27-1834';

beforeAll(async () => {
  org = await makeHealthOrg();
  operator = org.operator;
  await addFields(org, 'Contacts', ['SSN', 'Badge'], { unique: true });
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'SSN'), encrypt: true });
});

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_api = ${restricted}`);
}

interface Stored {
  id: string;
  source: string;
  values: Record<string, unknown>;
}

const stored = (id: string): Promise<Stored | undefined> =>
  inOrg(
    org.orgId,
    async (tx) => (await tx.sql<Stored[]>`select id, source, "values" from records where id = ${id}`)[0],
  );

const actionsOf = async (jobId: string) =>
  (await eventsOf(org.orgId))
    .filter(({ subjectId }) => subjectId === jobId)
    .map(({ action, facts }) => [action, facts] as const);

describe('a bulk write', () => {
  test('is uploaded, started, watched and downloaded, each with its event; no value stands anywhere in the clear', async () => {
    const csv = `Last_Name,SSN,Badge\r\nAdams,${SSN},b1\r\n,999-27-1835,b2\r\nClark,${SSN},b3\r\n`;
    const fileId = await uploadCsv(operator, csv, 'patients.csv');
    const started = await startWrite(operator, fileId);
    expect(started).toMatchObject({
      status: 201,
      body: { code: 'SUCCESS', message: 'success', details: { created_by: { name: operator.actor.name } } },
    });
    const jobId = started.body.details.id;
    expect((await statusOf(operator, jobId)).status).toBe('ADDED');
    const early = await callBulk(operator, 'get /crm/bulk/v8/write/{jobId}/result', { params: { jobId } });
    expect(early.status).toBe(400);
    await runWrite(operator, jobId);
    expect(await statusOf(operator, jobId)).toMatchObject({
      status: 'COMPLETED',
      operation: 'insert',
      character_encoding: 'utf-8',
      result: { download_url: expect.stringMatching(new RegExp(`^http://.*/crm/bulk/v8/write/${jobId}/result$`)) },
      resource: [
        {
          module: { api_name: 'Contacts' },
          field_mappings: [{ api_name: 'Last_Name', index: 0 }, { api_name: 'SSN' }, { api_name: 'Badge' }],
          file: { name: 'patients.csv', added_count: 1, updated_count: 0, skipped_count: 2, total_count: 3 },
        },
      ],
    });
    const rows = await resultOfWrite(operator, jobId);
    expect(rows).toEqual([
      { ROW: '2', STATUS: 'ADDED', RECORD_ID: expect.stringMatching(/^\d+$/), ERRORS: '' },
      { ROW: '3', STATUS: 'SKIPPED', RECORD_ID: '', ERRORS: 'MANDATORY_NOT_FOUND-Last_Name' },
      { ROW: '4', STATUS: 'SKIPPED', RECORD_ID: '', ERRORS: 'DUPLICATE_DATA-SSN' },
    ]);
    expect(await stored(rows[0]?.RECORD_ID as string)).toMatchObject({ source: 'api', values: { Badge: 'b1' } });
    expect(await actionsOf(fileId)).toMatchObject([['import.upload', { rows: 3, columns: 3 }]]);
    expect(await actionsOf(jobId)).toMatchObject([
      ['import.start', { operation: 'insert', rows: 3 }],
      ['record.create', { source: 'api' }],
      ['record.search', { rows: 3, failed: 2 }],
      ['import.finish', { taken: 1, failed: 2 }],
      ['import.result', { rows: 3 }],
    ]);
    await expectNowhereInDatabase([SSN, '999-27-1835', 'patients.csv']);
    expect(await hasFile({ orgId: org.orgId, fileId })).toBe(false);
    await openFile(org.orgId, jobId, await readSealedFile({ orgId: org.orgId, fileId: jobId }));
  });

  test('changes records found by id or by a unique field, and makes none', async () => {
    const [made] = await writeCsv(operator, 'Last_Name,Badge,Title\nBefore,u1,Nurse\n');
    const id = made?.RECORD_ID ?? '';
    const byId = await writeCsv(operator, `id,First_Name\n${id},Ida\n123,Nobody\n,Blank\n`, {
      operation: 'update',
      find_by: 'id',
    });
    expect(byId.map(({ STATUS, RECORD_ID, ERRORS }) => [STATUS, RECORD_ID, ERRORS])).toEqual([
      ['UPDATED', id, ''],
      ['SKIPPED', '', 'INVALID_DATA-id'],
      ['SKIPPED', '', 'MANDATORY_NOT_FOUND-id'],
    ]);
    const byBadge = await writeCsv(operator, 'Badge,Last_Name\nu1,After\nu2,Nobody\n,Blank\nu1,\n', {
      operation: 'update',
      find_by: 'Badge',
    });
    expect(byBadge.map(({ STATUS, ERRORS }) => [STATUS, ERRORS])).toEqual([
      ['UPDATED', ''],
      ['SKIPPED', 'INVALID_DATA-Badge'],
      ['SKIPPED', 'MANDATORY_NOT_FOUND-Badge'],
      ['SKIPPED', 'MANDATORY_NOT_FOUND-Last_Name'],
    ]);
    expect((await stored(id))?.values).toMatchObject({ First_Name: 'Ida', Last_Name: 'After', Title: 'Nurse' });
    const updates = (await eventsOf(org.orgId, 'record.update')).filter(({ facts }) => facts.source === 'api');
    expect(updates.map(({ fields }) => fields)).toEqual([['First_Name'], ['Last_Name']]);
  });

  test('upserts, also what an earlier row of the file made', async () => {
    const about = { operation: 'upsert', find_by: 'Badge' };
    const first = await writeCsv(operator, 'Badge,Last_Name\nx1,One\nx2,Two\nx1,Three\n', about);
    expect(first.map(({ STATUS }) => STATUS)).toEqual(['ADDED', 'ADDED', 'UPDATED']);
    expect(first[2]?.RECORD_ID).toBe(first[0]?.RECORD_ID);
    expect((await stored(first[0]?.RECORD_ID as string))?.values.Last_Name).toBe('Three');
  });

  test('empties fields by blank cells unless they are to be ignored; default values stand in for them', async () => {
    const mapped = (extra: object) => ({
      operation: 'upsert',
      find_by: 'Badge',
      field_mappings: [
        { api_name: 'Badge', index: 0 },
        { api_name: 'Last_Name', index: 1, default_value: { value: 'Defaultname' } },
        { api_name: 'Title', index: 2 },
        { api_name: 'Department', default_value: { value: 'Ward 7' } },
      ],
      ...extra,
    });
    const run = async (line: string, extra = {}) => {
      const [row] = await writeCsv(operator, `number,name,job\n${line}\n`, mapped(extra));
      return (await stored(row?.RECORD_ID as string))?.values;
    };
    expect(await run('e1,Eve,Nurse')).toMatchObject({ Last_Name: 'Eve', Title: 'Nurse', Department: 'Ward 7' });
    expect(await run('e1,Eve,', { ignore_empty: true })).toMatchObject({ Title: 'Nurse' });
    const emptied = await run('e1,,');
    expect(emptied).toMatchObject({ Last_Name: 'Defaultname' });
    expect(emptied).not.toHaveProperty('Title');
    const { RECORD_ID } = (await writeCsv(operator, 'Badge,SSN,Last_Name\ne2,999-27-9999,Sealed\n'))[0] ?? {};
    await writeCsv(operator, 'Badge,SSN\ne2,\n', { operation: 'update', find_by: 'Badge' });
    const about = { module: 'Contacts', recordId: RECORD_ID as string, fields: ['SSN'] };
    expect(await reveal(operator, { ...about, purpose: 'operations' })).toEqual({});
  });

  test('looks records up by id and by name', async () => {
    const { id } = await createRecord(operator, { module: 'Accounts', values: { Account_Name: 'Clinic East' } });
    const rows = await writeCsv(
      operator,
      `Last_Name,Account_Name.Account_Name\nOne,Clinic East\nTwo,${id}\nThree,Nowhere\n`,
    );
    expect(rows.map(({ STATUS, ERRORS }) => [STATUS, ERRORS])).toEqual([
      ['ADDED', ''],
      ['ADDED', ''],
      ['SKIPPED', 'INVALID_DATA-Account_Name'],
    ]);
    expect((await stored(rows[0]?.RECORD_ID as string))?.values.Account_Name).toBe(id);
  });

  test('finds by no field that is restricted, nor one restricted since; values of it are written and not told', async () => {
    await setRestriction(false);
    const about = { operation: 'upsert', find_by: 'SSN' };
    const waiting = await startWrite(operator, await uploadCsv(operator, 'SSN,Last_Name\n999-27-5555,Late\n'), about);
    expect(waiting.status).toBe(201);
    await setRestriction(true);
    await expect(runWrite(operator, waiting.body.details.id)).rejects.toMatchObject({ code: 'forbidden' });
    const fileId = await uploadCsv(operator, 'SSN,Last_Name\n999-27-5555,Late\n');
    const refused = await startWrite(operator, fileId, about);
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'INVALID_QUERY', message: 'the field is restricted in HIPAA', details: { api_name: 'SSN' } },
    });
    expect((await eventsOf(org.orgId, 'import.start')).at(-1)).toMatchObject({ outcome: 'refused', fields: ['SSN'] });
    const { body } = await startWrite(operator, fileId);
    await runWrite(operator, body.details.id);
    const [row] = await resultOfWrite(operator, body.details.id);
    expect(row?.STATUS).toBe('ADDED');
    await setRestriction(false);
    const asked = { module: 'Contacts', recordId: row?.RECORD_ID as string, fields: ['SSN'] };
    expect(await reveal(operator, { ...asked, purpose: 'operations' })).toEqual({ SSN: '999-27-5555' });
    const byOther = await startWrite(org.admin, await uploadCsv(org.admin, 'SSN,Last_Name\n1,x\n'), about);
    expect(byOther.body).toMatchObject({ code: 'INVALID_QUERY', details: { api_name: 'SSN' } });
  });

  test('is for who started it, in their org, while the right, the scope and the 24 hours last', async () => {
    const csv = 'Last_Name\nMine\n';
    const fileId = await uploadCsv(operator, csv);
    const other = await makeOrg();
    for (const ctx of [org.admin, other.operator]) {
      expect((await startWrite(ctx, fileId)).body.code).toBe('INVALID_FILE_ID');
    }
    const scopes = ['ZohoCRM.bulk.ALL', 'ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.Leads.ALL'];
    expect((await startWrite(operator, fileId, { scopes })).body.code).toBe('OAUTH_SCOPE_MISMATCH');
    const { body } = await startWrite(operator, fileId);
    expect((await startWrite(operator, fileId)).body.code).toBe('ALREADY_USED');
    const jobId = body.details.id;
    await runWrite(operator, jobId);
    const params = { jobId };
    for (const ctx of [org.admin, other.operator]) {
      for (const path of ['', '/result']) {
        expect((await callBulk(ctx, `get /crm/bulk/v8/write/{jobId}${path}`, { params })).status).toBe(404);
      }
    }
    const officers = new FormData();
    officers.append('file', new Blob(['PK']), 'x.zip');
    expect((await callBulk(org.officer, 'post /crm/v8/upload', { body: officers })).body.code).toBe('NO_PERMISSION');
    expect((await startWrite(org.officer, '123')).body.code).toBe('NO_PERMISSION');
    await asOwner(org.orgId, (tx) => tx.sql`update jobs set expires_at = now() where id = ${jobId}`);
    const late = await callBulk(operator, 'get /crm/bulk/v8/write/{jobId}/result', { params });
    expect(late.body.message).toContain('expired');
    await expireFiles(new Date());
    expect(await hasFile({ orgId: org.orgId, fileId: jobId })).toBe(false);
  });

  test('goes on behind its last batch when it was interrupted, no row twice', async () => {
    const lines = Array.from({ length: 1200 }, (_, n) => `Row ${n},r${n}`);
    const { body } = await startWrite(operator, await uploadCsv(operator, `Last_Name,Badge\n${lines.join('\n')}\n`));
    const jobId = body.details.id;
    await beginJob(org.orgId, jobId);
    const stopping = new AbortController();
    let batches = 0;
    const signal = {
      throwIfAborted: () => {
        batches += 1;
        if (batches > 2) stopping.abort();
        stopping.signal.throwIfAborted();
      },
    } as AbortSignal;
    await expect(runBulkWrite(operator, jobId, signal)).rejects.toThrow();
    expect((await statusOf(operator, jobId)).resource[0].file.added_count).toBe(1000);
    await runWrite(operator, jobId);
    const rows = await resultOfWrite(operator, jobId);
    expect(new Set(rows.map(({ RECORD_ID }) => RECORD_ID)).size).toBe(1200);
    expect(rows.map(({ ROW }) => Number(ROW))).toEqual(Array.from({ length: 1200 }, (_, n) => n + 2));
  });
});
