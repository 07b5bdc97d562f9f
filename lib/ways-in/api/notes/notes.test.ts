import { beforeAll, describe, expect, test } from 'vitest';
import { createRecord } from '@/lib/crm/records/create';
import type { Context } from '@/lib/platform/context';
import { type ApiCall, callApi } from '@/lib/tools/testing/api-call';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { makeHealthOrg } from '@/lib/tools/testing/health-org';
import { notesEndpoints } from './endpoints';

const TEXT = 'Reports chest pain since Sunday.';
let org: TestOrg;
let contact: string;
let lead: string;

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_api = ${restricted}`);
}

const call = (ctx: Context, method: string, path: string, about: ApiCall) => {
  const endpoint = notesEndpoints.find((one) => one.method === method && one.path === `/crm/v8/${path}`);
  if (!endpoint) throw new Error(`No ${method} ${path}`);
  return callApi(ctx, endpoint, about);
};
const LIST = '{module}/{id}/Notes';
const ONE = 'Notes/{noteId}';

const add = async (module: string, id: string) => {
  const body = { data: [{ Note_Title: 'Call', Note_Content: TEXT }] };
  const answer = await call(org.operator, 'post', LIST, { params: { module, id }, body });
  return { ...answer, noteId: answer.body.data[0].details?.id as string };
};

beforeAll(async () => {
  org = await makeHealthOrg();
  contact = (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Doe' } })).id;
  lead = (await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Roe' } })).id;
});

describe('notes at the REST door', () => {
  test('are added, listed, read, changed in part and deleted, each with its event', async () => {
    const params = { module: 'Leads', id: lead };
    const made = await add('Leads', lead);
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.body)).not.toContain(TEXT);
    const noteId = made.noteId;
    const listed = await call(org.operator, 'get', LIST, { params });
    expect(listed.body).toMatchObject({
      data: [{ id: noteId, Note_Title: 'Call', Note_Content: TEXT, Owner: { name: 'Olga Operator' } }],
      info: { count: 1, more_records: false },
    });
    const some = await call(org.operator, 'get', LIST, { params, query: { fields: 'Note_Title' } });
    expect(some.body.data).toEqual([{ id: noteId, Note_Title: 'Call' }]);
    const put = { params: { noteId }, body: { data: [{ Note_Title: 'Second call' }] } };
    expect((await call(org.operator, 'put', ONE, put)).status).toBe(200);
    const { body } = await call(org.operator, 'get', ONE, { params: { noteId } });
    expect(body.data[0]).toMatchObject({ Note_Title: 'Second call', Note_Content: TEXT });
    expect((await call(org.operator, 'delete', ONE, { params: { noteId } })).status).toBe(200);
    expect((await call(org.operator, 'get', ONE, { params: { noteId } })).status).toBe(404);
    const actions = (await eventsOf(org.orgId)).map(({ action }) => action).filter((name) => name.startsWith('note.'));
    expect(actions).toEqual(['note.create', 'note.update', 'note.delete']);
  });

  test('of a HIPAA module do not leave while this door is closed, though they may be added', async () => {
    await setRestriction(true);
    const { noteId, status } = await add('Contacts', contact);
    expect(status).toBe(201);
    const listed = await call(org.operator, 'get', LIST, { params: { module: 'Contacts', id: contact } });
    const details = { api_name: 'Note_Content', reason: 'RESTRICTED_BY_SETTINGS' };
    expect(listed).toMatchObject({ status: 400, body: { code: 'INVALID_QUERY', details } });
    const named = await call(org.operator, 'get', ONE, { params: { noteId } });
    expect(named.body).toMatchObject({ code: 'INVALID_QUERY', message: 'the field is restricted in HIPAA' });
    expect((await eventsOf(org.orgId, 'note.view')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('of a HIPAA module leave through an open door for those who may reveal, and reading is an event', async () => {
    await setRestriction(false);
    const params = { module: 'Contacts', id: contact };
    const { body } = await call(org.operator, 'get', LIST, { params });
    expect(body.data[0].Note_Content).toBe(TEXT);
    expect((await eventsOf(org.orgId, 'note.view')).at(-1)).toMatchObject({ outcome: 'done', facts: { notes: 1 } });
    const unread = await call(org.admin, 'get', LIST, { params });
    const details = { api_name: 'Note_Content', reason: 'NOT_READABLE' };
    expect(unread).toMatchObject({ status: 400, body: { code: 'INVALID_QUERY', details } });
    const titles = await call(org.admin, 'get', LIST, { params, query: { fields: 'Note_Title,id' } });
    expect(titles.body.details).toEqual({ ...details, api_name: 'Note_Title' });
    const one = await call(org.admin, 'get', ONE, { params: { noteId: body.data[0].id } });
    expect(one).toMatchObject({ status: 403, body: { code: 'NO_PERMISSION' } });
  });

  test('are changed by their author only, and are nothing to another org', async () => {
    const { noteId } = await add('Leads', lead);
    const body = { data: [{ Note_Content: 'Mine now' }] };
    expect((await call(org.admin, 'put', ONE, { params: { noteId }, body })).body.data[0].code).toBe('NO_PERMISSION');
    const other = await makeOrg();
    for (const method of ['get', 'put', 'delete']) {
      const answer = await call(other.operator, method, ONE, { params: { noteId }, ...(method === 'put' && { body }) });
      expect(answer.status).toBe(404);
    }
    expect((await call(org.officer, 'get', LIST, { params: { module: 'Leads', id: lead } })).status).toBe(403);
  });

  test('are added and deleted by a body that names the record', async () => {
    const Parent_Id = { module: { api_name: 'Leads' }, id: lead };
    const data = [{ Parent_Id, Note_Content: 'One' }, { Note_Content: 'No record' }, { Parent_Id }];
    const made = await call(org.operator, 'post', 'Notes', { body: { data } });
    expect(made.status).toBe(207);
    expect(made.body.data.map(({ code, details }: { code: string; details: object }) => [code, details])).toMatchObject(
      [
        ['SUCCESS', { id: expect.any(String) }],
        ['MANDATORY_NOT_FOUND', { api_name: 'Parent_Id' }],
        ['MANDATORY_NOT_FOUND', { api_name: 'Note_Content' }],
      ],
    );
    const id = made.body.data[0].details.id;
    const put = { body: { data: [{ id, Note_Content: 'Two' }, { Note_Content: 'x' }] } };
    expect((await call(org.operator, 'put', 'Notes', put)).body.data.map(({ code }: { code: string }) => code)).toEqual(
      ['SUCCESS', 'MANDATORY_NOT_FOUND'],
    );
    const ids = `${made.body.data[0].details.id},123`;
    const gone = await call(org.operator, 'delete', 'Notes', { query: { ids } });
    expect(gone.body.data.map(({ code }: { code: string }) => code)).toEqual(['SUCCESS', 'INVALID_DATA']);
  });

  test('are listed over all records, without those that do not leave', async () => {
    const modulesOf = async (ctx: Context) => {
      const { body } = await call(ctx, 'get', 'Notes', {});
      const notes = (body?.data ?? []) as { Parent_Id: { module: { api_name: string } } }[];
      return [...new Set(notes.map((note) => note.Parent_Id.module.api_name))].sort();
    };
    await setRestriction(false);
    const before = (await eventsOf(org.orgId, 'note.view')).length;
    expect(await modulesOf(org.operator)).toEqual(['Contacts', 'Leads']);
    expect((await eventsOf(org.orgId, 'note.view')).length).toBe(before + 1);
    expect(await modulesOf(org.admin)).toEqual(['Leads']);
    const seesNoModule = await call(org.officer, 'get', 'Notes', {});
    expect(seesNoModule).toMatchObject({ status: 403, body: { code: 'NO_PERMISSION' } });
    expect(await modulesOf((await makeOrg()).operator)).toEqual([]);
    await setRestriction(true);
    expect(await modulesOf(org.operator)).toEqual(['Leads']);
    const page = await call(org.operator, 'get', 'Notes', { query: { per_page: '1' } });
    expect(page.body.info.count).toBe(1);
  });

  test('name what is wrong', async () => {
    const params = { module: 'Leads', id: lead };
    const post = (row: unknown) => call(org.operator, 'post', LIST, { params, body: { data: [row] } });
    expect((await post({ Note_Title: 'x'.repeat(121), Note_Content: 'x' })).body.data[0]).toMatchObject({
      code: 'INVALID_DATA',
      details: { api_name: 'Note_Title', maximum_length: 120 },
    });
    expect((await post('x')).body.data[0].code).toBe('INVALID_DATA');
    const unknown = await call(org.operator, 'get', LIST, { params, query: { fields: 'Nothing' } });
    expect(unknown.body).toMatchObject({ code: 'INVALID_QUERY', details: { api_name: 'Nothing' } });
    expect((await call(org.operator, 'get', LIST, { params: { module: 'No', id: lead } })).body.code).toBe(
      'INVALID_MODULE',
    );
    expect((await call(org.operator, 'get', ONE, { params: { noteId: 'x' } })).status).toBe(404);
  });
});
