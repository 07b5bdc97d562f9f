/**
 * Every way to ask the product for something, found in the code, and which questions of the suite cover it. A page, route
 * or server action without a row here fails the test.
 */
interface Asks {
  /** Names of verbs in `verbs.ts`. */
  asks: readonly string[];
}
interface HoldsNothing {
  /** Why its answer can hold nothing of a protected value. */
  holdsNothing: string;
}
interface Writes {
  /** It changes something, and answers with ids, counts or nothing. */
  writes: string;
}
export type Coverage = Asks | HoldsNothing | Writes;

const asks = (...verbs: string[]): Asks => ({ asks: verbs });
const writes = (answer: string): Writes => ({ writes: answer });
const SETTINGS = { holdsNothing: 'settings and people, no record' };
const VOID = writes('nothing');

/** By file, from `app/`; a server action by file and name. Each app page stands in the layout, which asks `getSurroundings`. */
export const SURFACES: Readonly<Record<string, Coverage>> = {
  '(auth)/sign-in/page.tsx': { holdsNothing: 'asked before one is anybody' },
  '(app)/page.tsx': asks('getFirstSteps', 'getSurroundings'),
  '(app)/first-steps/page.tsx': asks('getFirstSteps'),
  '(app)/account/page.tsx': asks('getAccount'),
  '(app)/account/sessions/page.tsx': asks('listMySessions'),
  '(app)/audit/page.tsx': asks('viewLedger', 'listMyJobs'),
  '(app)/developers/page.tsx': { holdsNothing: 'the same for everybody: made of the code' },
  '(app)/m/[module]/page.tsx': asks('listRecords', 'listRecords, prying', 'getListScreen'),
  '(app)/m/[module]/new/page.tsx': asks('getRecordDraft'),
  '(app)/m/[module]/[recordId]/page.tsx': asks('getRecord', 'listTimeline', 'listNotes', 'listAttachments'),
  '(app)/m/[module]/[recordId]/edit/page.tsx': asks('getRecord'),
  '(app)/m/[module]/print/page.tsx': asks('printList', 'listViews'),
  '(app)/m/[module]/[recordId]/print/page.tsx': asks('printRecord'),
  '(app)/m/[module]/import/page.tsx': asks('getImportTarget'),
  '(app)/m/[module]/import/[importId]/page.tsx': asks('dryRun'),
  '(app)/setup/page.tsx': SETTINGS,
  '(app)/setup/api/page.tsx': asks('listClients', 'listOwners', 'getSurroundings'),
  '(app)/setup/api/[clientId]/page.tsx': asks('getClient', 'callHistory', 'listOwners'),
  '(app)/setup/compliance/page.tsx': SETTINGS,
  '(app)/setup/compliance/hipaa/page.tsx': asks('getComplianceOverview'),
  '(app)/setup/export/page.tsx': asks('listMyJobs'),
  '(app)/setup/import/page.tsx': asks('listImports'),
  '(app)/setup/keys/page.tsx': asks('getKeysOverview'),
  '(app)/setup/modules/page.tsx': asks('listModules'),
  '(app)/setup/modules/[module]/page.tsx': asks('getModuleSetup'),
  '(app)/setup/modules/[module]/layouts/[layout]/page.tsx': asks('getLayoutSetup'),
  '(app)/setup/organization/page.tsx': asks('getOrganization'),
  '(app)/setup/profiles/page.tsx': asks('listProfiles'),
  '(app)/setup/profiles/[profileId]/page.tsx': asks('getProfile', 'getSurroundings'),
  '(app)/setup/recycle-bin/page.tsx': asks('listBins', 'listDeleted'),
  '(app)/setup/roles/page.tsx': asks('listRoles', 'listSharing'),
  '(app)/setup/security/page.tsx': asks('getSessionPolicy'),
  '(app)/setup/users/page.tsx': asks('listUsers', 'listProfiles', 'listRoles'),

  'api/auth/[...nextauth]/route.ts': { holdsNothing: 'signing in' },
  'api/health/route.ts': { holdsNothing: 'whether the server runs' },
  'api/exports/[jobId]/route.ts': asks('startRecordExport', 'startAuditExport'),
  'api/imports/[module]/route.ts': writes('the id of the import'),
  'api/imports/[module]/[importId]/problems/route.ts': asks('dryRun'),
  'api/jobs/[jobId]/route.ts': asks('getJob', 'startRecordExport'),
  'api/records/[module]/[recordId]/attachments/route.ts': writes('the id of the file'),
  'api/records/[module]/[recordId]/attachments/[attachmentId]/route.ts': asks('downloadAttachment'),
  'crm/[...path]/route.ts': { holdsNothing: 'the REST door: each endpoint has a row of its own' },
  'oauth/[...path]/route.ts': { holdsNothing: 'tokens, no record' },

  '(app)/actions.ts#leave': VOID,
  '(app)/actions.ts#stay': VOID,
  '(app)/actions.ts#searchRecords': asks('findRecords'),
  '(app)/account/actions.ts#saveAccount': VOID,
  '(app)/account/actions.ts#savePassword': VOID,
  '(app)/account/actions.ts#endSession': VOID,
  '(app)/account/actions.ts#endOtherSessions': VOID,
  '(app)/audit/actions.ts#openDetails': asks('openEntryDetails'),
  '(app)/audit/actions.ts#startExport': asks('startAuditExport'),
  '(app)/m/[module]/actions.ts#searchList': asks('listRecords', 'listRecords, prying'),
  '(app)/m/[module]/actions.ts#deleteSelected': VOID,
  '(app)/m/[module]/actions.ts#restoreSelected': VOID,
  '(app)/m/[module]/actions.ts#saveView': asks('createView'),
  '(app)/m/[module]/actions.ts#changeView': writes('the id of the view; it is read as in createView'),
  '(app)/m/[module]/actions.ts#removeView': VOID,
  '(app)/m/[module]/export-actions.ts#planExport': asks('planRecordExport'),
  '(app)/m/[module]/export-actions.ts#startExport': asks('startRecordExport'),
  '(app)/m/[module]/export-actions.ts#startSubject': asks('startSubjectExport'),
  '(app)/m/[module]/new/actions.ts#addRecord': writes('the id; a taken unique value is a known difference'),
  '(app)/m/[module]/new/actions.ts#findLookups': asks('lookupOptions'),
  '(app)/m/[module]/[recordId]/actions.ts#saveRecord': asks('updateRecord'),
  '(app)/m/[module]/[recordId]/actions.ts#removeRecord': VOID,
  '(app)/m/[module]/[recordId]/actions.ts#bringBackRecord': VOID,
  '(app)/m/[module]/[recordId]/actions.ts#revealFields': asks('reveal'),
  '(app)/m/[module]/[recordId]/actions.ts#olderEvents': asks('listTimeline'),
  '(app)/m/[module]/[recordId]/actions.ts#addNote': writes('the id of the note'),
  '(app)/m/[module]/[recordId]/actions.ts#editNote': VOID,
  '(app)/m/[module]/[recordId]/actions.ts#removeNote': VOID,
  '(app)/m/[module]/[recordId]/actions.ts#removeAttachment': VOID,
  '(app)/m/[module]/import/[importId]/actions.ts#reread': VOID,
  '(app)/m/[module]/import/[importId]/actions.ts#check': asks('dryRun'),
  '(app)/m/[module]/import/[importId]/actions.ts#start': writes('nothing; refused rows are a known difference'),
  '(app)/m/[module]/import/[importId]/actions.ts#undo': writes('a count of records'),
  '(app)/setup/api/actions.ts#addClient': SETTINGS,
  '(app)/setup/api/actions.ts#changeClient': VOID,
  '(app)/setup/api/actions.ts#newSecret': SETTINGS,
  '(app)/setup/api/actions.ts#newGrantCode': SETTINGS,
  '(app)/setup/api/actions.ts#revoke': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#setHipaaEnabled': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#setRestriction': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#selectModule': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#deselectModule': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#restoreMarks': writes('a count of fields'),
  '(app)/setup/compliance/hipaa/actions.ts#forgetMarks': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#sealAgain': VOID,
  '(app)/setup/compliance/hipaa/actions.ts#previewLoss': asks('previewLoss'),
  '(app)/setup/compliance/hipaa/actions.ts#previewRestriction': asks('previewRestriction'),
  '(app)/setup/compliance/hipaa/actions.ts#previewMark': asks('previewMark'),
  '(app)/setup/compliance/hipaa/actions.ts#watchSealing': asks('listSealing'),
  '(app)/setup/modules/actions.ts#createModule': SETTINGS,
  '(app)/setup/modules/actions.ts#updateModule': SETTINGS,
  '(app)/setup/modules/actions.ts#createField': SETTINGS,
  '(app)/setup/modules/actions.ts#deleteField': SETTINGS,
  '(app)/setup/modules/actions.ts#saveLayout': SETTINGS,
  '(app)/setup/modules/actions.ts#saveField': asks('updateField'),
  '(app)/setup/organization/actions.ts#saveOrganization': SETTINGS,
  '(app)/setup/profiles/actions.ts#copyProfile': SETTINGS,
  '(app)/setup/profiles/actions.ts#saveProfile': SETTINGS,
  '(app)/setup/profiles/actions.ts#removeProfile': SETTINGS,
  '(app)/setup/recycle-bin/actions.ts#restore': VOID,
  '(app)/setup/recycle-bin/actions.ts#purge': VOID,
  '(app)/setup/roles/actions.ts#addRole': SETTINGS,
  '(app)/setup/roles/actions.ts#nameRole': SETTINGS,
  '(app)/setup/roles/actions.ts#placeRole': SETTINGS,
  '(app)/setup/roles/actions.ts#removeRole': SETTINGS,
  '(app)/setup/roles/actions.ts#share': SETTINGS,
  '(app)/setup/security/actions.ts#savePolicy': SETTINGS,
  '(app)/setup/users/actions.ts#addUser': SETTINGS,
  '(app)/setup/users/actions.ts#changeUser': SETTINGS,
  '(app)/setup/users/actions.ts#setActive': SETTINGS,
  '(app)/setup/users/actions.ts#newPassword': SETTINGS,
  '(app)/setup/users/actions.ts#endSessions': SETTINGS,
};
