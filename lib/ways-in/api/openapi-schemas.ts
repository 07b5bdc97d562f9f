/** What answers look like, for the OpenAPI document. */
const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const whole = { type: 'integer' };
const object = (properties: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  type: 'object',
  properties,
  ...rest,
});
const listOf = (items: unknown) => ({ type: 'array', items });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const person = object({ id: text, name: textOrNull });

const info = object({
  per_page: whole,
  count: whole,
  page: whole,
  sort_by: text,
  sort_order: { type: 'string', enum: ['asc', 'desc'] },
  more_records: { type: 'boolean' },
  next_page_token: {
    ...textOrNull,
    description:
      'Behind it each record that belongs to the list throughout comes exactly once, whatever others change. Numbered pages shift',
  },
  previous_page_token: textOrNull,
  page_token_expiry: textOrNull,
});

const writeResult = object({
  code: { type: 'string', example: 'SUCCESS' },
  details: object({
    id: text,
    Created_Time: text,
    Modified_Time: text,
    Created_By: person,
    Modified_By: person,
    ignored: { ...listOf(text), description: 'What the row, or `$.…` the body beside it, names and is not taken' },
  }),
  message: text,
  status: { type: 'string', enum: ['success', 'error'] },
});

const madeOf = object({ id: text });
const orNone = { anyOf: [madeOf, { type: 'null' }] };
const convertResult = object({
  code: { type: 'string', const: 'SUCCESS' },
  details: object({ Contacts: madeOf, Accounts: orNone, Deals: orNone, ignored: listOf(text) }),
  message: text,
  status: { type: 'string', const: 'success' },
});

const operator = object({ id: text, name: text, is_bot: { type: 'boolean' } });
const named = object({ id: text, name: text });
const conversation = object(
  {
    id: text,
    visit_id: text,
    type: { type: 'string', const: 'chat' },
    chat_status: object({ state_key: text, status_key: text, label: text }),
    app_id: text,
    app_name: text,
    department: named,
    attender: operator,
    start_time: text,
    attended_time: text,
    end_time: text,
    visitor: object({ id: text }, { additionalProperties: true }),
  },
  { additionalProperties: true, description: 'Times in milliseconds. What is withheld, or empty, has no key.' },
);
const salesIq = (what: string, data: unknown) => object({ url: text, object: { type: 'string', const: what }, data });

export const SCHEMAS: Record<string, unknown> = {
  Error: object(
    { code: text, details: object({}), message: text, status: { type: 'string', const: 'error' } },
    { required: ['code', 'details', 'message', 'status'] },
  ),
  SalesIQError: object(
    {
      error: object(
        { code: whole, message: text, reason: text, param: text, json_key: text, header: text },
        { required: ['code', 'message'] },
      ),
    },
    { required: ['error'] },
  ),
  ConversationList: salesIq('list', listOf(conversation)),
  Conversation: salesIq('conversations', conversation),
  MessageList: salesIq(
    'list',
    listOf(
      object({
        sequence_id: text,
        id: text,
        type: { type: 'string', enum: ['text', 'file', 'note', 'info'] },
        sender: object({ id: text, name: text, type: text }),
        message: object({ text, file: object({ id: text, name: text, content_type: text, size: whole }) }),
        time: text,
      }),
    ),
  ),
  Record: object(
    { id: text },
    {
      additionalProperties: true,
      description:
        'Fields by API name. A field withheld here has no key; an empty one is null. Encrypted values that do not open, since they were changed outside Careledger, have no key, and `$integrity` says so: `{ code: "INTEGRITY", details: { api_names: [] }, message, status: "error" }`. The other records come as they are.',
    },
  ),
  RecordList: object({ data: listOf(ref('Record')), info }),
  WriteResult: object({ data: listOf(writeResult) }),
  ConvertResult: object({ data: listOf(convertResult) }),
  Count: object({ count: whole }),
  DeletedList: object({
    data: listOf(object({ id: text, display_name: textOrNull, type: text, deleted_by: person, deleted_time: text })),
    info,
  }),
  Modules: object({ modules: listOf(object({ id: text, api_name: text })) }),
  Fields: object({
    fields: listOf(
      object({
        id: text,
        api_name: text,
        field_label: text,
        data_type: text,
        json_type: text,
        hipaa_compliance_enabled: { type: 'boolean' },
        hipaa_compliance: {
          type: ['object', 'null'],
          properties: { restricted: { type: 'boolean' }, restricted_in_export: { type: 'boolean' } },
        },
      }),
    ),
  }),
  Layouts: object({ layouts: listOf(object({ id: text, name: text })) }),
  Org: object({ org: listOf(object({ id: text, company_name: text, hipaa_compliance_enabled: { type: 'boolean' } })) }),
  Users: object({ users: listOf(object({ id: text, full_name: text, email: text })) }),
};

export const TAGS = [
  { name: 'Tokens', description: 'Access tokens for programs, as OAuth 2 gives them' },
  { name: 'Records', description: 'Read, write, search, count and delete the records of a module' },
  { name: 'COQL', description: 'Records by a query language' },
  { name: 'Notes', description: 'Notes of a record' },
  { name: 'Attachments', description: 'Files of a record' },
  { name: 'Timeline', description: 'What happened to a record' },
  { name: 'Bulk', description: 'Many records by a background job' },
  { name: 'Audit log', description: 'Export of the audit log' },
  {
    name: 'Live chat',
    description:
      'Conversations in the shape of SalesIQ v2; the portal is the id of the organisation. Where it restricts access through the API, messages have no text, files no name, visitors no details',
  },
  { name: 'Metadata', description: 'Modules, fields and layouts' },
  { name: 'Organization', description: 'The organization and its users' },
];
