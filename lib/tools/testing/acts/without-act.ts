/** Ways in that leave no act of their own in the ledger, each with why: by `kind name`. */
const HOLDER = 'a form: what its link opens is an act of the call that opens it';
const OWN = 'what is one’s own, or where one is led';
const READ_ALREADY = 'shows again what the act that led here wrote down';
const NAMES = 'names that lists show in the clear, ids and counts: no protected value';
const COUNTS = 'counts of records and names of settings';
const PRESENCE = 'whether somebody is there right now is no act upon data';
const NOTHING = 'nothing of anybody';
const META = 'what modules, people and settings are called';
const STATE = 'how far one’s own job is';
const NOTICE = 'a notice, which is no act: what it tells of has its own';

export const WITHOUT_ACT: Readonly<Record<string, string>> = {
  'page (app)/account/access/page.tsx': OWN,
  'page (app)/account/notifications/page.tsx': OWN,
  'page (app)/account/page.tsx': OWN,
  'page (app)/account/programs/page.tsx': OWN,
  'page (app)/account/reviews/page.tsx':
    'people whom one is asked to review, and how long ago they used what they may do',
  'page (app)/account/security/page.tsx': OWN,
  'page (app)/account/sessions/page.tsx': OWN,
  'page (app)/chat/page.tsx': NAMES,
  'page (app)/emergency/[grantId]/page.tsx': READ_ALREADY,
  'page (app)/emergency/page.tsx': NAMES,
  'page (app)/first-steps/page.tsx': COUNTS,
  'page (app)/m/[module]/import/[importId]/page.tsx': 'one’s own upload, which was an act',
  'page (app)/m/[module]/import/page.tsx': OWN,
  'page (app)/m/[module]/new/page.tsx': 'an empty form',
  'page (app)/notices/page.tsx': OWN,
  'page (app)/page.tsx': OWN,
  'page (app)/reports/[reportId]/edit/page.tsx': META,
  'page (app)/reports/new/page.tsx': META,
  'page (app)/reports/page.tsx': META,
  'page (auth)/choose-password/[linkId]/page.tsx': HOLDER,
  'page (auth)/first-run/page.tsx': 'an empty form',
  'page (auth)/forgot-password/page.tsx': 'an empty form',
  'page (auth)/join/[invitationId]/page.tsx': HOLDER,
  'page (auth)/new-password/page.tsx': 'an empty form',
  'page (auth)/offline-kit/page.tsx': 'an empty form',
  'page (auth)/second-factor/page.tsx': 'an empty form',
  'page accounting/[linkId]/page.tsx': HOLDER,
  'page agreement/[signingId]/page.tsx': HOLDER,
  'page extract/[extractId]/page.tsx': HOLDER,
  'route .well-known/security.txt/route.ts': NOTHING,
  'route api/[...path]/route.ts': NOTHING,
  'route api/chat/conversations/[conversationId]/changes/route.ts': READ_ALREADY,
  'route api/chat/conversations/[conversationId]/route.ts': READ_ALREADY,
  'route api/chat/conversations/route.ts': NAMES,
  'route api/notices/route.ts': OWN,
  'route api/sso/saml/[connectionId]/acs/route.ts':
    'a form that is given back: what becomes of it is an act when it comes again',
  'route api/sso/saml/[connectionId]/metadata/route.ts': NOTHING,
  'route api/sso/signed-out/route.ts': NOTHING,
  'route widget/demo/route.ts': NOTHING,
  'action components/apps/actions.ts#simulateFor': 'names of fields that would be sent',
  'action components/chat/actions.ts#tellTyping': PRESENCE,
  'action components/chat/actions.ts#markSeen': PRESENCE,
  'action components/chat/actions.ts#stayPresent': PRESENCE,
  'action components/chat/actions.ts#listOperators': META,
  'action components/chat/actions.ts#listCannedResponses': META,
  'action components/people/access-reviews/actions.ts#checkReport':
    'whether a file that the asker has is as it was signed',
  'action components/people/users/sso/actions.ts#readMetadata':
    'what the asker gave, put in the fields of a form: saving it is an act',
  'action components/shell/actions.ts#recentRecords': NAMES,
  'action components/shell/actions.ts#searchAll': NAMES,
  'action components/shell/actions.ts#searchRecords': NAMES,
  'action components/admin/audit/actions.ts#openDetails': READ_ALREADY,
  'action components/admin/audit/actions.ts#showProof': READ_ALREADY,
  'action components/admin/compliance/actions.ts#previewLoss': COUNTS,
  'action components/admin/compliance/actions.ts#previewRestriction': COUNTS,
  'action components/admin/compliance/actions.ts#previewMark': COUNTS,
  'action components/admin/compliance/actions.ts#watchSealing': STATE,
  'action components/chat/setup/actions.ts#previewRetention': COUNTS,
  'action components/admin/retention/actions.ts#previewExpiry': COUNTS,
  'action components/crm/imports/actions.ts#top': 'rows of one’s own upload, which was an act',
  'action components/crm/imports/actions.ts#look': 'rows of one’s own upload, which was an act',
  'action components/people/notices/actions.ts#markRead': OWN,
  'action components/people/sharing/actions.ts#searchPeople': META,
  'action components/people/sharing/actions.ts#tryRule': COUNTS,
  'action components/people/users/account-actions.ts#stay': PRESENCE,
  'action components/people/factors/actions.ts#startApp': 'an offer; adding what it offers is an act',
  'action components/people/factors/actions.ts#startPasskey': 'an offer; adding what it offers is an act',
  'action components/people/factors/actions.ts#howToProve': OWN,
  'action components/people/factors/actions.ts#askPasskey': 'an offer; what is signed of it is an act',
  'action components/crm/records/form/actions.ts#findLookups': NAMES,
  'action components/crm/records/list/mass-actions.ts#massOutcome': STATE,
  'action components/crm/records/related/actions.ts#draft': 'an empty form',
  'action components/crm/records/related/actions.ts#times': META,
  'action components/crm/records/record/actions.ts#olderEvents': READ_ALREADY,
  'REST call get /crm/v8/settings/audit_log_export': STATE,
  'REST call get /crm/v8/settings/audit_log_export/{id}': STATE,
  'REST call get /crm/v8/org': META,
  'REST call get /crm/v8/users': META,
  'REST call get /crm/v8/users/{id}': META,
  'REST call get /crm/v8/{module}/{id}/__timeline': 'which fields were changed when, and by whom: names, no values',
  'REST call get /crm/v8/{module}/{id}/Attachments': 'types and sizes of files; a name that is protected is left out',
  'REST call get /crm/bulk/v8/read/{jobId}': STATE,
  'REST call get /crm/bulk/v8/write/{jobId}': STATE,
  'REST call get /salesiq/v2/{portal}/conversations': NAMES,
  'REST call get /crm/v8/settings/modules': META,
  'REST call get /crm/v8/settings/modules/{id}': META,
  'REST call get /crm/v8/settings/fields': META,
  'REST call get /crm/v8/settings/fields/{id}': META,
  'REST call get /crm/v8/settings/layouts': META,
  'REST call get /crm/v8/settings/layouts/{id}': META,
  'visitor’s call GET brand': NOTHING,
  'visitor’s call GET conversations/:id/changes': 'the visitor’s own conversation',
  'visitor’s call GET conversations/:id/stream': 'hints in the visitor’s own conversation',
  'visitor’s call POST conversations/:id/typing': PRESENCE,
  'visitor’s call POST unknown-calls': NOTHING,
  ...Object.fromEntries(
    [
      'ServiceProviderConfig',
      'ResourceTypes',
      'ResourceTypes/:id',
      'Schemas',
      'Schemas/:id',
      'Users',
      'Users/:id',
      'Groups',
      'Groups/:id',
    ].map((path) => [`directory’s call GET /${path}`, 'people and groups of people: no record']),
  ),
  'by the clock end_findings': 'what it finds mended is an act of the finding (integrity)',
  'by the clock forget_notices': NOTICE,
  'by the clock ensure_ledger_partitions': NOTHING,
  'command lib/tools/dev/audit-verify.ts': 'whoever has the server’s files reads them; the database may be another’s',
};

