/** One example of each main call: what the samples in curl, Python and TypeScript do, and what the try-out form begins with. */

export interface CallExample {
  /** By name of the path's parameter. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The same by Zoho's TypeScript SDK; `zoho` is the package, initialized as shown at the top of the reference. */
  typescript?: string;
}

const ID = '{id}';

/** By method and path. */
export const EXAMPLES: Readonly<Record<string, CallExample>> = {
  'get /crm/v8/{module}': {
    params: { module: 'Contacts' },
    query: { fields: 'Last_Name,Email', per_page: '50' },
    typescript: `const params = new zoho.ParameterMap();
await params.add(zoho.Record.GetRecordsParam.FIELDS, 'Last_Name,Email');
await params.add(zoho.Record.GetRecordsParam.PER_PAGE, 50);
const answer = await new zoho.Record.RecordOperations('Contacts').getRecords(params);`,
  },
  'get /crm/v8/{module}/{id}': {
    params: { module: 'Contacts', id: ID },
    query: { fields: 'Last_Name,Email' },
    typescript: `const answer = await new zoho.Record.RecordOperations('Contacts').getRecord(id);`,
  },
  'post /crm/v8/{module}': {
    params: { module: 'Contacts' },
    body: { data: [{ Last_Name: 'Example', Email: 'eve@example.org' }] },
    typescript: `const record = new zoho.Record.Record();
record.addKeyValue('Last_Name', 'Example');
record.addKeyValue('Email', 'eve@example.org');
const body = new zoho.Record.BodyWrapper();
body.setData([record]);
const answer = await new zoho.Record.RecordOperations('Contacts').createRecords(body);`,
  },
  'put /crm/v8/{module}': {
    params: { module: 'Contacts' },
    body: { data: [{ id: ID, Email: 'new@example.org' }] },
    typescript: `const record = new zoho.Record.Record();
record.setId(id);
record.addKeyValue('Email', 'new@example.org');
const body = new zoho.Record.BodyWrapper();
body.setData([record]);
const answer = await new zoho.Record.RecordOperations('Contacts').updateRecords(body);`,
  },
  'put /crm/v8/{module}/{id}': {
    params: { module: 'Contacts', id: ID },
    body: { data: [{ Email: 'new@example.org' }] },
    typescript: `const record = new zoho.Record.Record();
record.addKeyValue('Email', 'new@example.org');
const body = new zoho.Record.BodyWrapper();
body.setData([record]);
const answer = await new zoho.Record.RecordOperations('Contacts').updateRecord(id, body);`,
  },
  'patch /crm/v8/{module}/{id}': {
    params: { module: 'Contacts', id: ID },
    body: { data: [{ Email: 'new@example.org' }] },
  },
  'post /crm/v8/{module}/upsert': {
    params: { module: 'Contacts' },
    body: { data: [{ Last_Name: 'Example', Email: 'eve@example.org' }], duplicate_check_fields: ['Email'] },
    typescript: `const record = new zoho.Record.Record();
record.addKeyValue('Last_Name', 'Example');
record.addKeyValue('Email', 'eve@example.org');
const body = new zoho.Record.BodyWrapper();
body.setData([record]);
body.setDuplicateCheckFields(['Email']);
const answer = await new zoho.Record.RecordOperations('Contacts').upsertRecords(body);`,
  },
  'delete /crm/v8/{module}': { params: { module: 'Contacts' }, query: { ids: ID } },
  'delete /crm/v8/{module}/{id}': {
    params: { module: 'Contacts', id: ID },
    typescript: `const answer = await new zoho.Record.RecordOperations('Contacts').deleteRecord(id);`,
  },
  'get /crm/v8/{module}/deleted': { params: { module: 'Contacts' }, query: { type: 'recycle' } },
  'get /crm/v8/{module}/search': {
    params: { module: 'Contacts' },
    query: { fields: 'Last_Name,Email', criteria: '((Last_Name:equals:Example)and(Email:starts_with:eve))' },
    typescript: `const params = new zoho.ParameterMap();
await params.add(zoho.Record.SearchRecordsParam.CRITERIA, '(Last_Name:equals:Example)');
const answer = await new zoho.Record.RecordOperations('Contacts').searchRecords(params);`,
  },
  'post /crm/v8/{module}/search': {
    params: { module: 'Contacts' },
    body: { fields: 'Last_Name,Email', criteria: '(Last_Name:equals:Example)' },
  },
  'get /crm/v8/{module}/actions/count': { params: { module: 'Contacts' } },
  'post /crm/v8/{module}/actions/count': {
    params: { module: 'Contacts' },
    body: { criteria: '(Last_Name:equals:Example)' },
  },
  'post /crm/v8/{module}/{id}/actions/clone': { params: { module: 'Contacts', id: ID } },
  'post /crm/v8/Leads/{id}/actions/convert': {
    params: { id: ID },
    body: { data: [{ Deals: { Deal_Name: 'Home visits', Stage: 'Qualification', Closing_Date: '2027-01-31' } }] },
  },
  'post /crm/v8/{module}/actions/mass_update': {
    params: { module: 'Contacts' },
    body: { data: [{ Lead_Source: 'Web Research' }], ids: [ID] },
  },
  'post /crm/v8/{module}/{id}/Notes': {
    params: { module: 'Contacts', id: ID },
    body: { data: [{ Note_Title: 'Call', Note_Content: 'Asked to be called back' }] },
  },
  'post /crm/v8/Notes': {
    body: {
      data: [
        {
          Note_Title: 'Call',
          Note_Content: 'Asked to be called back',
          Parent_Id: { id: ID, module: { api_name: 'Contacts' } },
        },
      ],
    },
    typescript: `const module = new zoho.Modules.MinifiedModule();
module.setAPIName('Contacts');
const parent = new zoho.Notes.ParentId();
parent.setModule(module);
parent.setId(id);
const note = new zoho.Notes.Note();
note.setNoteTitle('Call');
note.setNoteContent('Asked to be called back');
note.setParentId(parent);
const body = new zoho.Notes.BodyWrapper();
body.setData([note]);
const answer = await new zoho.Notes.NotesOperations().createNotes(body);`,
  },
  'put /crm/v8/Notes': { body: { data: [{ id: ID, Note_Title: 'Second call' }] } },
  'put /crm/v8/Notes/{noteId}': { params: { noteId: ID }, body: { data: [{ Note_Title: 'Second call' }] } },
  'put /crm/v8/{module}/{id}/Notes/{noteId}': {
    params: { module: 'Contacts', id: ID, noteId: ID },
    body: { data: [{ Note_Title: 'Second call' }] },
  },
  'delete /crm/v8/Notes': { query: { ids: ID } },
  'post /crm/v8/{module}/{id}/Attachments': {
    params: { module: 'Contacts', id: ID },
    typescript: `const body = new zoho.Attachments.FileBodyWrapper();
body.setFile(new zoho.StreamWrapper(undefined, undefined, '/path/to/scan.pdf'));
const answer = await new zoho.Attachments.AttachmentsOperations().uploadAttachments(id, 'Contacts', body);`,
  },
  'delete /crm/v8/{module}/{id}/Attachments': { params: { module: 'Contacts', id: ID }, query: { ids: ID } },
  'get /crm/v8/settings/fields/{id}': { params: { id: ID }, query: { module: 'Contacts' } },
  'get /crm/v8/settings/layouts/{id}': { params: { id: ID }, query: { module: 'Contacts' } },
  'post /crm/v8/settings/audit_log_export': { body: { audit_log_export: [{}] } },
  'post /crm/v8/coql': {
    body: { select_query: "select Last_Name, Email from Contacts where Last_Name = 'Example' limit 0, 50" },
    typescript: `const body = new zoho.Coql.BodyWrapper();
body.setSelectQuery("select Last_Name, Email from Contacts where Last_Name = 'Example' limit 0, 50");
const answer = await new zoho.Coql.CoqlOperations().getRecords(body);`,
  },
  'post /crm/bulk/v8/read': {
    body: { query: { module: { api_name: 'Contacts' }, fields: ['Last_Name', 'Email'], page: 1 } },
    typescript: `const module = new zoho.Modules.MinifiedModule();
module.setAPIName('Contacts');
const query = new zoho.BulkRead.Query();
query.setModule(module);
query.setFields(['Last_Name', 'Email']);
const body = new zoho.BulkRead.BodyWrapper();
body.setQuery(query);
const answer = await new zoho.BulkRead.BulkReadOperations().createBulkReadJob(body);`,
  },
  'get /crm/bulk/v8/read/{jobId}': { params: { jobId: ID } },
  'get /crm/bulk/v8/read/{jobId}/result': { params: { jobId: ID } },
  'post /crm/v8/upload': {
    typescript: `const body = new zoho.BulkWrite.FileBodyWrapper();
body.setFile(new zoho.StreamWrapper(undefined, undefined, '/path/to/contacts.zip'));
const headers = new zoho.HeaderMap();
await headers.add(zoho.BulkWrite.UploadFileHeader.FEATURE, 'bulk-write');
const answer = await new zoho.BulkWrite.BulkWriteOperations().uploadFile(body, headers);`,
  },
  'post /crm/bulk/v8/write': {
    body: {
      operation: 'upsert',
      resource: [
        {
          type: 'data',
          module: { api_name: 'Contacts' },
          file_id: ID,
          find_by: 'id',
          ignore_empty: true,
          field_mappings: [
            { api_name: 'id', index: 0 },
            { api_name: 'Last_Name', index: 1 },
            { api_name: 'Lead_Source', default_value: { value: 'Web Download' } },
          ],
        },
      ],
    },
    typescript: `const resource = new zoho.BulkWrite.Resource();
resource.setType(new zoho.Choice('data'));
resource.setModule(module);
resource.setFileId(fileId);
const body = new zoho.BulkWrite.RequestWrapper();
body.setOperation(new zoho.Choice('insert'));
body.setResource([resource]);
const answer = await new zoho.BulkWrite.BulkWriteOperations().createBulkWriteJob(body);`,
  },
  'get /crm/bulk/v8/write/{jobId}': { params: { jobId: ID } },
  'get /crm/bulk/v8/write/{jobId}/result': { params: { jobId: ID } },
  'get /crm/v8/settings/modules': {
    typescript: `const answer = await new zoho.Modules.ModulesOperations().getModules();`,
  },
  'get /crm/v8/settings/fields': {
    query: { module: 'Contacts' },
    typescript: `const params = new zoho.ParameterMap();
await params.add(zoho.Fields.GetFieldsParam.MODULE, 'Contacts');
const answer = await new zoho.Fields.FieldsOperations().getFields(params);`,
  },
  'get /crm/v8/settings/layouts': { query: { module: 'Contacts' } },
  'get /crm/v8/org': {
    typescript: `const answer = await new zoho.Org.OrgOperations().getOrganization();`,
  },
  'get /crm/v8/users': {
    query: { type: 'CurrentUser' },
    typescript: `const answer = await new zoho.Users.UsersOperations().getUsers();`,
  },
  'get /salesiq/v2/{portal}/conversations': {
    params: { portal: '{portal}' },
    query: { status: 'closed', limit: '50' },
  },
  'delete /salesiq/v2/{portal}/conversations': { params: { portal: '{portal}' }, body: { ids: [ID] } },
  'put /salesiq/v2/{portal}/conversations/{conversationId}/visitor': {
    params: { portal: '{portal}', conversationId: ID },
    body: { last_name: 'Example', email: 'eve@example.org' },
  },
};
