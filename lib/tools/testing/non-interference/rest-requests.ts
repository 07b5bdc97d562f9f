/**
 * Calls of the REST door, by endpoint, from somebody who may not read protected values. The values they ask for are those
 * of the first world: whether a record holds them is what no answer may tell. An endpoint without a row fails the test.
 */
import { CONTACTS, SEALED, UNSEALED } from './values';
import type { World } from './world';

export interface RestRequest {
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

type Requests = (world: World) => RestRequest[];

const held: Record<string, unknown> = CONTACTS[0]?.marked.first ?? {};
const MARKED = [...SEALED, ...UNSEALED];
const CLEAR = 'First_Name,Last_Name,Email,Title,Owner,Created_Time,Modified_Time,Modified_By,Full_Name';
const OPERATORS = ['equals', 'not_equal', 'starts_with', 'in', 'between', 'greater_than', 'less_equal'];

const text = (name: string): string => String(held[name]).replace(/[,()\\]/g, '\\$&');
const query = (path: string, parameters: Record<string, string>): RestRequest => ({
  path: `/crm/v8/${path}?${new URLSearchParams(parameters)}`,
});
const at = (...paths: string[]): RestRequest[] => paths.map((path) => ({ path: `/crm/v8/${path}` }));

/** By every marked field with every operator, alone and hidden among others. */
function criteria(path: string): RestRequest[] {
  const alone = MARKED.flatMap((name) =>
    (name === 'SSN' || name === 'Diagnosis' ? OPERATORS : ['equals']).map((operator) => {
      const value = operator === 'between' ? `${text(name)},${text(name)}` : text(name);
      return `(${name}:${operator}:${value})`;
    }),
  );
  const hidden = ['SSN', 'Diagnosis'].map((name) => `((Title:equals:Welder)or((${name}:equals:${text(name)})))`);
  const empty = ['SSN', 'Diagnosis', 'Weight'].map((name) => `(${name}:equals:null)`);
  return [...alone, ...hidden, ...empty].map((asked) => query(path, { criteria: asked }));
}

const searches = (path: string): RestRequest[] => [
  ...criteria(path),
  query(path, { criteria: '(Last_Name:starts_with:B)' }),
  query(path, { email: 'anna@clinic.example' }),
  query(path, { email: text('Private_Email') }),
  query(path, { phone: text('Home_Phone') }),
  ...['SSN', 'Diagnosis', 'Insurance_Number', 'Mailing_City', 'Date_of_Birth', 'Risk'].map((name) =>
    query(path, { word: text(name) }),
  ),
  query(path, { word: 'Zq' }),
];

/** The same call with its parameters in the body. */
const inBody = ({ path }: RestRequest): RestRequest => {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  return { path: pathname, body: Object.fromEntries(searchParams) };
};

const bulkWrites = (operation: string, ...resources: object[]): RestRequest[] =>
  resources.map((resource) => ({
    path: '/crm/bulk/v8/write',
    body: { operation, resource: [{ type: 'data', module: { api_name: 'Contacts' }, file_id: '123', ...resource }] },
  }));

const rows = (path: string, ...data: unknown[]): RestRequest[] => data.map((row) => ({ path, body: { data: [row] } }));
const bulkReads = (...queries: object[]): RestRequest[] =>
  queries.map((query) => ({
    path: '/crm/bulk/v8/read',
    body: { query: { module: { api_name: 'Contacts' }, ...query } },
  }));
const coql = (...queries: string[]): RestRequest[] =>
  queries.map((select_query) => ({ path: '/crm/v8/coql', body: { select_query } }));

const BOUNDARY = 'boundary-of-the-test';
const upload = (path: string): RestRequest => ({
  path,
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  body: [
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="file"; filename="Zqscan-of-anna.txt"',
    'Content-Type: text/plain',
    '',
    'Zqfindings: malignant, 4 cm.',
    `--${BOUNDARY}--`,
    '',
  ].join('\r\n'),
});

/** A zip with one CSV: `Last_Name,SSN` and one row. */
const ZIP = Buffer.from(
  `UEsDBBQAAAAIAAAAIVzaXId8IgAAACIAAAAIAAAAZGF0YS5jc3bzSSwuifdLzE3VCQ7244oqjEpNKkrUsbS01DUw0DUEAi4AUEsBAhQDFAAAAAgAAAAh
  XNpch3wiAAAAIgAAAAgAAAAAAAAAAAAAAIABAAAAAGRhdGEuY3N2UEsFBgAAAAABAAEANgAAAEgAAAAAAA==`,
  'base64',
);

const uploadZip = (path: string): RestRequest => {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="data.zip"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), ZIP, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return { path, headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, body };
};

