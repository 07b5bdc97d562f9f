import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBulkRequest } from '@/lib/crm/exports/bulk/read';
import { runBulkRead } from '@/lib/crm/exports/bulk/run';
import { createRecord } from '@/lib/crm/records/create';
import { beginJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import type { Context } from '@/lib/platform/context';
import { type ApiAnswer, callApi } from '@/lib/tools/testing/api-call';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { unzip } from '@/lib/tools/testing/unzip';
import { readInBulk } from '@/lib/ways-in/jobs/handlers/bulk-read';
import { bulkEndpoints } from './endpoints';

const SSN = '999-46-1590';
let org: TestOrg;

const call = (ctx: Context, path: string, about: Parameters<typeof callApi>[2] = {}): Promise<ApiAnswer> => {
  const endpoint = bulkEndpoints.find((one) => one.path === `/crm/${path}`);
  if (!endpoint) throw new Error(`No ${path}`);
  return callApi(ctx, endpoint, about);
};

const start = (ctx: Context, query: object, more: object = {}, scopes?: string[]) => {
  const body = { query: { module: { api_name: 'Contacts' }, ...query }, ...more };
  return call(ctx, 'bulk/v8/read', { body, ...(scopes && { scopes }) });
};

async function jobOf(ctx: Context, query: object): Promise<string> {
  const { body } = await start(ctx, query);
  return body.data[0].details.id;
}

async function run(ctx: Context, jobId: string, mostRows?: number): Promise<void> {
  await beginJob(ctx.orgId, jobId);
  const { signal } = new AbortController();
  if (!mostRows) return readInBulk(ctx.orgId, jobId, signal);
  const options = { report: progressOf(ctx.orgId, jobId), signal, mostRows };
  return runBulkRead(ctx, jobId, await openBulkRequest(ctx.orgId, jobId), options);
}

async function rowsOf(ctx: Context, jobId: string): Promise<Record<string, string>[]> {
  const { bytes } = await call(ctx, 'bulk/v8/read/{jobId}/result', { params: { jobId } });
  const entries = await unzip(bytes);
  expect(Object.keys(entries)).toEqual([`${jobId}.csv`]);
  return parse(entries[`${jobId}.csv`] as Buffer, { columns: true });
}

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_api = ${restricted}`);
}

beforeAll(async () => {
  org = await makeOrg();
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where api_name = 'Phone' and module_id = (select id from modules where api_name = 'Contacts')`;
  });
  for (const Last_Name of ['Adams', '=cmd|calc', 'Clark']) {
    await createRecord(org.operator, { module: 'Contacts', values: { Last_Name, Phone: SSN } });
  }
});

