import { listEnding } from '@/lib/admin/agreements/ending';
import { listMyClients } from '@/lib/admin/api-clients/my-clients';
import { callHistory, getClient, listClients, listOwners } from '@/lib/admin/api-clients/queries';
import { openEntryDetails } from '@/lib/admin/audit/details';
import { openedThisWeek } from '@/lib/admin/audit/opened';
import { auditQuerySchema } from '@/lib/admin/audit/query';
import { getRetention } from '@/lib/admin/audit/retention/queries';
import { countDesk } from '@/lib/admin/audit/review/count-desk';
import { reviewReport } from '@/lib/admin/audit/review/report';
import { viewDesk } from '@/lib/admin/audit/review/view';
import { viewLedger } from '@/lib/admin/audit/view';
import { getLayoutSetup, getModuleSetup, listModules } from '@/lib/admin/customization/queries';
import { listAttention } from '@/lib/admin/settings/attention';
import { listMuchUsed } from '@/lib/admin/settings/compliance/much-used';
import { previewLoss, previewMark } from '@/lib/admin/settings/compliance/preview';
import { previewRestriction } from '@/lib/admin/settings/compliance/preview-restriction';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { listSealing } from '@/lib/admin/settings/compliance/sealing';
import { getDormantRule } from '@/lib/admin/settings/dormant-accounts';
import { getFirstSteps } from '@/lib/admin/settings/first-steps';
import { getKeysOverview } from '@/lib/admin/settings/keys';
import { getOrganization } from '@/lib/admin/settings/organization';
import { getFactorPolicy } from '@/lib/admin/settings/second-factor';
import { getSecondPerson } from '@/lib/admin/settings/second-person';
import { getSessionPolicy } from '@/lib/admin/settings/session-policy';
import { listSharing } from '@/lib/admin/settings/sharing';
import { getConnection, listConnections } from '@/lib/apps/connections/queries';
import { transfersByDay } from '@/lib/apps/deliveries/by-day';
import { listDeliveries } from '@/lib/apps/deliveries/queries';
import { appsOfRecord } from '@/lib/apps/of-record';
import { simulate } from '@/lib/apps/simulate';
import { changesSince } from '@/lib/chat/conversations/changes';
import { getConversation } from '@/lib/chat/conversations/get';
import { conversationsOfRecord } from '@/lib/chat/conversations/link-record';
import { openConversation } from '@/lib/chat/conversations/open';
import { listQueue, QUEUES } from '@/lib/chat/conversations/queues';
import { searchConversations } from '@/lib/chat/conversations/search';
import { transcriptOf } from '@/lib/chat/conversations/transcript';
import { downloadChatFile } from '@/lib/chat/files/download';
import { revealDetails, revealMessage } from '@/lib/chat/messages/hide';
import { accountingOf } from '@/lib/crm/accounting/accounting';
import { accountingFile } from '@/lib/crm/accounting/file';
import { giveAccounting } from '@/lib/crm/accounting/giving/give';
import { openAccounting } from '@/lib/crm/accounting/giving/open';
import { getBoard } from '@/lib/crm/boards/get';
import { getCalendar } from '@/lib/crm/calendars/get';
import { lookUp } from '@/lib/crm/emergency/look-up';
import { getGrant, listEmergency } from '@/lib/crm/emergency/queries';
import { enterEmergency, revealByEmergency } from '@/lib/crm/emergency/read';
import { listAgenda } from '@/lib/crm/home/agenda';
import { listChangedByOthers } from '@/lib/crm/home/changed';
import { listRecent } from '@/lib/crm/home/recent';
import { listDueTasks } from '@/lib/crm/home/tasks';
import { findRunningChange } from '@/lib/crm/mass-changes/queries';
import { getConversionDraft } from '@/lib/crm/records/conversion/draft';
import { conversionsOf } from '@/lib/crm/records/conversion/of-record';
import { getRecord } from '@/lib/crm/records/get';
import { getRecordDraft } from '@/lib/crm/records/get-draft';
import { listBins, listDeleted } from '@/lib/crm/records/list-deleted';
import { lookupOptions } from '@/lib/crm/records/lookup-options';
import { compareRecords } from '@/lib/crm/records/merge/compare';
import { mergesOf } from '@/lib/crm/records/merge/merges-of';
import { searchByName } from '@/lib/crm/records/search-by-name';
import { listTimeline } from '@/lib/crm/records/timeline';
import { activitiesOf } from '@/lib/crm/related/activities';
import { relatedLists } from '@/lib/crm/related/list';
import { getBuilder } from '@/lib/crm/reports/queries';
import { runReport } from '@/lib/crm/reports/run';
import { getListScreen, listViews } from '@/lib/crm/views/queries';
import { listApprovals } from '@/lib/people/approvals/queries';
import { listMyFactors, waysToProve } from '@/lib/people/factors/queries';
import { listNotices } from '@/lib/people/notices/queries';
import { listMails } from '@/lib/people/outbox/list-mails';
import { canInOrg } from '@/lib/people/rights';
import { accessOfPerson } from '@/lib/people/users/access/of-person';
import { accessToField } from '@/lib/people/users/access/to-field';
import { listMyReviews } from '@/lib/people/users/access-reviews/my-reviews';
import { getAccount, getSurroundings, listMySessions } from '@/lib/people/users/account';
import { listHomeCards } from '@/lib/people/users/arrangements/home';
import { listModuleOrder } from '@/lib/people/users/arrangements/modules';
import { listCurrentSessions } from '@/lib/people/users/current-sessions';
import { listGrantable } from '@/lib/people/users/grantable-fields';
import { listInvitations } from '@/lib/people/users/invitations/list';
import { getProfile, listProfiles, listRoles, listUsers } from '@/lib/people/users/queries';
import { listGroups } from '@/lib/people/users/sharing/list-groups';
import { listRules } from '@/lib/people/users/sharing/list-rules';
import { previewRule } from '@/lib/people/users/sharing/preview';
import type { Context } from '@/lib/platform/context';
import type { ReportDefinition } from '@/lib/platform/report-kinds';
import { findByNameOrId, findRecent, findRecords } from '@/lib/ways-in/http/find-records';
import { listAllReports, listDashboard, showReport } from '@/lib/ways-in/http/reports';

