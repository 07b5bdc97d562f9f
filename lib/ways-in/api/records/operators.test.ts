/** What a field compares by is one table, by its type: search criteria, COQL and bulk read take and refuse the same. */
import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { type Rest, restClient } from '@/lib/tools/testing/rest';

/** Search criteria, COQL, bulk read. */
const WAYS = [
  ['equals', (name: string, value: string) => `${name} = '${value}'`, 'equal'],
  ['not_equal', (name: string, value: string) => `${name} != '${value}'`, 'not_equal'],
  ['in', (name: string, value: string) => `${name} in ('${value}')`, 'in'],
  ['starts_with', (name: string, value: string) => `${name} like '${value}%'`, 'starts_with'],
  ['greater_than', (name: string, value: string) => `${name} > '${value}'`, 'greater_than'],
] as const;

let org: TestOrg;
let rest: Rest;
const FIELDS: [name: string, value: () => string][] = [
  ['Care_Team', () => org.operator.actor.id],
  ['Tags_Of_Care', () => 'Fall risk'],
  ['Nurse', () => org.operator.actor.id],
  ['Department', () => 'Ward'],
  ['Visits', () => '3'],
  ['SSN', () => '999-41-0001'],
];

beforeAll(async () => {
  org = await makeHealthOrg();
  const make = (label: string, type: 'multi_user' | 'multi_pick_list' | 'user' | 'number', options = {}) =>
    createField(org.admin, { module: 'Contacts', label, type, options });
  await make('Care Team', 'multi_user');
  await make('Tags Of Care', 'multi_pick_list', { pickList: [{ value: 'Fall risk', label: 'Fall risk' }] });
  await make('Nurse', 'user');
  await make('Visits', 'number');
  await addFields(org, 'Contacts', ['SSN']);
  const fieldId = await fieldIdOf(org, 'Contacts', 'SSN');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  rest = await restClient(org, org.operator);
});

interface Said {
  status: number;
  body: { code?: string; message?: string; details?: unknown };
}

const outcome = ({ status, body }: Said) =>
  status < 300 ? 'taken' : { status, code: body.code, message: body.message, details: body.details };

const search = async (name: string, operator: string, value: string) =>
  outcome(await rest('POST', '/crm/v8/Contacts/search', { fields: 'id', criteria: `(${name}:${operator}:${value})` }));
const coql = async (where: string) =>
  outcome(await rest('POST', '/crm/v8/coql', { select_query: `select id from Contacts where ${where}` }));
const bulk = async (field: string, comparator: string, value: string) =>
  outcome(
    await rest('POST', '/crm/bulk/v8/read', {
      query: {
        module: { api_name: 'Contacts' },
        fields: ['id'],
        criteria: { field: { api_name: field }, comparator, value: comparator === 'in' ? [value] : value },
      },
    }),
  );

test.each(FIELDS.flatMap(([name, value]) => WAYS.map((way) => [name, way[0], value, way] as const)))(
  '%s compares by %s in search criteria, COQL and bulk read, or in none of them',
  async (name, _, valueIn, [operator, where, comparator]) => {
    const value = valueIn();
    const said = await search(name, operator, value);
    expect(await coql(where(name, value))).toEqual(said);
    expect(await bulk(name, comparator, value)).toEqual(said);
  },
);

test('several people hold one by equals, in and contains; part of one is nobody, and a pattern is refused by name', async () => {
  const me = org.operator.actor.id;
  const data = [{ Last_Name: 'Held', Care_Team: [me, org.admin.actor.id] }];
  const { id } = (await rest('POST', '/crm/v8/Contacts', { data })).body.data[0].details;
  for (const operator of ['equals', 'in', 'contains']) {
    const found = await rest('GET', `/crm/v8/Contacts/search?fields=id&criteria=(Care_Team:${operator}:${me})`);
    expect(found.body.data).toEqual([{ id }]);
  }
  const refused = { status: 400, code: 'INVALID_QUERY', details: { api_name: 'Care_Team' } };
  for (const pattern of [me, `${me}%`, `%${me}%`]) {
    expect(await coql(`Care_Team like '${pattern}'`)).toMatchObject(refused);
  }
  expect(await search('Care_Team', 'not_equal', me)).toMatchObject(refused);
});