/** The same, of what changes rows. */
export const CHANGES_WITHOUT_ACT: Readonly<Record<string, string>> = {
  'by the clock expire_files': 'files of jobs whose time is over: the act that made each named the time',
  'by the clock remind_access_reviews': NOTICE,
  'by the clock tell_reminders': NOTICE,
  'by the clock forget_received': 'which messages an app sent already: ids that keep one from being taken twice',
  'by the clock ask_removals': 'what it asks an app for is an act when it is sent',
  'worker integrating the ledger': 'entries become leaves; nothing is done to what they tell',
};

/** Pages that leave none, by where they stand. */
export const PAGES_OF_SETTINGS = '(app)/setup/';
export const OF_SETTINGS = 'settings, people and names of things: no record';

/** Acts that stand beside every way in, with the file that leaves them. */
export const AMBIENT: Readonly<Record<string, string>> = {
  'access.refuse': 'lib/ways-in/http/refusal.ts',
  'integrity.failed': 'lib/protection/integrity/failure.ts',
  'integrity.mended': 'lib/protection/integrity/findings.ts',
  'integrity.adopt': 'lib/tools/seed/adopt-settings.ts',
  'siem.failed': 'lib/apps/siem/trouble.ts',
  'checkpoint.failed': 'lib/ways-in/jobs/publish/publisher.ts',
};

