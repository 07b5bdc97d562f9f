/** Calls beside the records by way of the app itself: routes, tokens and scopes. What they do is tested beside each. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '@/lib/admin/api-clients/create';
import { makeZip } from '@/lib/crm/imports/testing/make-xlsx';
import { beginJob } from '@/lib/platform/background/life';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { commandLine, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { ALL_SCOPES, call, codeIn, type Rest, restClient } from '@/lib/tools/testing/rest';
import { readInBulk } from '@/lib/ways-in/jobs/handlers/bulk-read';
import { writeInBulk } from '@/lib/ways-in/jobs/handlers/bulk-write';
import { ENDPOINTS } from './endpoints';

let org: TestOrg;
let rest: Rest;
let id: string;

beforeAll(async () => {
  org = await makeHealthOrg();
  rest = await restClient(org, org.operator);
  id = await addContact(org, {});
});

async function ok(answer: ReturnType<Rest>, status = 200, code?: string) {
  const { status: given, body } = await answer;
  expect([given, body?.code]).toEqual([status, code]);
  return body;
}

const idIn = (body: { data: { details: { id: string } }[] }): string => body.data[0]?.details.id ?? '';

test('a token is bought, used and ended', async () => {
  const { clientId, clientSecret, refreshToken } = await createClient(commandLine(org.orgId), {
    name: 'Buys tokens',
    ownerId: org.operator.actor.id,
    scopes: ALL_SCOPES,
    allowedIps: [],
    expiresAt: null,
    callsPerMinute: 100,
  });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const proof = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
  const asked = new URLSearchParams({ grant_type: 'refresh_token', ...proof });
  const { body: bought } = await call('POST', '/oauth/v2/token', `${asked}`, form);
  expect(bought).toMatchObject({ expires_in: 3600, token_type: 'Bearer', api_domain: expect.any(String) });
  for (const scheme of ['Bearer', 'Zoho-oauthtoken']) {
    const Authorization = `${scheme} ${bought.access_token}`;
    expect((await call('GET', '/crm/v8/org', undefined, { Authorization })).status).toBe(200);
  }
  const inAddress = await call('POST', `/oauth/v2/token?${asked}`);
  expect([inAddress.status, inAddress.body.error]).toEqual([400, 'invalid_request']);
  const twice = await call('POST', '/oauth/v2/token?grant_type=client_credentials', `${asked}`, form);
  expect([twice.status, twice.body.error]).toEqual([400, 'invalid_request']);
  const ended = await call('POST', '/oauth/v2/token/revoke', `token=${refreshToken}`, form);
  expect(ended.body).toEqual({ status: 'success' });
  expect((await call('POST', '/oauth/v2/token', `${asked}`, form)).body).toMatchObject({ error: expect.any(String) });
  const late = { Authorization: `Bearer ${bought.access_token}` };
  expect((await call('GET', '/crm/v8/org', undefined, late)).body.code).toBe('INVALID_TOKEN');
});

test('notes of a record', async () => {
  const data = [{ Note_Title: 'Call', Note_Content: 'Called back' }];
  const noteId = idIn(await ok(rest('POST', `/crm/v8/Contacts/${id}/Notes`, { data }), 201));
  await ok(rest('GET', `/crm/v8/Contacts/${id}/Notes?fields=Note_Title`));
  await ok(rest('GET', `/crm/v8/Contacts/${id}/Notes/${noteId}?fields=Note_Title`));
  await ok(rest('PUT', `/crm/v8/Contacts/${id}/Notes/${noteId}`, { data: [{ Note_Title: 'Again' }] }));
  await ok(rest('DELETE', `/crm/v8/Contacts/${id}/Notes/${noteId}`));
});

test('notes of any record', async () => {
  const parent = { id, module: { api_name: 'Contacts' } };
  const data = [{ Note_Title: 'Call', Note_Content: 'Called back', Parent_Id: parent }];
  const noteId = idIn(await ok(rest('POST', '/crm/v8/Notes', { data }), 201));
  const otherId = idIn(await ok(rest('POST', '/crm/v8/Notes', { data }), 201));
  await ok(rest('GET', '/crm/v8/Notes?fields=Note_Title'));
  await ok(rest('GET', `/crm/v8/Notes/${noteId}?fields=Note_Title`));
  await ok(rest('PUT', `/crm/v8/Notes/${noteId}`, { data: [{ Note_Title: 'Again' }] }));
  await ok(rest('PUT', '/crm/v8/Notes', { data: [{ id: noteId, Note_Title: 'Once more' }] }));
  await ok(rest('DELETE', `/crm/v8/Notes?ids=${noteId}`));
  await ok(rest('DELETE', `/crm/v8/Notes/${otherId}`));
});

test('attachments and the timeline of a record', async () => {
  const upload = async () => {
    const form = new FormData();
    form.set('file', new Blob(['scan']), 'scan.txt');
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    return idIn(await ok(rest('POST', `/crm/v8/Contacts/${id}/Attachments`, bytes, { 'content-type': type })));
  };
  const [fileId, otherId] = [await upload(), await upload()];
  expect((await ok(rest('GET', `/crm/v8/Contacts/${id}/Attachments?fields=File_Name`))).data).toHaveLength(2);
  expect(await ok(rest('GET', `/crm/v8/Contacts/${id}/Attachments/${fileId}`))).toBe('scan');
  await ok(rest('DELETE', `/crm/v8/Contacts/${id}/Attachments/${fileId}`));
  await ok(rest('DELETE', `/crm/v8/Contacts/${id}/Attachments?ids=${otherId}`));
  await ok(rest('GET', `/crm/v8/Contacts/${id}/__timeline`));
});

test('bulk read', async () => {
  const query = { module: { api_name: 'Contacts' }, fields: ['Last_Name'] };
  const jobId = idIn(await ok(rest('POST', '/crm/bulk/v8/read', { query }), 201));
  expect((await ok(rest('GET', `/crm/bulk/v8/read/${jobId}`))).data[0].state).toBe('ADDED');
  await beginJob(org.orgId, jobId);
  await readInBulk(org.orgId, jobId, new AbortController().signal);
  await ok(rest('GET', `/crm/bulk/v8/read/${jobId}/result`));
});

test('bulk write', async () => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(makeZip({ 'data.csv': 'Last_Name\nWritten\n' }))]), 'data.zip');
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  const bytes = new Uint8Array(await encoded.arrayBuffer());
  const headers = { 'content-type': type, feature: 'bulk-write' };
  const uploaded = await ok(rest('POST', '/crm/v8/upload', bytes, headers), 200, 'FILE_UPLOAD_SUCCESS');
  const resource = [{ type: 'data', module: { api_name: 'Contacts' }, file_id: uploaded.details.file_id }];
  const started = await ok(rest('POST', '/crm/bulk/v8/write', { operation: 'insert', resource }), 201, 'SUCCESS');
  const jobId = started.details.id;
  await beginJob(org.orgId, jobId);
  await writeInBulk(org.orgId, jobId, new AbortController().signal);
  expect((await ok(rest('GET', `/crm/bulk/v8/write/${jobId}`))).status).toBe('COMPLETED');
  await ok(rest('GET', `/crm/bulk/v8/write/${jobId}/result`));
});

test('export of the audit log, by somebody who may export it', async () => {
  const officer = await restClient(org, org.officer, [...ALL_SCOPES, 'ZohoCRM.settings.ALL']);
  const made = await officer('POST', '/crm/v8/settings/audit_log_export', { audit_log_export: [{}] });
  const exportId = made.body.audit_log_export?.[0]?.details?.id;
  expect([made.status, exportId]).toEqual([200, expect.stringMatching(/^\d+$/)]);
  await ok(officer('GET', '/crm/v8/settings/audit_log_export'));
  await ok(officer('GET', `/crm/v8/settings/audit_log_export/${exportId}`));
  const early = await officer('GET', `/crm/v8/settings/audit_log_export/${exportId}/download`);
  expect(early.status).toBeGreaterThanOrEqual(400);
  expect((await rest('POST', '/crm/v8/settings/audit_log_export', { audit_log_export: [{}] })).status).toBe(403);
});

test('metadata and people', async () => {
  const { modules } = await ok(rest('GET', '/crm/v8/settings/modules'));
  await ok(rest('GET', `/crm/v8/settings/modules/${modules[0].id}`));
  const { fields } = await ok(rest('GET', '/crm/v8/settings/fields?module=Contacts'));
  for (const { id: fieldId } of [fields[0], fields.at(-1)]) {
    expect((await ok(rest('GET', `/crm/v8/settings/fields/${fieldId}?module=Contacts`))).fields[0].id).toBe(fieldId);
  }
  const { layouts } = await ok(rest('GET', '/crm/v8/settings/layouts?module=Contacts'));
  await ok(rest('GET', `/crm/v8/settings/layouts/${layouts[0].id}?module=Contacts`));
  const { users } = await ok(rest('GET', '/crm/v8/users?type=CurrentUser'));
  expect((await ok(rest('GET', `/crm/v8/users/${users[0].id}`))).users[0].email).toBe(users[0].email);
  const { org: told } = await ok(rest('GET', '/crm/v8/org'));
  const switches = ['restrict_api', 'restrict_export', 'restrict_zoho_apps', 'restrict_third_party_apps'];
  expect(Object.keys(told[0].hipaa_compliance)).toEqual(switches);
});

test('live chat', async () => {
  const { id: chatId } = await startChat(await makeVisitor(org));
  expect((await ok(rest('GET', `/salesiq/v2/${org.orgId}/conversations`))).data[0].id).toBe(chatId);
  await ok(rest('GET', `/salesiq/v2/${org.orgId}/conversations/${chatId}`));
  expect((await ok(rest('GET', `/salesiq/v2/${org.orgId}/conversations/${chatId}/messages`))).data).toHaveLength(1);
  await ok(rest('PUT', `/salesiq/v2/${org.orgId}/conversations/${chatId}/visitor`, { last_name: 'Other' }));
  const open = await rest('DELETE', `/salesiq/v2/${org.orgId}/conversations`, { ids: [chatId] });
  expect(open.status).toBe(403);
});

describe('every call', () => {
  const table = ENDPOINTS.map(({ method, path }) => ({ method: method.toUpperCase(), path }));
  const addressOf = (path: string) => path.replace('{module}', 'Contacts').replaceAll(/\{\w+\}/g, '1');

  test('asks for a token, and for the scope', async () => {
    const bare = await restClient(org, org.operator, ['ZohoSearch.securesearch.READ']);
    for (const { method, path } of table) {
      const [without, lacking] = [await call(method, addressOf(path)), await bare(method, addressOf(path))];
      expect([without.status, codeIn(without.body)], path).toEqual([401, 'AUTHENTICATION_FAILURE']);
      expect([lacking.status, codeIn(lacking.body)], path).toEqual([401, 'OAUTH_SCOPE_MISMATCH']);
      for (const { headers } of [without, lacking]) {
        expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
        expect(headers.get('cache-control')).toBe('no-store');
      }
    }
  });

  test("knows nothing of another org's record", async () => {
    const stranger = await makeOrg();
    const theirs = await restClient(stranger, stranger.admin);
    for (const { method, path } of table.filter((one) => one.path.startsWith('/crm/v8/{module}/{id}'))) {
      const address = path
        .replace('{module}', 'Contacts')
        .replace('{id}', id)
        .replaceAll(/\{\w+\}/g, '1');
      const body = /POST|PUT|PATCH/.test(method) ? { data: [{ Note_Content: 'x', id }] } : undefined;
      const { status, body: answer } = await theirs(method, address, body);
      expect(JSON.stringify(answer), `${method} ${path}`).not.toContain('"SUCCESS"');
      expect(status, `${method} ${path}`).not.toBe(200);
    }
  });
});
