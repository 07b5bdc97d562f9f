/** The reads behind the screens, routes and actions, with what one who may not read would ask of each. */
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { firstRows, lookAtColumns } from '@/lib/imports/columns/look';
import { listMyClients } from '../../api-clients/my-clients';
import { callHistory, getClient, listClients, listOwners } from '../../api-clients/queries';
import { listApprovals } from '../../approvals/queries';
import { downloadAttachment, listAttachments } from '../../attachments/queries';
import { openEntryDetails } from '../../audit/details';
import { auditQuerySchema } from '../../audit/query';
import { viewLedger } from '../../audit/view';
import { jobContext } from '../../background/job-context';
import { beginJob } from '../../background/life';
import { getJob, listMyJobs } from '../../background/queries';
import { changesSince } from '../../chat/conversations/changes';
import { getConversation } from '../../chat/conversations/get';
import { conversationsOfRecord } from '../../chat/conversations/link-record';
import { openConversation } from '../../chat/conversations/open';
import { listQueue, QUEUES } from '../../chat/conversations/queues';
import { searchConversations } from '../../chat/conversations/search';
import { transcriptOf } from '../../chat/conversations/transcript';
import { downloadChatFile } from '../../chat/files/download';
import { revealDetails, revealMessage } from '../../chat/messages/hide';
import type { Context } from '../../context';
import { getLayoutSetup, getModuleSetup, listModules } from '../../customization/queries';
import { updateField } from '../../customization/update-field';
import { reveal } from '../../disclose/reveal';
import { runAuditExport, startAuditExport } from '../../exports/audit/export';
import { downloadExport } from '../../exports/download';
import { printList, printRecord } from '../../exports/print/print';
import { planRecordExport, startRecordExport } from '../../exports/records/export';
import type { RecordExportRequest } from '../../exports/schemas';
import { startSubjectExport } from '../../exports/subject/export';
import { findByValue, findRecords } from '../../http/find-records';
import { getImport, getImportTarget, listImports } from '../../imports/queries';
import { refusedRows } from '../../imports/run/refused-rows';
import { dryRun } from '../../imports/testing/dry-run';
import { uploadImport } from '../../imports/upload/upload';
import { exportRecords } from '../../jobs/handlers/export';
import { changeMany } from '../../jobs/handlers/mass-change';
import { exportSubject } from '../../jobs/handlers/subject-export';
import { countChosen } from '../../mass-changes/choose';
import { findRunningChange, getMassOutcome } from '../../mass-changes/queries';
import type { Chosen } from '../../mass-changes/schemas';
import { startMassChange } from '../../mass-changes/start';
import { listNotes } from '../../notes/queries';
import { listNotices } from '../../notices/queries';
import { getRecord } from '../../records/get';
import { getRecordDraft } from '../../records/get-draft';
import { type ListRequest, listRecords } from '../../records/list';
import { listBins, listDeleted } from '../../records/list-deleted';
import { lookupOptions } from '../../records/lookup-options';
import { compareRecords } from '../../records/merge/compare';
import { findDuplicates } from '../../records/merge/find';
import { mergesOf } from '../../records/merge/merges-of';
import { searchByName } from '../../records/search-by-name';
import { listTimeline } from '../../records/timeline';
import { updateRecord } from '../../records/update';
import { canInOrg } from '../../rights';
import { previewLoss, previewMark } from '../../settings/compliance/preview';
import { previewRestriction } from '../../settings/compliance/preview-restriction';
import { getComplianceOverview } from '../../settings/compliance/queries';
import { listSealing } from '../../settings/compliance/sealing';
import { getFirstSteps } from '../../settings/first-steps';
import { getKeysOverview } from '../../settings/keys';
import { getOrganization } from '../../settings/organization';
import { getSecondPerson } from '../../settings/second-person';
import { getSessionPolicy } from '../../settings/session-policy';
import { listSharing } from '../../settings/sharing';
import { getAccount, getSurroundings, listMySessions } from '../../users/account';
import { getProfile, listProfiles, listRoles, listUsers } from '../../users/queries';
import { createView } from '../../views/create';
import { getListScreen, listViews } from '../../views/queries';
import { unzip } from '../unzip';
import { CONTACTS, HIDDEN_CHAT, SEALED, UNSEALED } from './values';
import type { World } from './world';

