/**
 * Who may open what: the one table of `access-matrix.test.ts` (REST) and `e2e/security/access-matrix.spec.ts` (pages).
 * Pure, so that both can read it.
 */

/** What a page shows: itself, "You may not see this", "Not found", or another page. */
export type Seen = 'open' | 'refused' | 'nothing' | `to ${string}`;

export interface PageAccess {
  /** `{id}`: a Contact of the clinic; `{view}`: its layout; `{profile}`: a profile. */
  path: string;
  administrator: Seen;
  operator: Seen;
  officer: Seen;
  /** Whose profile grants nothing. */
  nobody: Seen;
  /** The administrator of another organisation, at the same address. */
  stranger: Seen;
}

const page = (path: string, ...seen: [Seen, Seen, Seen, Seen, Seen]): PageAccess => {
  const [administrator, operator, officer, nobody, stranger] = seen;
  return { path, administrator, operator, officer, nobody, stranger };
};
const forAll = (path: string) => page(path, 'open', 'open', 'open', 'open', 'open');
const forAdministrators = (path: string, stranger: Seen = 'open') =>
  page(path, 'open', 'refused', 'refused', 'refused', stranger);
const forThoseWithRecords = (path: string, stranger: Seen = 'open') =>
  page(path, 'open', 'open', 'refused', 'refused', stranger);

/** By file, from `app/`. Whoever is signed out is sent to `/sign-in` by each of them but the one for extracts. */
export const PAGES: Readonly<Record<string, PageAccess>> = {
  'extract/[extractId]/page.tsx': forAll('/extract/123'),
  '(auth)/sign-in/page.tsx': forAll('/sign-in'),
  '(auth)/new-password/page.tsx': page(
    '/new-password',
    'to /account',
    'to /account',
    'to /account',
    'to /account',
    'to /account',
  ),
  '(app)/page.tsx': page('/', 'to /m/', 'to /m/', 'to /audit', 'to /account', 'to /first-steps'),
  '(app)/account/page.tsx': forAll('/account'),
  '(app)/account/sessions/page.tsx': forAll('/account/sessions'),
  '(app)/account/programs/page.tsx': forAll('/account/programs'),
  '(app)/audit/page.tsx': page('/audit', 'open', 'open', 'open', 'refused', 'open'),
  '(app)/(chat-audit)/chat/audit/page.tsx': page('/chat/audit', 'open', 'open', 'open', 'refused', 'open'),
  '(app)/chat/page.tsx': page('/chat', 'refused', 'open', 'refused', 'refused', 'refused'),
  '(app)/chat/[conversationId]/page.tsx': page('/chat/123', 'refused', 'nothing', 'refused', 'refused', 'refused'),
  '(app)/developers/page.tsx': forAll('/developers'),
  '(app)/first-steps/page.tsx': forAll('/first-steps'),
  '(app)/m/[module]/page.tsx': forThoseWithRecords('/m/Contacts'),
  '(app)/m/[module]/new/page.tsx': forThoseWithRecords('/m/Contacts/new'),
  '(app)/m/[module]/print/page.tsx': forThoseWithRecords('/m/Contacts/print'),
  '(app)/m/[module]/import/page.tsx': forThoseWithRecords('/m/Contacts/import'),
  '(app)/m/[module]/import/[importId]/page.tsx': page(
    '/m/Contacts/import/123',
    'nothing',
    'nothing',
    'refused',
    'refused',
    'nothing',
  ),
  '(app)/m/[module]/[recordId]/page.tsx': forThoseWithRecords('/m/Contacts/{id}', 'nothing'),
  '(app)/m/[module]/[recordId]/edit/page.tsx': forThoseWithRecords('/m/Contacts/{id}/edit', 'nothing'),
  '(app)/m/[module]/[recordId]/print/page.tsx': forThoseWithRecords('/m/Contacts/{id}/print', 'nothing'),
  '(app)/notices/page.tsx': forAll('/notices'),
  '(app)/setup/page.tsx': forAll('/setup'),
  '(app)/setup/api/page.tsx': forAdministrators('/setup/api'),
  '(app)/setup/api/[clientId]/page.tsx': page('/setup/api/123', 'nothing', 'refused', 'refused', 'refused', 'nothing'),
  '(app)/setup/approvals/page.tsx': page('/setup/approvals', 'open', 'refused', 'open', 'refused', 'open'),
  '(app)/setup/chat/page.tsx': forAdministrators('/setup/chat'),
  '(app)/setup/chat/blocked/page.tsx': forAdministrators('/setup/chat/blocked'),
  '(app)/setup/chat/brands/[brandId]/page.tsx': page(
    '/setup/chat/brands/123',
    'nothing',
    'refused',
    'refused',
    'refused',
    'nothing',
  ),
  '(app)/setup/chat/canned-responses/page.tsx': forAdministrators('/setup/chat/canned-responses'),
  '(app)/setup/chat/custom-fields/page.tsx': forAdministrators('/setup/chat/custom-fields'),
  '(app)/setup/chat/departments/page.tsx': forAdministrators('/setup/chat/departments'),
  '(app)/setup/chat/conversations/page.tsx': forAdministrators('/setup/chat/conversations'),
  '(app)/setup/chat/recycle-bin/page.tsx': forAdministrators('/setup/chat/recycle-bin'),
  '(app)/setup/chat/retention/page.tsx': forAdministrators('/setup/chat/retention'),
  '(app)/setup/chat/settings/page.tsx': forAdministrators('/setup/chat/settings'),
  '(app)/setup/chat/snippet/page.tsx': forAdministrators('/setup/chat/snippet'),
  '(app)/setup/compliance/page.tsx': page(
    '/setup/compliance',
    'to /setup/compliance/hipaa',
    'to /setup/compliance/hipaa',
    'to /setup/compliance/hipaa',
    'to /setup/compliance/hipaa',
    'to /setup/compliance/hipaa',
  ),
  '(app)/setup/compliance/hipaa/page.tsx': page(
    '/setup/compliance/hipaa',
    'open',
    'refused',
    'open',
    'refused',
    'open',
  ),
  '(app)/setup/export/page.tsx': forAll('/setup/export'),
  '(app)/setup/import/page.tsx': forAll('/setup/import'),
  '(app)/setup/keys/page.tsx': forAdministrators('/setup/keys'),
  '(app)/setup/modules/page.tsx': forAdministrators('/setup/modules'),
  '(app)/setup/modules/[module]/page.tsx': forAdministrators('/setup/modules/Contacts'),
  '(app)/setup/modules/[module]/layouts/[layout]/page.tsx': forAdministrators(
    '/setup/modules/Contacts/layouts/Standard',
  ),
  '(app)/setup/organization/page.tsx': forAdministrators('/setup/organization'),
  '(app)/setup/profiles/page.tsx': forAdministrators('/setup/profiles'),
  '(app)/setup/profiles/[profileId]/page.tsx': forAdministrators('/setup/profiles/{profile}', 'nothing'),
  '(app)/setup/recycle-bin/page.tsx': forAll('/setup/recycle-bin'),
  '(app)/setup/roles/page.tsx': forAdministrators('/setup/roles'),
  '(app)/setup/security/page.tsx': forAdministrators('/setup/security'),
  '(app)/setup/users/page.tsx': forAdministrators('/setup/users'),
};