describe('bulk read', () => {
  test('is started, watched and downloaded, each with its event; nothing of a restricted field is in it', async () => {
    await setRestriction(true);
    const started = await start(org.operator, {});
    expect(started).toMatchObject({ status: 201, body: { data: [{ code: 'ADDED_SUCCESSFULLY' }] } });
    const jobId = started.body.data[0].details.id;
    const path = 'bulk/v8/read/{jobId}';
    expect((await call(org.operator, path, { params: { jobId } })).body.data[0].state).toBe('ADDED');
    expect((await call(org.operator, `${path}/result`, { params: { jobId } })).status).toBe(400);
    await run(org.operator, jobId);
    expect((await call(org.operator, path, { params: { jobId } })).body.data[0]).toMatchObject({
      state: 'COMPLETED',
      query: { module: { api_name: 'Contacts' }, page: 1 },
      result: { count: 3, more_records: false, download_url: `/crm/bulk/v8/read/${jobId}/result` },
    });
    const rows = await rowsOf(org.operator, jobId);
    expect(rows.map((row) => row.Last_Name)).toEqual(['Adams', '=cmd|calc', 'Clark']);
    expect(rows[0]).toMatchObject({ Owner: org.operator.actor.id });
    expect(Object.keys(rows[0] ?? {})).not.toContain('Phone');
    const actions = (await eventsOf(org.orgId)).map(({ action }) => action).filter((name) => name.startsWith('export'));
    expect(actions).toEqual(['export.start', 'export.finish', 'export.download']);
    await expectNowhereInDatabase([SSN]);
  });

  test('holds what its criteria ask for, page by page; their values stand nowhere in the clear', async () => {
    await setRestriction(false);
    const criteria = {
      group_operator: 'and',
      group: [
        { field: { api_name: 'Phone' }, comparator: 'equal', value: SSN },
        { field: { api_name: 'Last_Name' }, comparator: 'in', value: ['Adams', 'Clark'] },
      ],
    };
    const jobId = await jobOf(org.operator, { fields: ['Last_Name', 'Phone'], criteria });
    await run(org.operator, jobId);
    expect(await rowsOf(org.operator, jobId)).toMatchObject([
      { Last_Name: 'Adams', Phone: SSN },
      { Last_Name: 'Clark', Phone: SSN },
    ]);
    expect((await eventsOf(org.orgId, 'export.download')).at(-1)).toMatchObject({
      fields: ['Phone'],
      facts: { rows: 2 },
    });
    await expectNowhereInDatabase([SSN]);
    const pages: unknown[] = [];
    for (const page of [1, 2, 3]) {
      const id = await jobOf(org.operator, { fields: ['Last_Name'], page });
      await run(org.operator, id, 2);
      const { body } = await call(org.operator, 'bulk/v8/read/{jobId}', { params: { jobId: id } });
      pages.push([(await rowsOf(org.operator, id)).map((row) => row.Last_Name), body.data[0].result.more_records]);
    }
    expect(pages).toEqual([
      [['Adams', '=cmd|calc'], true],
      [['Clark'], false],
      [[], false],
    ]);
  });

  test('refuses a restricted field in fields and criteria, and a file that holds one restricted since', async () => {
    await setRestriction(false);
    const held = await jobOf(org.operator, { fields: ['Phone'] });
    const searched = await jobOf(org.operator, {
      fields: ['Last_Name'],
      criteria: { field: { api_name: 'Phone' }, comparator: 'equal', value: SSN },
    });
    await run(org.operator, held);
    await run(org.operator, searched);
    const waiting = await jobOf(org.operator, { fields: ['Phone'] });
    await setRestriction(true);
    for (const jobId of [held, searched]) {
      const answer = await call(org.operator, 'bulk/v8/read/{jobId}/result', { params: { jobId } });
      expect(answer.body).toMatchObject({ code: 'INVALID_QUERY', details: { api_name: 'Phone' } });
    }
    expect((await eventsOf(org.orgId, 'export.download')).at(-1)).toMatchObject({ outcome: 'refused' });
    await expect(run(org.operator, waiting)).rejects.toMatchObject({ code: 'forbidden' });
    for (const query of [
      { fields: ['Phone'] },
      { fields: ['Last_Name'], criteria: { field: { api_name: 'Phone' }, comparator: 'equal', value: '1' } },
    ]) {
      const { body } = await start(org.operator, query);
      expect(body).toMatchObject({ message: 'the field is restricted in HIPAA', details: { api_name: 'Phone' } });
    }
  });

  test('is for the one who asked, while the right, the scope and the 24 hours last', async () => {
    const jobId = await jobOf(org.operator, { fields: ['Last_Name'] });
    await run(org.operator, jobId);
    const params = { jobId };
    for (const ctx of [org.admin, (await makeOrg()).operator]) {
      for (const path of ['bulk/v8/read/{jobId}', 'bulk/v8/read/{jobId}/result']) {
        expect((await call(ctx, path, { params })).status).toBe(404);
      }
    }
    expect((await start(org.officer, {})).body.code).toBe('NO_PERMISSION');
    const scopes = ['ZohoCRM.bulk.ALL', 'ZohoCRM.modules.Leads.READ'];
    expect((await start(org.operator, {}, {}, scopes)).body.code).toBe('OAUTH_SCOPE_MISMATCH');
    const asked = call(org.operator, 'bulk/v8/read/{jobId}/result', { params, scopes });
    expect((await asked).body.code).toBe('OAUTH_SCOPE_MISMATCH');
    await asOwner(org.orgId, (tx) => tx.sql`update jobs set expires_at = now() where id = ${jobId}`);
    expect((await call(org.operator, 'bulk/v8/read/{jobId}/result', { params })).body.message).toContain('expired');
  });

  test('names what is wrong or not there', async () => {
    const cases: [object, object, string][] = [
      [{}, { callback: { url: 'https://example.org' } }, 'NOT_SUPPORTED'],
      [{}, { file_type: 'ics' }, 'NOT_SUPPORTED'],
      [{ cvid: '1' }, {}, 'NOT_SUPPORTED'],
      [{ module: undefined }, {}, 'MANDATORY_NOT_FOUND'],
      [{ module: { api_name: 'Nothing' } }, {}, 'INVALID_MODULE'],
      [{ page: 0 }, {}, 'INVALID_DATA'],
      [{ fields: ['Nothing'] }, {}, 'INVALID_QUERY'],
      [{ criteria: { field: 'Last_Name', comparator: 'ends_with', value: 'x' } }, {}, 'NOT_SUPPORTED'],
      [{ criteria: { field: 'Last_Name', comparator: 'between', value: ['x'] } }, {}, 'INVALID_DATA'],
      [{ criteria: { group_operator: 'xor', group: [{}] } }, {}, 'INVALID_DATA'],
      [{ criteria: { field: 'Last_Name', comparator: 'equal', value: { a: 1 } } }, {}, 'INVALID_DATA'],
    ];
    for (const [query, more, code] of cases)
      expect((await start(org.operator, query, more)).body).toMatchObject({ code });
    expect((await call(org.operator, 'bulk/v8/read/{jobId}', { params: { jobId: 'x' } })).status).toBe(404);
  });
});