/** Each of these is asked by each asker; a refusal is an answer as well. */
export type Verb = (ctx: Context, world: World) => (() => Promise<unknown>)[];

const held: Record<string, unknown> = CONTACTS[0]?.marked.first ?? {};
const MARKED = [...SEALED, ...UNSEALED];
const OPERATORS = ['equals', 'not_equal', 'contains', 'starts_with', 'in', 'between', 'greater_equal', 'is_empty'];

const heldBy = (name: string): string => String(held[name]);

const FILTERS = MARKED.flatMap((field) =>
  (field === 'SSN' || field === 'Diagnosis' ? OPERATORS : ['equals', 'is_empty']).map((operator) => {
    const value = operator === 'between' ? [heldBy(field), heldBy(field)] : heldBy(field);
    return { field, operator, ...(operator !== 'is_empty' && { value }) };
  }),
);

/** What everybody who may view asks of a list. */
const PLAIN_LISTS: ListRequest[] = [
  {},
  { columns: MARKED, perPage: 2 },
  { columns: ['Title'], sort: { field: 'Last_Name', order: 'asc' } },
  { filters: [{ field: 'Title', operator: 'is_not_empty' }] },
  { search: 'Bell' },
];

/** What tells of values, were it allowed. */
const PRYING_LISTS: ListRequest[] = [
  ...MARKED.map((field) => ({ sort: { field, order: 'asc' } }) as const),
  ...FILTERS.map((filter) => ({ filters: [filter] })),
  { filters: [{ field: 'SSN', operator: 'equals', value: heldBy('SSN') }], from: 'url' },
  ...['SSN', 'Diagnosis', 'Private_Email', 'Home_Phone', 'Insurance_Number', 'Risk', 'Date_of_Birth'].map((name) => ({
    search: heldBy(name),
  })),
];

const PRYING_CHOICES = [
  ...FILTERS.map(({ field, operator, value }) => ({ module: 'Contacts', filters: [{ field, operator, value }] })),
  { module: 'Contacts', search: heldBy('SSN') },
  { module: 'Leads', search: 'Zqfairweather' },
];

const lists = (ctx: Context, module: string, requests: readonly ListRequest[]) =>
  requests.map((request) => () => listRecords(ctx, module, request));

/** What an operator asks of a conversation that another has; what is hidden in it they are not told. */
export const SECOND_READS: Readonly<Record<string, Verb>> = {
  readAlong: (ctx, { hiddenChatId: conversationId }) => [
    () => openConversation(ctx, { conversationId }),
    () => getConversation(ctx, conversationId),
    () => changesSince(ctx, conversationId, 0),
    () => transcriptOf(ctx, { conversationId }),
    () => searchConversations(ctx, { field: 'phone', value: HIDDEN_CHAT.first.ssn }),
    () => searchConversations(ctx, { field: 'name', value: `Vera ${HIDDEN_CHAT.first.word}` }),
  ],
  listQueue: (ctx) => QUEUES.map((queue) => () => listQueue(ctx, queue)),
};