const chat = ({ org }: World, ...paths: string[]): RestRequest[] =>
  paths.map((path) => ({ path: `/salesiq/v2/${org.orgId}/conversations${path}` }));

/** By `METHOD path`. Reads first: the calls are made in this order. */
export const REST_REQUESTS: Readonly<Record<string, Requests>> = {
  'get /crm/v8/{module}': ({ ids, viewId }) => [
    query('Contacts', { fields: CLEAR }),
    query('Contacts', { fields: CLEAR, per_page: '1' }),
    query('Contacts', { fields: CLEAR, per_page: '1', page: '2', sort_by: 'Last_Name', sort_order: 'asc' }),
    query('Contacts', { fields: CLEAR, ids: `${ids.anna},${ids.dora}` }),
    query('Contacts', { fields: 'id', cvid: viewId }),
    query('Contacts', { fields: 'id', converted: 'true' }),
    ...MARKED.map((name) => query('Contacts', { fields: `Title,${name}` })),
    ...MARKED.map((name) => query('Contacts', { fields: 'Title', sort_by: name })),
    { ...query('Contacts', { fields: 'id' }), headers: { 'If-Modified-Since': '2020-01-01T00:00:00Z' } },
    { ...query('Contacts', { fields: 'id' }), headers: { 'If-Modified-Since': '2100-01-01T00:00:00Z' } },
    query('Leads', { fields: 'Company,First_Name,Owner' }),
    query('Leads', { fields: 'Full_Name' }),
    query('Leads', { fields: 'Company', sort_by: 'Last_Name' }),
    query('Leads', { fields: 'Company', sort_by: 'Full_Name' }),
    query('Cases', { fields: 'Subject,Related_To,Referral' }),
    query('Contacts', {}),
    query('Nothing', { fields: 'id' }),
  ],
  'get /crm/v8/{module}/{id}': ({ ids }) => [
    ...at(`Contacts/${ids.anna}`, `Contacts/${ids.cara}`, `Contacts/${ids.dora}`, `Leads/${ids.ella}`),
    ...at(`Cases/${ids.case1}`, `Cases/${ids.case2}`, 'Contacts/123', 'Contacts/x'),
    ...MARKED.map((name) => query(`Contacts/${ids.anna}`, { fields: name })),
    query(`Leads/${ids.ella}`, { fields: 'Last_Name' }),
  ],
  'get /crm/v8/{module}/search': () => [
    ...searches('Contacts/search'),
    query('Leads/search', { word: 'Zqfairweather' }),
    query('Leads/search', { criteria: '(Last_Name:equals:Zqfairweather)' }),
    query('Leads/search', { criteria: '(Company:starts_with:Clinic)', sort_by: 'Last_Name' }),
  ],
  'get /crm/v8/{module}/actions/count': () => [
    ...at('Contacts/actions/count', 'Leads/actions/count'),
    ...searches('Contacts/actions/count'),
    query('Leads/actions/count', { word: 'Zqfairweather' }),
  ],
  'post /crm/v8/{module}/search': () => [
    ...searches('Contacts/search').map(inBody),
    inBody(query('Leads/search', { criteria: '(Last_Name:equals:Zqfairweather)' })),
    inBody(query('Leads/search', { criteria: '(Company:starts_with:Clinic)', sort_by: 'Last_Name' })),
  ],
  'post /crm/v8/{module}/actions/count': () => [
    { path: '/crm/v8/Contacts/actions/count', body: {} },
    ...searches('Contacts/actions/count').map(inBody),
  ],
  'get /crm/v8/{module}/deleted': () => [
    ...at('Contacts/deleted', 'Leads/deleted'),
    query('Contacts/deleted', { type: 'permanent' }),
  ],
  'post /crm/v8/coql': () =>
    coql(
      'select First_Name, Title from Contacts where Last_Name is not null order by Title limit 0, 10',
      'select Company from Leads where id is not null',
      ...MARKED.flatMap((name) => [
        `select ${name} from Contacts where Title is not null`,
        `select Title from Contacts where ${name} = '${held[name]}'`,
        `select Title from Contacts where Title is not null order by ${name}`,
      ]),
      "select count(id) from Contacts where SSN = '901-77-4412'",
      "select count(id) from Contacts where Diagnosis like 'Zq%' or Title = 'Welder'",
      'select count(id) from Contacts where Diagnosis is null',
      "select Subject from Cases where Related_To.Diagnosis = 'Zqmyxoma'",
      "select Related_To.Diagnosis from Cases where Subject = 'Bill'",
      "select Referral.Last_Name from Cases where Subject = 'Bill'",
      "select Title from Contacts where ((SSN = '901-77-4412') and (Title = 'Professor'))",
    ),
  'get /crm/v8/{module}/{id}/__timeline': ({ ids }) => [
    ...at(`Contacts/${ids.anna}/__timeline`, `Contacts/${ids.ben}/__timeline`, `Leads/${ids.ella}/__timeline`),
    ...at(`Cases/${ids.case1}/__timeline`, `Contacts/${ids.dora}/__timeline`),
    query(`Contacts/${ids.anna}/__timeline`, { per_page: '2' }),
  ],
  'get /crm/v8/{module}/{id}/Notes': ({ ids }) => [
    query(`Contacts/${ids.anna}/Notes`, { fields: 'Note_Title,Note_Content' }),
    ...at(`Contacts/${ids.anna}/Notes`, `Contacts/${ids.ben}/Notes`),
  ],
  'get /crm/v8/{module}/{id}/Notes/{noteId}': ({ ids, noteId }) => at(`Contacts/${ids.anna}/Notes/${noteId}`),
  'get /crm/v8/Notes': () => [query('Notes', { fields: 'id' }), ...at('Notes')],
  'get /crm/v8/Notes/{noteId}': ({ noteId }) => at(`Notes/${noteId}`, 'Notes/123'),
  'get /crm/v8/{module}/{id}/Attachments': ({ ids }) => [
    query(`Contacts/${ids.anna}/Attachments`, { fields: 'id,File_Name,Size' }),
    ...at(`Contacts/${ids.anna}/Attachments`),
  ],
  'get /crm/v8/{module}/{id}/Attachments/{attachmentId}': ({ ids, attachmentId }) =>
    at(`Contacts/${ids.anna}/Attachments/${attachmentId}`, `Contacts/${ids.ben}/Attachments/${attachmentId}`),
  'get /crm/v8/settings/modules': () => at('settings/modules'),
  'get /crm/v8/settings/modules/{id}': () => at('settings/modules/Contacts', 'settings/modules/Leads'),
  'get /crm/v8/settings/fields': () => at('settings/fields?module=Contacts', 'settings/fields?module=Leads'),
  'get /crm/v8/settings/fields/{id}': ({ fields }) =>
    at(`settings/fields/${fields.SSN}?module=Contacts`, `settings/fields/${fields.Lead_Source}?module=Contacts`),
  'get /crm/v8/settings/layouts': () => at('settings/layouts?module=Contacts'),
  'get /crm/v8/settings/layouts/{id}': ({ layouts }) => at(`settings/layouts/${layouts.Contacts}?module=Contacts`),
  'get /crm/v8/org': () => at('org'),
  'get /crm/v8/users': () => at('users', 'users?type=CurrentUser', 'users?type=AdminUsers'),
  'get /crm/v8/users/{id}': ({ org }) => at(`users/${org.operator.actor.id}`, 'users/123'),

  'post /crm/bulk/v8/read': () => [
    ...bulkReads({}, { fields: ['Title'] }),
    ...MARKED.flatMap((name) =>
      bulkReads(
        { fields: [name] },
        { fields: ['Title'], criteria: { field: { api_name: name }, comparator: 'equal', value: String(held[name]) } },
      ),
    ),
  ],
  'get /crm/bulk/v8/read/{jobId}': () => [{ path: '/crm/bulk/v8/read/123' }],
  // What a finished job holds is asked in `answers.ts`.
  'get /crm/bulk/v8/read/{jobId}/result': () => [{ path: '/crm/bulk/v8/read/123/result' }],
  'post /crm/v8/upload': () => [uploadZip('/crm/v8/upload'), upload('/crm/v8/upload')],
  // What a finished job tells is asked in `answers.ts`.
  'post /crm/bulk/v8/write': () => [
    ...bulkWrites('insert', {}),
    ...bulkWrites('upsert', ...MARKED.map((name) => ({ find_by: name }))),
  ],
  'get /crm/bulk/v8/write/{jobId}': () => [{ path: '/crm/bulk/v8/write/123' }],
  'get /crm/bulk/v8/write/{jobId}/result': () => [{ path: '/crm/bulk/v8/write/123/result' }],
  'get /crm/v8/settings/audit_log_export': () => at('settings/audit_log_export'),
  'get /crm/v8/settings/audit_log_export/{id}': () => at('settings/audit_log_export/123'),
  'get /crm/v8/settings/audit_log_export/{id}/download': () => at('settings/audit_log_export/123/download'),
  'post /crm/v8/settings/audit_log_export': () => [
    { path: '/crm/v8/settings/audit_log_export', body: { audit_log_export: [{}] } },
  ],

  // Writing is allowed, and is not echoed. What one writes is not what another record holds: that is a known difference.
  'post /crm/v8/{module}': () =>
    rows(
      '/crm/v8/Contacts',
      { Last_Name: 'New', Diagnosis: 'Zqmyxoma', Home_Phone: held.Home_Phone, SSN: '555-00-0001' },
      { Last_Name: 'New', SSN: 'x'.repeat(300) },
      { Diagnosis: 'Zqmyxoma' },
    ),
  'put /crm/v8/{module}': ({ ids }) => [
    // What it holds already, or something else: the answer must be the same.
    ...rows('/crm/v8/Contacts', { id: ids.anna, Diagnosis: held.Diagnosis }, { id: ids.anna, SSN: held.SSN }),
    ...rows('/crm/v8/Contacts', { id: ids.ben, Description: held.Description, Title: 'Welder' }),
    ...rows('/crm/v8/Contacts', { id: ids.cara, Weight: null }, { id: ids.dora, Risk: 1 }),
  ],
  'put /crm/v8/{module}/{id}': ({ ids }) =>
    rows(`/crm/v8/Contacts/${ids.ben}`, { Mailing_City: 'Zqburg' }, { Risk: 'x' }),
  'patch /crm/v8/{module}/{id}': ({ ids }) =>
    rows(`/crm/v8/Contacts/${ids.cara}`, { Email_Opt_Out: true }, { Risk: null }),
  'post /crm/v8/{module}/upsert': () => [
    ...rows('/crm/v8/Contacts/upsert', { Last_Name: 'Bell', Email: 'anna@clinic.example', Diagnosis: 'Gout' }),
    ...rows('/crm/v8/Contacts/upsert', { Last_Name: 'Newer', Email: 'new@clinic.example' }),
    ...MARKED.map((name) => ({
      path: '/crm/v8/Contacts/upsert',
      body: { data: [{ Last_Name: 'Bell', [name]: held[name] }], duplicate_check_fields: [name] },
    })),
  ],
  'post /crm/v8/{module}/actions/mass_update': ({ ids }) =>
    [{ Diagnosis: 'Zqmyxoma' }, { Title: 'Same' }, { SSN: held.SSN }, { Last_Name: null }].map((data) => ({
      path: '/crm/v8/Contacts/actions/mass_update',
      body: { data: [data], ids: [ids.anna, ids.cara] },
    })),
  'post /crm/v8/{module}/{id}/actions/clone': ({ ids }) => [
    { path: `/crm/v8/Contacts/${ids.anna}/actions/clone`, body: {} },
    { path: `/crm/v8/Contacts/${ids.cara}/actions/clone`, body: {} },
    { path: `/crm/v8/Leads/${ids.ella}/actions/clone`, body: {} },
  ],
  'post /crm/v8/Leads/{id}/actions/convert': ({ ids }) => [
    { path: `/crm/v8/Leads/${ids.ella}/actions/convert`, body: { data: [{ Accounts: ids.anna }] } },
    { path: `/crm/v8/Leads/${ids.ella}/actions/convert`, body: { data: [{}] } },
    { path: `/crm/v8/Leads/${ids.ella}/actions/convert`, body: { data: [{}] } },
  ],
  'post /crm/v8/{module}/{id}/Notes': ({ ids }) =>
    rows(`/crm/v8/Contacts/${ids.anna}/Notes`, { Note_Content: 'Hello' }),
  'post /crm/v8/Notes': ({ ids }) =>
    rows('/crm/v8/Notes', { Note_Content: 'Hello', Parent_Id: { module: { api_name: 'Contacts' }, id: ids.ben } }),
  'put /crm/v8/{module}/{id}/Notes/{noteId}': ({ ids, noteId }) =>
    rows(`/crm/v8/Contacts/${ids.anna}/Notes/${noteId}`, { Note_Title: 'Zqphone call' }),
  'put /crm/v8/Notes': ({ noteId }) => rows('/crm/v8/Notes', { id: noteId, Note_Title: 'x' }),
  'put /crm/v8/Notes/{noteId}': ({ noteId }) => rows(`/crm/v8/Notes/${noteId}`, { Note_Title: null }),
  'post /crm/v8/{module}/{id}/Attachments': ({ ids }) => [upload(`/crm/v8/Contacts/${ids.anna}/Attachments`)],
  'delete /crm/v8/{module}/{id}/Attachments': ({ ids, attachmentId }) => [
    query(`Contacts/${ids.ben}/Attachments`, { ids: `123,${attachmentId}` }),
  ],
  'delete /crm/v8/{module}/{id}/Attachments/{attachmentId}': ({ ids, attachmentId }) =>
    at(`Contacts/${ids.ben}/Attachments/${attachmentId}`),
  'delete /crm/v8/{module}/{id}/Notes/{noteId}': ({ ids, noteId }) => at(`Contacts/${ids.ben}/Notes/${noteId}`),
  'delete /crm/v8/Notes': ({ noteId }) => [query('Notes', { ids: `123,${noteId}` })],
  'delete /crm/v8/Notes/{noteId}': ({ noteId }) => at(`Notes/${noteId}`),
  'delete /crm/v8/{module}': ({ ids }) => [query('Contacts', { ids: `${ids.cara},${ids.dora}` })],
  'delete /crm/v8/{module}/{id}': ({ ids }) => at(`Contacts/${ids.cara}`, `Leads/${ids.gina}`),

  'get /salesiq/v2/{portal}/conversations': (world) => [
    ...chat(world, '', '?status=open&limit=1', '?page=2&limit=1', `?attender_id=${world.org.operator.actor.id}`),
    ...chat(world, `?email=${encodeURIComponent('zqvisitor@clinic.example')}`),
  ],
  'get /salesiq/v2/{portal}/conversations/{conversationId}': (world) => chat(world, `/${world.chatId}`, '/123', '/x'),
  'get /salesiq/v2/{portal}/conversations/{conversationId}/messages': (world) =>
    chat(world, `/${world.chatId}/messages`, `/${world.chatId}/messages?limit=1`, '/123/messages'),
  // Another name than in any world: what is written as it is already is no event.
  'put /salesiq/v2/{portal}/conversations/{conversationId}/visitor': (world) =>
    chat(world, `/${world.chatId}/visitor`).map(({ path }) => ({ path, body: { last_name: 'Other' } })),
  'delete /salesiq/v2/{portal}/conversations': ({ org, chatId }) => [
    { path: `/salesiq/v2/${org.orgId}/conversations`, body: { ids: [chatId] } },
  ],
};

/** Answers of the server itself: they need no row of an endpoint. */
export const OTHER_REQUESTS: Requests = ({ ids }) => [
  ...at('openapi.json', 'no/such/path/here', `Contacts/${ids.anna}/nothing`),
  { path: '/crm/v8/Contacts?fields=Title', headers: { Authorization: 'Bearer clat.1.2.3' } },
];
