/** What the owner's profile hides is unknown to a program too, in the words for a field that does not exist. */
import { beforeAll, describe, expect, test } from 'vitest';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { createProfile } from '@/lib/people/users/create-profile';
import { updateProfile } from '@/lib/people/users/update-profile';
import { beginJob } from '@/lib/platform/background/life';
import type { Id } from '@/lib/platform/ids';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { type Rest, restClient } from '@/lib/tools/testing/rest';
import { readInBulk } from '@/lib/ways-in/jobs/handlers/bulk-read';

let org: TestOrg;
let client: Rest;
let anna: Id;
let fieldIds: Record<string, Id>;

const profiles = new Map<string, Id>();

const limit = (name: string, fields: Record<Id, 'read' | 'hidden'>) => {
  const { everyModule, org: own } = STANDARD_PROFILES.Operator;
  const rights = { everyModule: [...everyModule], modules: {}, org: [...own], fields };
  return updateProfile(org.admin, { id: profiles.get(name) ?? '0', name, rights });
};

/** A program of somebody whose profile limits fields. */
async function person(name: string, fields: Record<Id, 'read' | 'hidden'>): Promise<Rest> {
  const profileId = await createProfile(org.admin, { name, copyOf: org.profileIds.Operator });
  profiles.set(name, profileId);
  await limit(name, fields);
  const id = await insertUser(org, name, profileId, org.roleIds.Manager);
  return restClient(org, contextOf(org.orgId, { id, name, profile: 'Operator', ownerIds: [id] }));
}

beforeAll(async () => {
  org = await makeOrg();
  const contacts = getModule(await org.metadata(), 'Contacts');
  fieldIds = Object.fromEntries(contacts.fields.map(({ apiName, id }) => [apiName, id]));
  const values = { Last_Name: 'Bell', Title: 'Zqsurgeon', Email: 'anna@clinic.example' };
  anna = (await createRecord(org.operator, { module: 'Contacts', values })).id;
  client = await person('Limited', {
    [getField(contacts, 'Title').id]: 'hidden',
    [getField(contacts, 'Email').id]: 'read',
  });
});

const bulk = (query: object) => ({ query: { module: { api_name: 'Contacts' }, ...query } });

describe('a hidden field', () => {
  test('is in no answer and no metadata', async () => {
    for (const path of [
      'Contacts',
      `Contacts/${anna}`,
      'settings/fields?module=Contacts',
      'settings/layouts?module=Contacts',
      `Contacts/${anna}/__timeline`,
    ]) {
      const { status, body } = await client(
        'GET',
        `/crm/v8/${path}${path === 'Contacts' ? '?fields=Last_Name,Email' : ''}`,
      );
      expect(status, path).toBe(200);
      for (const word of ['Zqsurgeon', '"Title"']) expect(JSON.stringify(body), path).not.toContain(word);
    }
    const { status } = await client('GET', `/crm/v8/settings/fields/${fieldIds.Title}?module=Contacts`);
    expect(status).toBe(404);
  });

  test('is refused as one that does not exist is, whatever asks for it', async () => {
    const asked = (name: string): [string, string, unknown?][] => [
      ['GET', `/crm/v8/Contacts?fields=Last_Name,${name}`],
      ['GET', `/crm/v8/Contacts?fields=Last_Name&sort_by=${name}`],
      ['GET', `/crm/v8/Contacts/${anna}?fields=${name}`],
      ['GET', `/crm/v8/Contacts/search?criteria=(${name}:equals:Zqsurgeon)`],
      ['POST', '/crm/v8/Contacts/search', { criteria: `(${name}:starts_with:Z)` }],
      ['GET', `/crm/v8/Contacts/actions/count?criteria=(${name}:equals:Zqsurgeon)`],
      ['POST', '/crm/v8/coql', { select_query: `select ${name} from Contacts where Last_Name = 'Bell'` }],
      ['POST', '/crm/v8/coql', { select_query: `select Last_Name from Contacts where ${name} = 'Zqsurgeon'` }],
      [
        'POST',
        '/crm/v8/coql',
        { select_query: `select Last_Name from Contacts where Last_Name = 'Bell' order by ${name} asc` },
      ],
      ['POST', '/crm/bulk/v8/read', bulk({ fields: ['Last_Name', name] })],
      [
        'POST',
        '/crm/bulk/v8/read',
        bulk({ criteria: { field: { api_name: name }, comparator: 'equal', value: 'Zqsurgeon' } }),
      ],
      ['POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'New', [name]: 'x' }] }],
      ['PUT', `/crm/v8/Contacts/${anna}`, { data: [{ [name]: 'x' }] }],
      ['POST', '/crm/v8/Contacts/upsert', { data: [{ Last_Name: 'Bell' }], duplicate_check_fields: [name] }],
      ['POST', '/crm/v8/Contacts/actions/mass_update', { data: [{ [name]: 'x' }], ids: [anna] }],
    ];
    const unknown = asked('No_Such');
    for (const [n, [method, path, body]] of asked('Title').entries()) {
      const [hidden, none] = [
        await client(method, path, body),
        await client(...(unknown[n] as [string, string, unknown?])),
      ];
      const said = JSON.stringify(hidden.body).replaceAll('Title', 'No_Such');
      expect([path, hidden.status, said]).toEqual(
        [path, none.status, JSON.stringify(none.body).replaceAll('Title', 'No_Such')].map((one, m) =>
          m === 0 ? path : one,
        ),
      );
      expect(hidden.status, path).not.toBe(500);
      expect(JSON.stringify(hidden.body), path).not.toContain('Zqsurgeon');
    }
  });

  test('that is hidden after a file was written keeps the file back', async () => {
    const later = await person('Later', {});
    const started = await later('POST', '/crm/bulk/v8/read', bulk({ fields: ['Last_Name', 'Title'] }));
    const jobId = started.body.data[0].details.id as string;
    await beginJob(org.orgId, jobId);
    await readInBulk(org.orgId, jobId, new AbortController().signal);
    expect((await later('GET', `/crm/bulk/v8/read/${jobId}/result`)).status).toBe(200);
    await limit('Later', { [fieldIds.Title as Id]: 'hidden' });
    expect((await later('GET', `/crm/bulk/v8/read/${jobId}/result`)).status).toBe(400);
  });
});

test('a field that may only be read is left aside and named, as every read-only field is', async () => {
  const data = [{ Email: 'other@clinic.example', Description: 'Changed' }];
  const { status, body } = await client('PUT', `/crm/v8/Contacts/${anna}`, { data });
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain('Email');
  const { body: read } = await client('GET', `/crm/v8/Contacts/${anna}`);
  expect(read.data[0]).toMatchObject({ Email: 'anna@clinic.example', Description: 'Changed' });
  const { body: fields } = await client('GET', '/crm/v8/settings/fields?module=Contacts');
  const email = fields.fields.find((field: { api_name: string }) => field.api_name === 'Email');
  expect(email).toMatchObject({ read_only: true });
});