/** Nobody reads values by these: neither those who may reveal, while they do not. */
export const MASKED_READS: Readonly<Record<string, Verb>> = {
  listRecords: (ctx) => [
    ...lists(ctx, 'Contacts', PLAIN_LISTS),
    ...lists(ctx, 'Leads', [{}, { search: 'Clinic' }, { sort: { field: 'Name', order: 'asc' } }]),
    ...lists(ctx, 'Cases', [{ columns: ['Related_To', 'Referral'] }]),
  ],
  getListScreen: (ctx) => [() => getListScreen(ctx, 'Contacts'), () => getListScreen(ctx, 'Leads')],
  findRunningChange: (ctx) => [() => findRunningChange(ctx, 'Contacts')],
  listViews: (ctx) => [() => listViews(ctx, 'Contacts')],
  getRecord: (ctx, { ids }) => [
    ...['anna', 'ben', 'cara', 'dora'].map((key) => () => getRecord(ctx, 'Contacts', ids[key] ?? '0')),
    () => getRecord(ctx, 'Leads', ids.ella ?? '0'),
    () => getRecord(ctx, 'Cases', ids.case1 ?? '0'),
    () => getRecord(ctx, 'Contacts', '123'),
  ],
  compareRecords: (ctx, { ids }) => [() => compareRecords(ctx, 'Contacts', `${ids.anna},${ids.ben},${ids.cara}`)],
  mergesOf: (ctx, { ids }) => [() => mergesOf(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' })],
  getRecordDraft: (ctx) => [() => getRecordDraft(ctx, 'Contacts')],
  listTimeline: (ctx, { ids }) =>
    [
      ['Contacts', ids.anna],
      ['Contacts', ids.cara],
      ['Leads', ids.ella],
      ['Cases', ids.case1],
    ].map(
      ([module = '', recordId = '']) =>
        () =>
          listTimeline(ctx, { module, recordId }),
    ),
  searchByName: (ctx) => ['Zq', 'Bell', '', 'Zqfairweather'].map((query) => () => searchByName(ctx, query, 20)),
  findRecords: (ctx) => ['Zqmyxoma', 'an', 'Zqfair', 'Clinic', '901-77'].map((query) => () => findRecords(ctx, query)),
  lookupOptions: (ctx) => [
    () => lookupOptions(ctx, { module: 'Contacts', query: 'Zq' }),
    () => lookupOptions(ctx, { module: 'Leads', query: 'Zqfair' }),
    () => lookupOptions(ctx, { module: 'Leads', query: '' }),
  ],
  conversationsOfRecord: (ctx, { ids }) => [
    () => conversationsOfRecord(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' }),
    () => conversationsOfRecord(ctx, { module: 'Leads', recordId: ids.ella ?? '0' }),
  ],
  listQueue: (ctx) => QUEUES.map((queue) => () => listQueue(ctx, queue)),
  // Operators may read it: the others are refused alike.
  readChat: (ctx, { chatId: conversationId }) =>
    canInOrg(ctx.rights, 'revealPhi')
      ? []
      : [
          () => openConversation(ctx, { conversationId }),
          () => getConversation(ctx, conversationId),
          () => changesSince(ctx, conversationId, 0),
          () => transcriptOf(ctx, { conversationId }),
          () => searchConversations(ctx, { field: 'name', value: 'zqvisitor' }),
          () => revealMessage(ctx, { conversationId, messageId: '123', purpose: 'treatment' }),
          () => revealDetails(ctx, { conversationId, purpose: 'treatment' }),
          () => downloadChatFile(ctx, { conversationId, fileId: '123' }),
        ],
  listBins: (ctx) => [() => listBins(ctx)],
  listDeleted: (ctx) => [
    () => listDeleted(ctx, 'Contacts', { now: new Date(0) }),
    () => listDeleted(ctx, 'Leads', { now: new Date(0) }),
  ],
  viewLedger: (ctx, { ids }) =>
    [
      {},
      { record: ids.anna },
      { module: 'Contacts', outcome: 'refused' },
      { action: 'group:phi' },
      { range: 'all' },
    ].map((query) => () => viewLedger(ctx, auditQuerySchema.parse(query), {})),
  openEntryDetails: (ctx, { ids }) => [
    () => openedDetails(ctx, ids.anna ?? '0'),
    () => openedDetails(ctx, ids.ella ?? '0'),
  ],
  listModules: (ctx) => [() => listModules(ctx)],
  getModuleSetup: (ctx) => [() => getModuleSetup(ctx, 'Contacts'), () => getModuleSetup(ctx, 'Leads')],
  getLayoutSetup: (ctx) => [() => getLayoutSetup(ctx, 'Contacts', 'Standard')],
  getComplianceOverview: (ctx) => [() => getComplianceOverview(ctx)],
  previewLoss: (ctx) => [() => previewLoss(ctx, {}), () => previewLoss(ctx, { module: 'Contacts' })],
  previewMark: (ctx, { fields }) =>
    ['SSN', 'Diagnosis', 'Title'].map(
      (name) => () => previewMark(ctx, { module: 'Contacts', fieldId: fields[name] ?? '0' }),
    ),
  previewRestriction: (ctx) => (['api', 'export'] as const).map((door) => () => previewRestriction(ctx, { door })),
  listSealing: (ctx) => [() => listSealing(ctx)],
  getFirstSteps: (ctx) => [() => getFirstSteps(ctx)],
  getKeysOverview: (ctx) => [() => getKeysOverview(ctx)],
  getOrganization: (ctx) => [() => getOrganization(ctx)],
  getSecondPerson: (ctx) => [() => getSecondPerson(ctx)],
  getSessionPolicy: (ctx) => [() => getSessionPolicy(ctx)],
  listSharing: (ctx) => [() => listSharing(ctx)],
  getAccount: (ctx) => [() => getAccount(ctx)],
  getSurroundings: (ctx) => [() => getSurroundings(ctx)],
  listMySessions: (ctx) => [() => listMySessions(ctx)],
  listMyClients: (ctx) => [
    async () =>
      (await listMyClients(ctx)).map(({ name, scopes, madeBy }) => ({ name: name.slice(0, 7), scopes, madeBy })),
  ],
  listNotices: (ctx) => [() => listNotices(ctx)],
  listApprovals: (ctx) => [() => listApprovals(ctx)],
  listUsers: (ctx) => [() => listUsers(ctx), () => listUsers(ctx, { query: 'O' })],
  listProfiles: (ctx) => [() => listProfiles(ctx)],
  getProfile: (ctx, { org }) => [() => getProfile(ctx, org.profileIds.Operator)],
  listRoles: (ctx) => [() => listRoles(ctx)],
  listClients: (ctx) => [
    async () => (await listClients(ctx)).map(({ name, ownerId, scopes }) => ({ name, ownerId, scopes })),
  ],
  getClient: (ctx) => [() => getClient(ctx, '123')],
  callHistory: (ctx) => [() => callHistory(ctx, '123', 'day')],
  listOwners: (ctx) => [() => listOwners(ctx)],
};

/** Those who may reveal do read values by these: asked by the others only. */
export const GUARDED_READS: Readonly<Record<string, Verb>> = {
  'listRecords, prying': (ctx) => [
    ...lists(ctx, 'Contacts', PRYING_LISTS),
    ...lists(ctx, 'Leads', [
      { search: 'Zqfairweather' },
      { filters: [{ field: 'Last_Name', operator: 'equals', value: 'Zqfairweather' }] },
      { filters: [{ field: 'Name', operator: 'contains', value: 'Zq' }] },
      { sort: { field: 'Last_Name', order: 'desc' } },
    ]),
  ],
  findByValue: (ctx) =>
    [...MARKED.map(heldBy), 'Zqfairweather', 'Ella Zqfairweather'].map((value) => () => findByValue(ctx, value)),
  countChosen: (ctx) => [
    () => countChosen(ctx, { module: 'Contacts' }),
    ...PRYING_CHOICES.map((chosen) => () => countChosen(ctx, chosen)),
  ],
  startMassChange: (ctx, { ids }) =>
    [...PRYING_CHOICES, { module: 'Contacts', ids: [ids.cara ?? '0', ids.anna ?? '0'] }].map(
      (chosen) => () => changedMany(ctx, chosen),
    ),
  findDuplicates: (ctx, { ids }) =>
    [undefined, ['Last_Name'], ['SSN'], ['Private_Email', 'Home_Phone']].flatMap((by) =>
      ['anna', 'cara', 'dora'].map(
        (key) => () => findDuplicates(ctx, { module: 'Contacts', recordId: ids[key] ?? '0', by }),
      ),
    ),
  listNotes: (ctx, { ids }) => [() => listNotes(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' })],
  listAttachments: (ctx, { ids }) => [() => listAttachments(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' })],
  downloadAttachment: (ctx, { ids, attachmentId }) => [
    () => downloadAttachment(ctx, { module: 'Contacts', recordId: ids.anna ?? '0', id: attachmentId }),
  ],
  reveal: (ctx, { ids }) => [
    () => reveal(ctx, { module: 'Contacts', recordId: ids.anna ?? '0', fields: MARKED, purpose: 'treatment' }),
    () => reveal(ctx, { module: 'Contacts', recordId: ids.cara ?? '0', fields: ['SSN'], purpose: 'operations' }),
  ],
  startSubjectExport: (ctx, { ids }) => [
    () =>
      startSubjectExport(ctx, {
        module: 'Contacts',
        recordId: ids.anna ?? '0',
        purpose: 'patient_request',
        attachments: true,
      }),
  ],
  getImportTarget: (ctx) => [() => getImportTarget(ctx, 'Contacts')],
  dryRun: (ctx) =>
    (['create', 'skip', 'overwrite'] as const).map((action) => () => {
      const by = action === 'create' ? null : 'SSN';
      return checked(ctx, `Last Name,SSN\nProbe,${heldBy('SSN')}\nProbe,555-00-9999\n`, { by, action });
    }),
  listImports: (ctx) => [() => listImports(ctx)],
  createView: (ctx) =>
    FILTERS.slice(0, 10).map((filter, n) => () => {
      const definition = { columns: ['Title'], filters: [filter], sort: null };
      return createView(ctx, { module: 'Contacts', name: `Prying ${n}`, definition });
    }),
  updateField: (ctx, { fields }) => [
    ...['Diagnosis', 'Mailing_City', 'Private_Email'].map(
      (name) => () => updateField(ctx, { module: 'Contacts', fieldId: fields[name] ?? '0', unique: true }),
    ),
    ...[['Cold Call'], ['Trade Show'], []].map(
      (kept) => () =>
        updateField(ctx, {
          module: 'Contacts',
          fieldId: fields.Lead_Source ?? '0',
          options: { pickList: kept.map((value) => ({ value, label: value })) },
        }),
    ),
  ],
  updateRecord: (ctx, { ids }) => [
    () => updateRecord(ctx, { module: 'Contacts', id: ids.cara ?? '0', values: { Diagnosis: 'Zqlupus' } }),
    () =>
      updateRecord(ctx, { module: 'Contacts', id: ids.cara ?? '0', values: { SSN: heldBy('SSN').replace('9', '8') } }),
    () => updateRecord(ctx, { module: 'Contacts', id: ids.cara ?? '0', values: { Weight: '' } }),
  ],
};

const FILES: Omit<RecordExportRequest, 'bom'>[] = [
  { module: 'Contacts' },
  { module: 'Contacts', columns: [...MARKED, 'Title'] },
  { module: 'Leads' },
  { module: 'Cases', columns: ['Subject', 'Related_To', 'Referral'] },
  { module: 'Contacts', search: heldBy('SSN') },
  { module: 'Contacts', filters: [{ field: 'Diagnosis', operator: 'equals', value: heldBy('Diagnosis') }] },
  { module: 'Contacts', columns: [...MARKED, 'Title'], format: 'xlsx' },
  { module: 'Contacts', format: 'zip', include: ['related', 'attachments'] },
];
const PLANS = [...FILES, ...FILTERS.map((filter) => ({ module: 'Contacts', filters: [filter] }))];

/** The export door, while it is restricted: nobody gets values through it, whatever their rights. */
export const EXPORT_READS: Readonly<Record<string, Verb>> = {
  planRecordExport: (ctx) => PLANS.map((request) => () => planRecordExport(ctx, { bom: false, ...request })),
  startRecordExport: (ctx) => FILES.map((request) => () => exported(ctx, { bom: false, ...request })),
  // Contacts point to it: of the subject's own record everything is opened, of these nothing that the door withholds.
  'subject export of an account': (ctx, { ids }) => [() => exportedSubject(ctx, ids.account ?? '0')],
  printList: (ctx) => [
    ...[{}, { columns: MARKED }, ...FILTERS.map((filter) => ({ filters: [filter] })), { search: heldBy('SSN') }].map(
      (request: ListRequest) => () => printList(ctx, 'Contacts', request),
    ),
    () => printList(ctx, 'Leads', {}),
  ],
  printRecord: (ctx, { ids }) => [
    () => printRecord(ctx, 'Contacts', ids.anna ?? '0'),
    () => printRecord(ctx, 'Leads', ids.ella ?? '0'),
    () => printRecord(ctx, 'Cases', ids.case1 ?? '0'),
  ],
  startAuditExport: (ctx) => [() => exportedAudit(ctx)],
  getJob: (ctx) => [() => getJob(ctx, '123')],
  listMyJobs: (ctx) => [() => listMyJobs(ctx, ['export', 'audit_export', 'import'])],
};

async function exported(ctx: Context, request: RecordExportRequest): Promise<unknown> {
  const { jobId } = await startRecordExport(ctx, request);
  await beginJob(ctx.orgId, jobId);
  await exportRecords(ctx.orgId, jobId, new AbortController().signal);
  const { fileName, content } = await downloadExport(ctx, jobId);
  return { fileName, content: await partsOf(fileName, await buffer(content)), job: await getJob(ctx, jobId) };
}

async function exportedSubject(ctx: Context, recordId: string): Promise<unknown> {
  const request = { module: 'Accounts', recordId, purpose: 'patient_request', attachments: false } as const;
  const { jobId } = await startSubjectExport(ctx, request);
  await beginJob(ctx.orgId, jobId);
  await exportSubject(ctx.orgId, jobId, new AbortController().signal);
  const { content } = await downloadExport(ctx, jobId);
  const page = (await buffer(content)).toString();
  return { page: page.replace(TIME_IN_WORDS, '<time>'), job: await getJob(ctx, jobId) };
}

const TIME_IN_WORDS = /[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d [AP]M/g;

/** A workbook is a zip too: how its parts are pressed and dated says nothing that they do not say themselves. */
async function partsOf(fileName: string, bytes: Buffer): Promise<unknown> {
  if (fileName.endsWith('.csv')) return bytes.toString();
  const entries = Object.entries(await unzip(bytes));
  return Object.fromEntries(entries.map(([name, part]) => [name, part.toString('latin1')]));
}

/** What becomes of a change of many: of the value of a marked field, which is written all the same. */
async function changedMany(ctx: Context, chosen: Chosen): Promise<unknown> {
  const act = { kind: 'field', field: 'Risk', value: heldBy('Risk') } as const;
  const { jobId, records } = await startMassChange(ctx, { chosen, act });
  await beginJob(ctx.orgId, jobId);
  await changeMany(ctx.orgId, jobId, new AbortController().signal);
  return { records, outcome: await getMassOutcome(ctx, { jobId }), job: await getJob(ctx, jobId) };
}

/** What a dry run says of a file, and the file of refused rows. */
async function checked(
  ctx: Context,
  csv: string,
  duplicates: { by: string | null; action: 'create' | 'skip' | 'overwrite' },
) {
  const { importId } = await uploadImport(ctx, { module: 'Contacts', source: Readable.from([Buffer.from(csv)]) });
  const mapping = { 0: 'Last_Name', 1: 'SSN' };
  const found = await dryRun(ctx, { module: 'Contacts', importId, mapping, duplicates });
  const reference = { module: 'Contacts', importId };
  const refused: string[] = [];
  for await (const some of await refusedRows(ctx, reference)) refused.push(JSON.stringify(some));
  const { headers, mapping: kept } = await getImport(ctx, reference);
  return { found, refused, headers, kept, looked: await lookedAt(ctx) };
}

/** What is shown of a file's columns: the file's own values, to whoever gave them, whatever records hold. */
async function lookedAt(ctx: Context): Promise<unknown> {
  const csv = 'Last Name,SSN,Lead Source\nProbe,555-00-9999,Nowhere\n';
  const { importId } = await uploadImport(ctx, { module: 'Contacts', source: Readable.from([Buffer.from(csv)]) });
  const reference = { module: 'Contacts', importId };
  const mapping = { 0: 'Last_Name', 1: 'SSN', 2: 'Lead_Source' };
  return [await lookAtColumns(ctx, { ...reference, mapping }), await firstRows(ctx, reference)];
}

async function exportedAudit(ctx: Context): Promise<unknown> {
  const params = { filter: {}, bom: false };
  const jobId = await startAuditExport(ctx, params);
  await beginJob(ctx.orgId, jobId);
  const options = { report: async () => {}, signal: new AbortController().signal };
  await runAuditExport(await jobContext(ctx.orgId, jobId), jobId, params, options);
  const { content } = await downloadExport(ctx, jobId);
  return text(content);
}

/** All that the ledger tells of a record when its entries are opened. */
async function openedDetails(ctx: Context, record: string): Promise<unknown> {
  const { lines } = await viewLedger(ctx, auditQuerySchema.parse({ record, range: 'all' }), {});
  const details: unknown[] = [];
  for (const { id, hasDetail } of lines) if (hasDetail) details.push(await openEntryDetails(ctx, id));
  return details;
}
