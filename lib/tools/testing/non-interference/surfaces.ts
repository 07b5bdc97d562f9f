/**
 * Every way to ask the product for something that is no page, found in the code, and which questions of the suite cover
 * it. A route or server action without a row here fails the test; a page says it beside itself, in `access.ts`, and a
 * `command` (`lib/ways-in/http/action.ts`) answers with nothing.
 */
import { OF_SETTINGS } from '@/lib/ways-in/http/page-access';

interface Asks {
  /** Names of verbs in `verbs`. */
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
const SETTINGS = { holdsNothing: OF_SETTINGS };

/** By file, from `app/`; a server action by its file from the root, and name. */
export const SURFACES: Readonly<Record<string, Coverage>> = {
  '.well-known/security.txt/route.ts': { holdsNothing: 'whom to tell of a weakness' },
  'api/[...path]/route.ts': { holdsNothing: 'that nothing is at an address' },
  'api/auth/[...nextauth]/route.ts': { holdsNothing: 'signing in' },
  'api/notices/route.ts': { holdsNothing: 'how many of one’s own notices are unread' },
  'api/extracts/route.ts': { holdsNothing: 'times, acts of live chat, names of people and ids' },
  'api/agreements/[agreementId]/papers/route.ts': writes('the id of the file'),
  'api/agreements/[agreementId]/papers/[fileId]/route.ts': { holdsNothing: 'a contract, no record' },
  'api/agreements/[agreementId]/template/route.ts': { holdsNothing: 'a contract, no record' },
  'api/agreement-signings/route.ts': { holdsNothing: 'a contract, no record' },
  'api/agreement-signings/sign/route.ts': { holdsNothing: 'a contract, no record' },
  'api/exports/[jobId]/route.ts': asks('startRecordExport', 'startAuditExport'),
  'api/imports/[module]/route.ts': writes('the id of the import'),
  'api/imports/[module]/[importId]/problems/route.ts': asks('dryRun'),
  'api/jobs/[jobId]/route.ts': asks('getJob', 'startRecordExport'),
  'api/records/[module]/[recordId]/attachments/route.ts': writes('the id of the file'),
  'api/records/[module]/[recordId]/attachments/[attachmentId]/route.ts': asks('downloadAttachment'),
  'api/chat/conversations/route.ts': asks('listQueue'),
  'api/chat/conversations/[conversationId]/route.ts': asks('readChat', 'readAlong'),
  'api/chat/conversations/[conversationId]/changes/route.ts': asks('readChat', 'readAlong'),
  'api/chat/conversations/[conversationId]/transcript/route.ts': asks('readChat', 'readAlong'),
  'api/chat/files/[conversationId]/route.ts': writes('the id and place of the message'),
  'api/chat/files/[conversationId]/[fileId]/route.ts': asks('readChat'),
  'api/chat/stream/route.ts': { holdsNothing: 'hints: ids and numbers' },
  'widget/demo/route.ts': { holdsNothing: 'the same for everybody, where the demo org is' },

  'components/admin/api-clients/actions.ts#addClient': SETTINGS,
  'components/admin/api-clients/actions.ts#newSecret': SETTINGS,
  'components/admin/api-clients/actions.ts#newGrantCode': SETTINGS,
  'components/admin/api-clients/program-actions.ts#acceptProgram': SETTINGS,
  'components/admin/audit/actions.ts#openDetails': asks('openEntryDetails'),
  'components/admin/audit/actions.ts#startExport': asks('startAuditExport'),
  'components/apps/actions.ts#connect': SETTINGS,
  'components/apps/actions.ts#tryOut': {
    holdsNothing: 'the address, names of headers and the status of an app’s answer',
  },
  'components/apps/actions.ts#sendAllAgain': writes('a count of deliveries'),
  'components/apps/actions.ts#simulateFor': asks('simulate'),
  'components/chat/audit/actions.ts#makeExtract': writes('a link and a secret'),
  'components/chat/setup/actions.ts#addBrand': SETTINGS,
  'components/chat/setup/actions.ts#changeBrand': SETTINGS,
  'components/chat/setup/actions.ts#forgetCalls': SETTINGS,
  'components/chat/setup/actions.ts#removeBrand': SETTINGS,
  'components/chat/setup/actions.ts#keepDepartment': SETTINGS,
  'components/chat/setup/actions.ts#removeDepartment': SETTINGS,
  'components/chat/setup/actions.ts#keepResponse': SETTINGS,
  'components/chat/setup/actions.ts#removeResponse': SETTINGS,
  'components/chat/setup/actions.ts#declareField': SETTINGS,
  'components/chat/setup/actions.ts#undeclareField': SETTINGS,
  'components/chat/setup/actions.ts#saveSettings': SETTINGS,
  'components/chat/setup/actions.ts#saveLimit': SETTINGS,
  'components/chat/setup/actions.ts#previewRetention': { holdsNothing: 'a count of conversations and two dates' },
  'components/chat/setup/actions.ts#saveRetention': SETTINGS,
  'components/chat/setup/actions.ts#deleteListed': writes('a count of conversations'),
  'components/chat/setup/actions.ts#endListed': writes('a count of conversations'),
  'components/chat/setup/actions.ts#restoreDeleted': writes('a count of conversations'),
  'components/chat/setup/actions.ts#purgeDeleted': writes('a count of conversations'),
  'components/chat/actions.ts#createRecord': writes('the id of the record'),
  'components/chat/actions.ts#offerTransfer': writes('the id of the offer'),
  'components/chat/actions.ts#remove': writes('a count'),
  'components/chat/actions.ts#restore': writes('a count'),
  'components/chat/actions.ts#send': writes('the id and place of the message'),
  'components/chat/actions.ts#listCannedResponses': SETTINGS,
  'components/chat/actions.ts#listOperators': SETTINGS,
  'components/chat/actions.ts#reveal': asks('readChat'),
  'components/chat/actions.ts#revealDetails': asks('readChat'),
  'components/chat/actions.ts#search': asks('readChat', 'readAlong'),
  'components/admin/compliance/actions.ts#restoreMarks': writes('a count of fields'),
  'components/admin/compliance/actions.ts#previewLoss': asks('previewLoss'),
  'components/admin/compliance/actions.ts#previewRestriction': asks('previewRestriction'),
  'components/admin/compliance/actions.ts#previewMark': asks('previewMark'),
  'components/admin/compliance/actions.ts#watchSealing': asks('listSealing'),
  'components/admin/customization/actions.ts#createModule': SETTINGS,
  'components/admin/customization/actions.ts#updateModule': SETTINGS,
  'components/admin/customization/actions.ts#createField': SETTINGS,
  'components/admin/customization/actions.ts#deleteField': SETTINGS,
  'components/admin/customization/actions.ts#saveLayout': SETTINGS,
  'components/admin/customization/actions.ts#saveField': asks('updateField'),
  'components/crm/exports/actions.ts#planExport': asks('planRecordExport'),
  'components/crm/exports/actions.ts#startExport': asks('startRecordExport'),
  'components/crm/exports/actions.ts#startSubject': asks('startSubjectExport'),
  'components/crm/imports/actions.ts#top': asks('dryRun'),
  'components/crm/imports/actions.ts#look': asks('dryRun'),
  'components/crm/imports/actions.ts#known': asks('dryRun'),
  'components/crm/imports/actions.ts#makeField': writes('the id and API name of the field made'),
  'components/crm/imports/actions.ts#check': asks('dryRun'),
  'components/crm/imports/actions.ts#start': writes('nothing; refused rows are a known difference'),
  'components/crm/imports/actions.ts#undo': writes('a count of records'),
  'components/crm/records/duplicates/actions.ts#findAll': asks('startDuplicateSearch'),
  'components/crm/records/form/actions.ts#addRecord': writes('the id; a taken unique value is a known difference'),
  'components/crm/records/form/actions.ts#findLookups': asks('lookupOptions'),
  'components/crm/records/form/actions.ts#saveRecord': asks('updateRecord'),
  'components/crm/records/list/actions.ts#searchList': asks('listRecords', 'listRecords, prying'),
  'components/crm/records/list/actions.ts#saveView': asks('createView'),
  'components/crm/records/list/actions.ts#changeView': writes('the id of the view; it is read as in createView'),
  'components/crm/records/list/mass-actions.ts#countChosen': asks('countChosen'),
  'components/crm/records/list/mass-actions.ts#changeMany': asks('startMassChange'),
  'components/crm/records/list/mass-actions.ts#massOutcome': asks('startMassChange'),
  'components/crm/records/list/mass-actions.ts#undoDelete': writes('the id of a job and a count of records'),
  'components/crm/records/merge/actions.ts#mergeChosen': writes('the id of the merge'),
  'components/crm/records/merge/actions.ts#undoMerging': writes('ids of the records'),
  'components/crm/records/record/actions.ts#revealFields': asks('reveal'),
  'components/crm/records/record/actions.ts#olderEvents': asks('listTimeline'),
  'components/crm/records/record/actions.ts#addNote': writes('the id of the note'),
  'components/crm/recycle-bin/actions.ts#restore': writes('a count of records'),
  'components/crm/recycle-bin/actions.ts#purge': writes('a count of records'),
  'components/shell/actions.ts#searchRecords': asks('findRecords'),
  'components/shell/actions.ts#searchValues': asks('findByValue'),
  'components/people/users/org-actions.ts#saveOrganization': SETTINGS,
  'components/people/users/org-actions.ts#saveSecondPerson': SETTINGS,
  'components/people/users/org-actions.ts#savePolicy': SETTINGS,
  'components/people/users/profile-actions.ts#copyProfile': SETTINGS,
  'components/people/users/profile-actions.ts#saveProfile': SETTINGS,
  'components/people/users/profile-actions.ts#removeProfile': SETTINGS,
  'components/people/users/role-actions.ts#addRole': SETTINGS,
  'components/people/users/role-actions.ts#nameRole': SETTINGS,
  'components/people/users/role-actions.ts#placeRole': SETTINGS,
  'components/people/users/role-actions.ts#removeRole': SETTINGS,
  'components/people/users/role-actions.ts#share': SETTINGS,
  'components/people/users/user-actions.ts#addUser': SETTINGS,
  'components/people/users/user-actions.ts#changeUser': SETTINGS,
  'components/people/users/user-actions.ts#setActive': SETTINGS,
  'components/people/users/user-actions.ts#newPassword': SETTINGS,
  'components/people/users/user-actions.ts#endSessions': SETTINGS,
};