import { heldBy, lists, MARKED, PLAIN_LISTS, type Verb } from './ask';

const reportBy = (groups: ReportDefinition['groups']): ReportDefinition => ({
  filters: [],
  groups,
  measures: [],
  chart: { kind: 'none', measure: 0 },
});

/** Nobody reads values by these: neither those who may reveal, while they do not. */
export const MASKED_READS: Readonly<Record<string, Verb>> = {
  listRecords: (ctx) => [
    ...lists(ctx, 'Contacts', PLAIN_LISTS),
    ...lists(ctx, 'Leads', [{}, { search: 'Clinic' }, { sort: { field: 'Name', order: 'asc' } }]),
    ...lists(ctx, 'Cases', [{ columns: ['Related_To', 'Referral'] }]),
  ],
  getBoard: (ctx) => [
    () => getBoard(ctx, 'Contacts'),
    () => getBoard(ctx, 'Contacts', { columns: MARKED }),
    () => getBoard(ctx, 'Contacts', { by: 'Lead_Source' }),
    ...MARKED.map((sum) => () => getBoard(ctx, 'Contacts', { sum })),
    () => getBoard(ctx, 'Leads', { sum: 'Annual_Revenue', search: 'Clinic' }),
  ],
  getCalendar: (ctx) => [
    () => getCalendar(ctx, 'Contacts'),
    ...MARKED.map((by) => () => getCalendar(ctx, 'Contacts', { by, at: '1911-02-03' })),
    () => getCalendar(ctx, 'Contacts', { by: 'Next_Visit', at: '2031-04-05' }),
    () => getCalendar(ctx, 'Leads', { by: 'Created_Time', search: 'Clinic' }),
  ],
  listAllReports: (ctx) => [() => listAllReports(ctx)],
  listDashboard: (ctx) => [() => listDashboard(ctx)],
  getBuilder: (ctx) => ['Contacts', 'Leads', 'Cases'].map((module) => () => getBuilder(ctx, module)),
  showReport: (ctx) =>
    [
      'pipeline',
      'leads-sources',
      'leads-everybody',
      'cases-everybody',
      'conversion',
      'chat-days',
      'chat-operators',
      'reveals',
      '123',
    ].map((key) => () => showReport(ctx, key)),
  runReport: (ctx) => [
    () => runReport(ctx, 'Contacts', reportBy([{ field: 'Title' }, { field: 'Created_Time' }])),
    () => runReport(ctx, 'Contacts', reportBy([{ field: 'Lead_Source' }, { field: 'Account_Name.Industry' }])),
    () => runReport(ctx, 'Leads', reportBy([{ field: 'Lead_Status' }])),
    () => runReport(ctx, 'Cases', reportBy([{ field: 'Related_To' }, { field: 'Referral' }])),
    ...MARKED.flatMap((field) => [
      () => runReport(ctx, 'Contacts', reportBy([{ field }])),
      () => runReport(ctx, 'Cases', reportBy([{ field: `Related_To.${field}` }])),
      () => runReport(ctx, 'Contacts', { ...reportBy([]), measures: [{ of: 'max', field }] }),
      () =>
        runReport(ctx, 'Contacts', { ...reportBy([]), filters: [{ field, operator: 'equals', value: heldBy(field) }] }),
      () => runReport(ctx, 'Contacts', { ...reportBy([]), filters: [{ field, operator: 'is_empty' }] }),
    ]),
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
  accountingOf: (ctx, { ids }) => [
    () => accountingOf(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' }),
    () => accountingOf(ctx, { module: 'Leads', recordId: ids.ella ?? '0' }),
    () => accountingFile(ctx, { module: 'Contacts', recordId: ids.ben ?? '0', format: 'csv', whole: true }),
    () => accountingOf(ctx, { module: 'Contacts', recordId: '123' }),
    () => givenAccounting(ctx, ids.anna ?? '0'),
  ],
  listAttention: (ctx) => [() => listAttention(ctx)],
  countDesk: (ctx) => [() => countDesk(ctx)],
  listDueTasks: (ctx) => [() => listDueTasks(ctx)],
  listAgenda: (ctx) => [() => listAgenda(ctx)],
  listChangedByOthers: (ctx) => [() => listChangedByOthers(ctx)],
  listRecent: (ctx) => [() => listRecent(ctx)],
  listEnding: (ctx) => [() => listEnding(ctx)],
  listMuchUsed: (ctx) => [() => listMuchUsed(ctx)],
  viewDesk: (ctx) => [() => viewDesk(ctx, { state: 'open' })],
  reviewReport: (ctx) => [() => reviewReport(ctx, { month: '2026-11' })],
  appsOfRecord: (ctx, { ids }) => [
    () => appsOfRecord(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' }),
    () => appsOfRecord(ctx, { module: 'Cases', recordId: ids.case1 ?? '0' }),
  ],
  simulate: (ctx, { ids }) =>
    ['anna', 'ben', 'cara', 'dora'].map(
      (key) => () =>
        simulate(ctx, { connectionId: ids.connection ?? '0', module: 'Contacts', recordId: ids[key] ?? '0' }),
    ),
  listConnections: (ctx, { ids }) => [
    () => listConnections(ctx),
    () => getConnection(ctx, ids.connection ?? '0'),
    () => listDeliveries(ctx, ids.connection ?? '0'),
    () => transfersByDay(ctx),
  ],
  compareRecords: (ctx, { ids }) => [() => compareRecords(ctx, 'Contacts', `${ids.anna},${ids.ben},${ids.cara}`)],
  mergesOf: (ctx, { ids }) => [() => mergesOf(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' })],
  activitiesOf: (ctx, { ids }) =>
    [
      { module: 'Contacts', recordId: ids.anna ?? '0' },
      { module: 'Accounts', recordId: ids.account ?? '0' },
    ].map((ref) => () => activitiesOf(ctx, ref)),
  relatedLists: (ctx, { ids }) =>
    [
      { module: 'Contacts', recordId: ids.anna ?? '0' },
      { module: 'Accounts', recordId: ids.account ?? '0' },
    ].map((ref) => () => relatedLists(ctx, ref)),
  conversionsOf: (ctx, { ids }) => [
    () => conversionsOf(ctx, { module: 'Leads', recordId: ids.ella ?? '0' }),
    () => conversionsOf(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' }),
  ],
  getConversionDraft: (ctx, { ids }) => ['ella', 'fred'].map((key) => () => getConversionDraft(ctx, ids[key] ?? '0')),
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
  findByNameOrId: (ctx, { ids, chatId }) =>
    [...Object.values(ids), chatId, 'Zqfair', '901774321'].map((query) => () => findByNameOrId(ctx, query)),
  findRecent: (ctx) => [() => findRecent(ctx)],
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
  openedThisWeek: (ctx) => [() => openedThisWeek(ctx)],
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
  listHomeCards: (ctx) => [() => listHomeCards(ctx)],
  getKeysOverview: (ctx) => [() => getKeysOverview(ctx)],
  getOrganization: (ctx) => [() => getOrganization(ctx)],
  getRetention: (ctx) => [() => getRetention(ctx)],
  getDormantRule: (ctx) => [() => getDormantRule(ctx)],
  getFactorPolicy: (ctx) => [() => getFactorPolicy(ctx)],
  getSecondPerson: (ctx) => [() => getSecondPerson(ctx)],
  getSessionPolicy: (ctx) => [() => getSessionPolicy(ctx)],
  listSharing: (ctx) => [() => listSharing(ctx)],
  getAccount: (ctx) => [() => getAccount(ctx)],
  getSurroundings: (ctx) => [() => getSurroundings(ctx)],
  listMyReviews: (ctx) => [() => listMyReviews(ctx)],
  listMySessions: (ctx) => [() => listMySessions(ctx)],
  listCurrentSessions: (ctx) => [() => listCurrentSessions(ctx)],
  listMyFactors: (ctx) => [() => listMyFactors(ctx)],
  waysToProve: (ctx) => [() => waysToProve(ctx)],
  listMyClients: (ctx) => [
    async () =>
      (await listMyClients(ctx)).map(({ name, scopes, madeBy }) => ({ name: name.slice(0, 7), scopes, madeBy })),
  ],
  listNotices: (ctx) => [() => listNotices(ctx)],
  listEmergency: (ctx) => [() => listEmergency(ctx)],
  getGrant: (ctx) => [() => getGrant(ctx, '123')],
  enterEmergency: (ctx) => [() => enterEmergency(ctx, '123')],
  revealByEmergency: (ctx) => [() => revealByEmergency(ctx, { id: '123', fields: ['SSN'] })],
  lookUp: (ctx, { ids }) => [() => lookUp(ctx, { text: 'Zq' }), () => lookUp(ctx, { text: ids.ben ?? '123' })],
  listApprovals: (ctx) => [() => listApprovals(ctx)],
  listUsers: (ctx) => [() => listUsers(ctx), () => listUsers(ctx, { query: 'O' })],
  listInvitations: (ctx) => [() => listInvitations(ctx)],
  listMails: (ctx) => [() => listMails(ctx)],
  listProfiles: (ctx) => [() => listProfiles(ctx)],
  getProfile: (ctx, { org }) => [() => getProfile(ctx, org.profileIds.Operator)],
  listModuleOrder: (ctx, { org }) => [() => listModuleOrder(ctx, org.profileIds.Operator)],
  accessOfPerson: (ctx, { org }) => [
    () => accessOfPerson(ctx, ctx.actor.id),
    () => accessOfPerson(ctx, org.operator.actor.id),
  ],
  accessToField: (ctx) =>
    ['SSN', 'Title', 'None'].map((field) => () => accessToField(ctx, { module: 'Contacts', field })),
  listGrantable: (ctx) => [() => listGrantable(ctx)],
  listRoles: (ctx) => [() => listRoles(ctx)],
  listGroups: (ctx) => [() => listGroups(ctx)],
  listRules: (ctx) => [() => listRules(ctx)],
  previewRule: (ctx, { org }) => {
    const manager = { kind: 'role', id: org.roleIds.Manager } as const;
    const by = (field: string, value: string) => () =>
      previewRule(ctx, { module: 'Contacts', from: null, criteria: { field, values: [value] }, to: manager });
    return [
      () => previewRule(ctx, { module: 'Contacts', from: manager, criteria: null, to: manager }),
      by('Lead_Source', 'Advertisement'),
      by('SSN', 'Zq'),
      by('Diagnosis', 'Zq'),
    ];
  },
  listClients: (ctx) => [
    async () => (await listClients(ctx)).map(({ name, ownerId, scopes }) => ({ name, ownerId, scopes })),
  ],
  getClient: (ctx) => [() => getClient(ctx, '123')],
  callHistory: (ctx) => [() => callHistory(ctx, '123', 'day')],
  listOwners: (ctx) => [() => listOwners(ctx)],
};

/** All that the ledger tells of a record when its entries are opened. */
async function openedDetails(ctx: Context, record: string): Promise<unknown> {
  const { lines } = await viewLedger(ctx, auditQuerySchema.parse({ record, range: 'all' }), {});
  const details: unknown[] = [];
  for (const { id, hasDetail } of lines) if (hasDetail) details.push(await openEntryDetails(ctx, id));
  return details;
}

/** What the person a record is about is given by a link; the PDF holds the same lines. */
async function givenAccounting(ctx: Context, recordId: string) {
  const { linkId, path, secret } = await giveAccounting(ctx, { module: 'Contacts', recordId, days: 1 });
  const opened = await openAccounting({ linkId, token: path.split('#')[1] ?? '', secret }, 'given');
  return opened.ok ? opened.accounting.lines : opened;
}
