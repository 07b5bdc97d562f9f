import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRecord } from '@/lib/crm/records/create';
import type { Context } from '@/lib/platform/context';
import { type ApiCall, callApi } from '@/lib/tools/testing/api-call';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { makeHealthOrg } from '@/lib/tools/testing/health-org';
import { attachmentsEndpoints } from './endpoints';

let org: TestOrg;
let contact: string;
let lead: string;

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_api = ${restricted}`);
}

const call = (ctx: Context, method: string, isOne: boolean, about: ApiCall) => {
  const endpoint = attachmentsEndpoints.find((one) => one.method === method && one.path.endsWith('}') === isOne);
  if (!endpoint) throw new Error(`No ${method}`);
  return callApi(ctx, endpoint, about);
};

function form(...files: [field: string, bytes: Buffer, name: string][]): FormData {
  const data = new FormData();
  for (const [field, bytes, name] of files) data.append(field, new Blob([new Uint8Array(bytes)]), name);
  return data;
}

interface RecordOf {
  module: string;
  id: string;
}

const upload = (ctx: Context, to: RecordOf, body: BodyInit, headers?: Record<string, string>) =>
  call(ctx, 'post', false, { params: { ...to }, body, ...(headers && { headers }) });

const FIELD = '--b\r\ncontent-disposition: form-data; name="x"\r\n\r\ncut';

beforeAll(async () => {
  org = await makeHealthOrg();
  contact = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Doe' } })).id;
  lead = (await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Roe' } })).id;
});

describe('attachments at the REST door', () => {
  test('come back byte for byte, never inline, each step with its event', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_999_991)]);
    const made = await upload(
      org.operator,
      { module: 'Leads', id: lead },
      form(['file', bytes, '../../Befund für Doe.pdf']),
    );
    expect(made.body.data[0]).toMatchObject({ code: 'SUCCESS', details: { Created_By: { name: 'Olga Operator' } } });
    const attachmentId = made.body.data[0].details.id;
    const listed = await call(org.operator, 'get', false, { params: { module: 'Leads', id: lead } });
    expect(listed.body.data).toMatchObject([{ id: attachmentId, File_Name: 'Befund für Doe.pdf', Size: '3000000' }]);
    const params = { module: 'Leads', id: lead, attachmentId };
    const file = await call(org.operator, 'get', true, { params });
    expect(file.bytes.equals(bytes)).toBe(true);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''Befund%20/);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect((await call(org.operator, 'delete', true, { params })).status).toBe(200);
    expect((await call(org.operator, 'get', true, { params })).status).toBe(404);
    const actions = (await eventsOf(org.orgId)).map(({ action }) => action).filter((name) => name.startsWith('attach'));
    expect(actions).toEqual(['attachment.create', 'attachment.download', 'attachment.delete']);
  });

  test('of a HIPAA module do not leave while this door is closed, nor ever for who may not reveal', async () => {
    await setRestriction(true);
    const made = await upload(
      org.operator,
      { module: 'Contacts', id: contact },
      form(['file', Buffer.from('scan'), 'scan.txt']),
    );
    const params = { module: 'Contacts', id: contact, attachmentId: made.body.data[0].details.id };
    const listed = await call(org.operator, 'get', false, { params });
    expect(listed).toMatchObject({ status: 400, body: { code: 'INVALID_QUERY', details: { api_name: 'File_Name' } } });
    const named = await call(org.operator, 'get', true, { params });
    expect(named.body).toMatchObject({ code: 'INVALID_QUERY', message: 'the field is restricted in HIPAA' });
    expect((await eventsOf(org.orgId, 'attachment.download')).at(-1)).toMatchObject({ outcome: 'refused' });
    await setRestriction(false);
    expect((await call(org.operator, 'get', true, { params })).bytes.toString()).toBe('scan');
    expect((await call(org.admin, 'get', true, { params })).status).toBe(403);
    const unnamed = await call(org.admin, 'get', false, { params });
    expect(Object.keys(unnamed.body.data[0])).not.toContain('File_Name');
  });

  test('are refused by the name of the field where their names are asked for by who may not read them', async () => {
    await setRestriction(false);
    const record = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Poe' } })).id;
    const params = { module: 'Contacts', id: record };
    const asks = (ctx: Context, fields: string) => call(ctx, 'get', false, { params, query: { fields } });
    const refused = {
      status: 400,
      body: { code: 'INVALID_QUERY', details: { api_name: 'File_Name', reason: 'NOT_READABLE' } },
    };
    for (const fields of ['File_Name', 'Size, File_Name']) {
      expect(await asks(org.admin, fields)).toMatchObject(refused);
      expect((await asks(org.operator, fields)).status).toBe(204);
    }
    await upload(org.operator, { module: 'Contacts', id: record }, form(['file', Buffer.from('scan'), 'scan.txt']));
    expect(await asks(org.admin, 'File_Name')).toMatchObject(refused);
    const events = await eventsOf(org.orgId, 'attachment.download');
    expect(events.at(-1)).toMatchObject({ outcome: 'refused', fields: ['File_Name'] });
    expect((await asks(org.operator, 'File_Name')).body.data).toMatchObject([{ File_Name: 'scan.txt' }]);
    expect(Object.keys((await asks(org.admin, 'Size')).body.data[0])).toEqual(['id', 'Size']);
  });

  test('are nothing to another org, nor to a profile without the module', async () => {
    const made = await upload(org.operator, { module: 'Leads', id: lead }, form(['file', Buffer.from('x'), 'x.txt']));
    const params = { module: 'Leads', id: lead, attachmentId: made.body.data[0].details.id };
    const other = await makeOrg();
    expect((await call(other.operator, 'get', true, { params })).status).toBe(404);
    expect((await call(other.operator, 'delete', true, { params })).status).toBe(404);
    expect((await call(org.officer, 'get', false, { params })).status).toBe(403);
    const several = { params, query: { ids: `${params.attachmentId},123` } };
    expect((await call(other.operator, 'delete', false, several)).status).toBe(207);
    const gone = await call(org.operator, 'delete', false, several);
    expect(gone.body.data.map(({ code }: { code: string }) => code)).toEqual(['SUCCESS', 'INVALID_DATA']);
    expect(
      (await upload(org.officer, { module: 'Leads', id: lead }, form(['file', Buffer.from('x'), 'x.txt']))).status,
    ).toBe(403);
  });

  test('are one file a call, whole, in the field named file; else nothing is kept', async () => {
    const before = await call(org.operator, 'get', false, { params: { module: 'Leads', id: lead } });
    const some = Buffer.from('x');
    const type = 'multipart/form-data; boundary=b';
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
    const cases: [Promise<{ status: number; body: { code: string } }>, number, string][] = [
      [
        upload(org.operator, { module: 'Leads', id: lead }, form(['file', some, 'a'], ['file', some, 'b'])),
        400,
        'INVALID_DATA',
      ],
      [upload(org.operator, { module: 'Leads', id: lead }, form(['other', some, 'a'])), 400, 'INVALID_DATA'],
      [upload(org.operator, { module: 'Leads', id: lead }, form()), 400, 'MANDATORY_NOT_FOUND'],
      [
        upload(org.operator, { module: 'Leads', id: lead }, `${head}cut`, { 'content-type': type }),
        400,
        'INVALID_DATA',
      ],
      [
        upload(org.operator, { module: 'Leads', id: lead }, `${head}a\r\n${head}cut`, { 'content-type': type }),
        400,
        'INVALID_DATA',
      ],
      [
        upload(org.operator, { module: 'Leads', id: lead }, head.slice(0, 30), { 'content-type': type }),
        400,
        'INVALID_DATA',
      ],
      [upload(org.operator, { module: 'Leads', id: lead }, FIELD, { 'content-type': type }), 400, 'INVALID_DATA'],
      [
        upload(org.operator, { module: 'Leads', id: lead }, 'x', { 'content-type': 'multipart/form-data' }),
        400,
        'INVALID_DATA',
      ],
      [
        upload(org.operator, { module: 'Leads', id: lead }, '{}', { 'content-type': 'application/json' }),
        415,
        'INVALID_REQUEST',
      ],
    ];
    for (const [answer, status, code] of cases) expect(await answer).toMatchObject({ status, body: { code } });
    const after = await call(org.operator, 'get', false, { params: { module: 'Leads', id: lead } });
    expect(after.body).toEqual(before.body);
  });

  test('over 50 MB are refused', async () => {
    const answer = await upload(
      org.operator,
      { module: 'Leads', id: lead },
      form(['file', Buffer.alloc(50_000_001, 'a'), 'a']),
    );
    expect(answer).toMatchObject({ status: 413, body: { code: 'FILE_TOO_LARGE', details: { limit: 50_000_000 } } });
  });
});