/** Who acts as the system, by file, with why no person is named. */
export const AS_THE_SYSTEM: Readonly<Record<string, string>> = {
  'lib/admin/agreements/settle.ts': 'by the clock',
  'lib/people/users/sso/accounts.ts':
    'a provider’s word makes or changes an account before anybody is signed in; the entry names the connection',
  'lib/admin/audit/review/find.ts': 'by the clock',
  'lib/people/users/cut-off.ts': 'a stream ends by itself: the deactivation has its own act, by its person',
  'lib/people/users/dormant/settle.ts': 'by the clock',
  'lib/people/users/odd-sign-ins/look.ts': 'by the clock',
  'lib/crm/emergency/end.ts': 'by the clock',
  'lib/people/approvals/settle.ts': 'by the clock',
  'lib/people/outbox/deliver.ts': 'a mail that no server takes: they are sent by themselves',
  'lib/ways-in/jobs/handlers/bring-profiles.ts': 'by the clock, after an upgrade',
  'lib/ways-in/jobs/handlers/chat.ts': 'by the clock',
  'lib/ways-in/jobs/handlers/expire-entries.ts': 'by the clock',
  'lib/ways-in/jobs/handlers/integrity.ts': 'by the clock',
  'lib/ways-in/jobs/handlers/purge-recycle-bin.ts': 'by the clock',
  'lib/crm/modules/metadata.ts': 'a finding: whoever met it did not make it',
  'lib/protection/accounting/kept-line.ts': 'a finding',
  'lib/protection/disclose/door.ts': 'a finding',
  'lib/protection/integrity/bearer.ts': 'a finding: who came with it is not known',
  'lib/protection/integrity/kept-state.ts': 'a finding',
  'lib/protection/integrity/factors.ts': 'a finding',
  'lib/protection/integrity/rights.ts': 'a finding',
  'lib/people/auth/shared-records.ts': 'a finding',
  'lib/protection/ledger/integrate/standing.ts': 'a finding',
  'lib/apps/deliveries/run.ts': 'a connection sends: the change that it tells has its own act, by its person',
  'lib/apps/siem/trouble.ts': 'a receiver does not answer: the ledger is streamed by itself',
  'lib/ways-in/jobs/publish/publisher.ts': 'a place takes no checkpoint: they are published by themselves',
  'lib/apps/inbound/loop.ts': 'a connection is paused by what it sent',
  'lib/apps/inbound/refused.ts': 'who sent it is not known',
  'lib/ways-in/widget/crowd.ts': 'by how many visitors came',
  'lib/platform/background/job-context.ts': 'a job that the system itself started',
  'lib/platform/context.ts': 'whoever holds a link, a kind of actor of its own',
};
