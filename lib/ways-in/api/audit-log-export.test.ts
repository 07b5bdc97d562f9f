import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { createRecord } from '@/lib/crm/records/create';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { callApi } from '@/lib/tools/testing/api-call';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { auditExport } from '@/lib/ways-in/jobs/handlers/audit-export';
import { auditLogExportEndpoints } from './audit-log-export';

const BASE = '/crm/v8/settings/audit_log_export';
let org: TestOrg;

const call = (ctx: Context, method: string, rest: string, about: Parameters<typeof callApi>[2] = {}) => {
  const endpoint = auditLogExportEndpoints.find((one) => one.method === method && one.path === `${BASE}${rest}`);
  if (!endpoint) throw new Error(`No ${method} ${rest}`);
  return callApi(ctx, endpoint, about);
};

const start = (ctx: Context, criteria?: unknown) =>
  call(ctx, 'post', '', { body: { audit_log_export: [{ criteria }] } });

async function exported(criteria?: unknown): Promise<{ id: string; rows: Record<string, string>[] }> {
  const { body } = await start(org.officer, criteria);
  const { id } = body.audit_log_export[0].details;
  await beginJob(org.orgId, id);
  await auditExport(org.orgId, id, new AbortController().signal);
  const file = await call(org.officer, 'get', '/{id}/download', { params: { id } });
  return { id, rows: parse(file.bytes, { columns: true }) };
}

beforeAll(async () => {
  org = await makeOrg();
  await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Featherstone' } });
  await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Featherstone' } });
});

describe('export of the audit log at the REST door', () => {
  test('is scheduled, watched and downloaded by its link, each with its event', async () => {
    const scheduled = await start(org.officer);
    expect(scheduled.body.audit_log_export).toMatchObject([{ code: 'SCHEDULED', status: 'success' }]);
    const { id: waiting } = scheduled.body.audit_log_export[0].details;
    const early = await call(org.officer, 'get', '/{id}', { params: { id: waiting } });
    expect(early.body.audit_log_export).toMatchObject([{ id: waiting, status: 'scheduled', download_links: [] }]);
    const { id, rows } = await exported();
    expect(rows.map((row) => row.Action)).toContain('record.create');
    expect(JSON.stringify(rows)).not.toContain('Featherstone');
    const { body } = await call(org.officer, 'get', '/{id}', { params: { id } });
    expect(body.audit_log_export).toMatchObject([
      {
        status: 'finished',
        job_start_time: expect.stringMatching(/^20.*[+-]\d\d:\d\d$/),
        job_end_time: expect.any(String),
        expiry_date: expect.any(String),
        download_links: [expect.stringMatching(new RegExp(`^https?://.+${BASE}/${id}/download$`))],
      },
    ]);
    expect((await call(org.officer, 'get', '')).body.audit_log_export).toHaveLength(2);
    const actions = (await eventsOf(org.orgId)).map(({ action }) => action).filter((name) => name.startsWith('ledger'));
    expect(actions).toEqual(['ledger.export_start', 'ledger.export_start', 'ledger.export', 'ledger.download']);
  });

  test('holds what its criteria ask for', async () => {
    const group = [
      { field: { api_name: 'module' }, comparator: 'in', value: [{ api_name: 'Leads' }] },
      { field: { api_name: 'action' }, comparator: 'in', value: ['added', 'updated'] },
      { field: { api_name: 'done_by' }, comparator: 'equal', value: { id: org.operator.actor.id, name: 'x' } },
      {
        field: { api_name: 'audited_time' },
        comparator: 'between',
        value: ['2020-01-01T00:00:00Z', new Date(Date.now() + 60_000).toISOString()],
      },
    ];
    const { rows } = await exported({ group_operator: 'and', group });
    expect(rows.map((row) => [row.Module, row.Action])).toEqual([['Leads', 'record.create']]);
    const before = { field: { api_name: 'audited_time' }, comparator: 'less_than', value: '2020-01-01T00:00:00Z' };
    expect((await exported(before)).rows).toEqual([]);
  });

  test('is refused without the right, and is for the one who asked', async () => {
    expect((await start(org.operator)).body.code).toBe('NO_PERMISSION');
    expect((await eventsOf(org.orgId, 'ledger.export_start')).at(-1)).toMatchObject({ outcome: 'refused' });
    const { id } = await exported();
    for (const ctx of [org.admin, (await makeOrg()).officer]) {
      expect((await call(ctx, 'get', '/{id}', { params: { id } })).status).toBe(404);
      expect((await call(ctx, 'get', '/{id}/download', { params: { id } })).status).toBe(404);
    }
  });

  test('is no way out for another kind of export', async () => {
    const { jobId: id } = await startRecordExport(org.operator, { module: 'Leads', bom: false });
    expect((await call(org.operator, 'get', '/{id}/download', { params: { id } })).status).toBe(404);
  });

  test('names what is wrong', async () => {
    const one = (field: string, comparator: string, value: unknown) => ({
      field: { api_name: field },
      comparator,
      value,
    });
    const cases: [unknown, string][] = [
      [one('module', 'in', ['Leads', 'Contacts']), 'NOT_SUPPORTED'],
      [one('module', 'equal', 'Nothing'), 'INVALID_MODULE'],
      [one('action', 'equal', 'nothing'), 'INVALID_DATA'],
      [one('done_by', 'equal', 'x'), 'INVALID_DATA'],
      [one('audited_time', 'between', ['x', 'y']), 'INVALID_DATA'],
      [one('nothing', 'equal', 'x'), 'NOT_SUPPORTED'],
      [{ group_operator: 'or', group: [one('module', 'equal', 'Leads')] }, 'NOT_SUPPORTED'],
    ];
    for (const [criteria, code] of cases) expect((await start(org.officer, criteria)).body).toMatchObject({ code });
    const bodies: [object, string][] = [
      [{}, 'MANDATORY_NOT_FOUND'],
      [{ audit_log_export: [{}, {}] }, 'LIMIT_EXCEEDED'],
      [{ audit_log_export: ['x'] }, 'INVALID_DATA'],
    ];
    for (const [body, code] of bodies)
      expect((await call(org.officer, 'post', '', { body })).body).toMatchObject({ code });
  });
});