/** By endpoint: what the client of an administrator, operator, officer, nobody and a stranger is told. */
export const REST_ACCESS: Readonly<Record<string, readonly string[]>> = {
  'get /crm/v8/{module}': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '204'],
  'get /crm/v8/{module}/{id}': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '404 INVALID_DATA'],
  'get /crm/v8/{module}/search': [
    '400 INVALID_QUERY',
    '400 INVALID_QUERY',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '400 INVALID_QUERY',
  ],
  'get /crm/v8/{module}/actions/count': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '200'],
  'post /crm/v8/{module}/search': [
    '400 INVALID_QUERY',
    '400 INVALID_QUERY',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '400 INVALID_QUERY',
  ],
  'post /crm/v8/{module}/actions/count': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '200'],
  'get /crm/v8/{module}/deleted': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '204'],
  'post /crm/v8/coql': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '204'],
  'get /crm/v8/{module}/{id}/__timeline': ['200', '200', '403 NO_PERMISSION', '403 NO_PERMISSION', '404 INVALID_DATA'],
  'get /crm/v8/{module}/{id}/Notes': ['204', '204', '403 NO_PERMISSION', '403 NO_PERMISSION', '404 INVALID_DATA'],
  'get /crm/v8/{module}/{id}/Notes/{noteId}': [
    '400 INVALID_QUERY',
    '400 INVALID_QUERY',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_DATA',
  ],
  'get /crm/v8/Notes': ['204', '204', '204', '204', '204'],
  'get /crm/v8/Notes/{noteId}': [
    '400 INVALID_QUERY',
    '400 INVALID_QUERY',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'get /crm/v8/{module}/{id}/Attachments': ['204', '204', '403 NO_PERMISSION', '403 NO_PERMISSION', '404 INVALID_DATA'],
  'get /crm/v8/{module}/{id}/Attachments/{attachmentId}': [
    '400 INVALID_QUERY',
    '400 INVALID_QUERY',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_DATA',
  ],
  'get /crm/v8/settings/modules': ['200', '200', '200', '200', '200'],
  'get /crm/v8/settings/modules/{id}': ['200', '200', '400 INVALID_MODULE', '400 INVALID_MODULE', '200'],
  'get /crm/v8/settings/fields': ['200', '200', '400 INVALID_MODULE', '400 INVALID_MODULE', '200'],
  'get /crm/v8/settings/fields/{id}': ['200', '200', '400 INVALID_MODULE', '400 INVALID_MODULE', '404 INVALID_DATA'],
  'get /crm/v8/settings/layouts': ['200', '200', '400 INVALID_MODULE', '400 INVALID_MODULE', '200'],
  'get /crm/v8/settings/layouts/{id}': ['200', '200', '400 INVALID_MODULE', '400 INVALID_MODULE', '404 INVALID_DATA'],
  'get /crm/v8/org': ['200', '200', '200', '200', '200'],
  'get /crm/v8/users': ['200', '200', '200', '200', '200'],
  'get /crm/v8/users/{id}': ['200', '200', '200', '200', '404 INVALID_DATA'],
  'post /crm/bulk/v8/read': [
    '201 ADDED_SUCCESSFULLY',
    '201 ADDED_SUCCESSFULLY',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '201 ADDED_SUCCESSFULLY',
  ],
  'get /crm/bulk/v8/read/{jobId}': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'get /crm/bulk/v8/read/{jobId}/result': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'post /crm/v8/upload': [
    '200 FILE_UPLOAD_SUCCESS',
    '200 FILE_UPLOAD_SUCCESS',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '200 FILE_UPLOAD_SUCCESS',
  ],
  'post /crm/bulk/v8/write': [
    '400 INVALID_FILE_ID',
    '400 INVALID_FILE_ID',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '400 INVALID_FILE_ID',
  ],
  'get /crm/bulk/v8/write/{jobId}': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'get /crm/bulk/v8/write/{jobId}/result': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'get /crm/v8/settings/audit_log_export': ['204', '204', '204', '204', '204'],
  'get /crm/v8/settings/audit_log_export/{id}': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'get /crm/v8/settings/audit_log_export/{id}/download': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'post /crm/v8/settings/audit_log_export': ['200', '403 NO_PERMISSION', '200', '403 NO_PERMISSION', '200'],
  'post /crm/v8/{module}': ['202 DUPLICATE_DATA', '201', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'put /crm/v8/{module}': ['200', '200', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'put /crm/v8/{module}/{id}': ['200', '200', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'patch /crm/v8/{module}/{id}': ['200', '200', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'post /crm/v8/{module}/upsert': ['200', '200', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'post /crm/v8/{module}/actions/mass_update': [
    '200',
    '200',
    '202 NO_PERMISSION',
    '202 NO_PERMISSION',
    '202 INVALID_DATA',
  ],
  'post /crm/v8/{module}/{id}/actions/clone': [
    '201',
    '201',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_DATA',
  ],
  'post /crm/v8/{module}/{id}/Notes': ['201', '201', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'post /crm/v8/Notes': ['201', '201', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'put /crm/v8/{module}/{id}/Notes/{noteId}': [
    '202 NO_PERMISSION',
    '200',
    '202 NO_PERMISSION',
    '202 NO_PERMISSION',
    '202 INVALID_DATA',
  ],
  'put /crm/v8/Notes': ['202 NO_PERMISSION', '200', '202 INVALID_DATA', '202 INVALID_DATA', '202 INVALID_DATA'],
  'put /crm/v8/Notes/{noteId}': [
    '202 NO_PERMISSION',
    '200',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'post /crm/v8/{module}/{id}/Attachments': [
    '200',
    '200',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_DATA',
  ],
  'delete /crm/v8/{module}/{id}/Attachments': [
    '207 INVALID_DATA',
    '207 INVALID_DATA',
    '207 NO_PERMISSION',
    '207 NO_PERMISSION',
    '207 INVALID_DATA',
  ],
  'delete /crm/v8/{module}/{id}/Attachments/{attachmentId}': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_DATA',
  ],
  'delete /crm/v8/{module}/{id}/Notes/{noteId}': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_DATA',
  ],
  'delete /crm/v8/Notes': [
    '207 INVALID_DATA',
    '207 INVALID_DATA',
    '207 INVALID_DATA',
    '207 INVALID_DATA',
    '207 INVALID_DATA',
  ],
  'delete /crm/v8/Notes/{noteId}': [
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
    '404 INVALID_DATA',
  ],
  'delete /crm/v8/{module}': ['202 INVALID_DATA', '207', '202 NO_PERMISSION', '202 NO_PERMISSION', '202 INVALID_DATA'],
  'delete /crm/v8/{module}/{id}': [
    '202 INVALID_DATA',
    '202 INVALID_DATA',
    '202 NO_PERMISSION',
    '202 NO_PERMISSION',
    '202 INVALID_DATA',
  ],
  'get /salesiq/v2/{portal}/conversations': [
    '200',
    '200',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_PORTAL',
  ],
  'get /salesiq/v2/{portal}/conversations/{conversationId}': [
    '403 NO_PERMISSION',
    '200',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_PORTAL',
  ],
  'get /salesiq/v2/{portal}/conversations/{conversationId}/messages': [
    '403 NO_PERMISSION',
    '200',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_PORTAL',
  ],
  'put /salesiq/v2/{portal}/conversations/{conversationId}/visitor': [
    '403 NO_PERMISSION',
    '200',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_PORTAL',
  ],
  'delete /salesiq/v2/{portal}/conversations': [
    '404 INVALID_DATA',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '403 NO_PERMISSION',
    '404 INVALID_PORTAL',
  ],
};
