/** As `fresh.test.ts`: what else lets much out, lets somebody in, or gives a word that counts. */
import { beforeAll, expect, test } from 'vitest';
import { askForForce } from '@/lib/admin/agreements/enter-force';
import { sendForSigning } from '@/lib/admin/agreements/signing/send';
import { acceptClient } from '@/lib/admin/api-clients/accept';
import { makeGrantCode } from '@/lib/admin/api-clients/make-grant-code';
import { updateClient } from '@/lib/admin/api-clients/update';
import { createExtract } from '@/lib/admin/audit/extracts/of-conversation';
import { createRecordExtract } from '@/lib/admin/audit/extracts/of-record';
import { liftHold } from '@/lib/admin/audit/retention/holds';
import { setTerms } from '@/lib/admin/audit/retention/terms';
import { raiseBudget } from '@/lib/admin/settings/compliance/raise-budget';
import { updateSessionPolicy } from '@/lib/admin/settings/session-policy';
import { setSharing } from '@/lib/admin/settings/sharing';
import { mapModule } from '@/lib/apps/connections/map';
import { setStream } from '@/lib/apps/siem/set';
import { revealDetails } from '@/lib/chat/messages/hide';
import { giveAccounting } from '@/lib/crm/accounting/giving/give';
import { printList, printRecord } from '@/lib/crm/exports/print/print';
import { createRecord } from '@/lib/crm/records/create';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { invite } from '@/lib/people/users/invitations/invite';
import { renewInvitation } from '@/lib/people/users/invitations/renew';
import { readMail } from '@/lib/people/users/read-mail';
import { resetPassword } from '@/lib/people/users/reset-password';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { moveRole } from '@/lib/people/users/update-role';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { DEFAULT_TERMS } from '@/lib/protection/ledger/retention/kinds';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';

let org: TestOrg;
let recordId: Id;
let approvalId: Id;
beforeAll(async () => {
  org = await makeOrg();
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null where api_name in ('Phone', 'Mobile')
      and module_id = (select id from modules where api_name = 'Contacts')`;
  });
  const values = { Last_Name: 'Reynolds', Phone: '555 0100', Mobile: '555 0101' };
  ({ id: recordId } = await createRecord(org.operator, { module: 'Contacts', values }));
  await resetPassword(org.admin, { id: org.operator.actor.id });
  approvalId = (await listApprovals(org.officer)).waiting[0]?.id ?? '';
});

/** As they stand in a session in which they have shown nothing for a while. */
const stale = (ctx: Context): Context => ({ ...ctx, sessionId: ctx.actor.id, freshUntilMs: Date.now() });
const someId = () => org.operator.actor.id;
const decide = (ctx: Context) => confirmApproval(ctx, { id: approvalId }, APPROVAL_HANDLERS);
const offer = () => ({
  name: 'Nora',
  email: 'nora@test.example',
  profileId: org.profileIds.Operator,
  roleId: org.roleIds.Manager,
  byMail: false,
});
const client = () => ({
  id: someId(),
  name: 'X',
  ownerId: org.admin.actor.id,
  scopes: [],
  allowedIps: [],
  expiresAt: null,
  callsPerMinute: 600,
});
const destination = { kind: 'ocsf', address: 'https://siem.example/in' } as const;

const ACTS: Record<string, (admin: Context, operator: Context, officer: Context) => Promise<unknown>> = {
  'confirming as a second person': (_, __, officer) => decide(officer),
  'an agreement sent for signing': (admin) =>
    sendForSigning(admin, { agreementId: someId(), fileId: null, ourName: 'Ann', ourTitle: 'CEO' }),
  'an agreement asked for once more': (admin) => askForForce(admin, { agreementId: someId() }),
  'what an API client may do': (admin) => updateClient(admin, client()),
  'one’s word that an API client acts for oneself': (_, operator) =>
    acceptClient(operator, { id: someId(), scopes: [], allowedIps: [] }),
  'a code for an API client': (admin) => makeGrantCode(admin, { id: someId() }),
  'an invitation': (admin) => invite(admin, offer()),
  'an invitation made anew': (admin) => renewInvitation(admin, { id: someId(), byMail: false }),
  'an account activated': (admin) => setUserActive(admin, { id: someId(), active: true }),
  'a mail read by another': (admin) => readMail(admin, { id: someId() }),
  'a role put elsewhere': (admin) => moveRole(admin, { id: org.roleIds.Manager, parentId: org.roleIds.Manager }),
  'how records are shared': (admin) => setSharing(admin, { module: 'Contacts', sharing: 'public_read' }),
  'when sessions end': (admin) => updateSessionPolicy(admin, { idleMinutes: 30, longestHours: 12 }),
  'a budget raised': (_, __, officer) => raiseBudget(officer, { userId: someId(), times: 2 }),
  'how long the audit log is kept': (admin) => setTerms(admin, { terms: DEFAULT_TERMS }),
  'a legal hold lifted': (admin) => liftHold(admin, { holdId: someId() }),
  'where the audit log is streamed to': (admin) => setStream(admin, destination),
  'what an app is sent': (admin) =>
    mapModule(admin, { id: someId(), module: 'Contacts', acts: ['create'], fields: [{ field: 'Phone', to: 'phone' }] }),
  'details of a visitor': (_, operator) => revealDetails(operator, { conversationId: someId(), purpose: 'treatment' }),
  'an extract of a conversation': (_, __, officer) =>
    createExtract(officer, { conversationId: someId(), entryIds: [someId()], audience: 'visitor', days: 3 }),
  'an extract about a record': (_, __, officer) =>
    createRecordExtract(officer, {
      query: { record: recordId },
      entryIds: null,
      audience: 'patient',
      recipient: 'Rita',
      days: 3,
    } as never),
  'an accounting given to the patient': (_, __, officer) =>
    giveAccounting(officer, { module: 'Contacts', recordId, days: 3 }),
};

test.each(Object.keys(ACTS))('%s: refused in a session that is not fresh, with an event', async (name) => {
  const before = (await eventsOf(org.orgId)).length;
  await expect(ACTS[name]?.(stale(org.admin), stale(org.operator), stale(org.officer))).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'STEP_UP',
  });
  const [event] = (await eventsOf(org.orgId)).slice(before);
  expect(event).toMatchObject({ outcome: 'refused', facts: { reason: 'STEP_UP' } });
});

test('several marked fields of a record on paper, and a list of marked fields, ask too; the page tells of it', async () => {
  const refused = { code: 'forbidden', reason: 'STEP_UP' };
  await expect(printRecord(stale(org.operator), 'Contacts', recordId)).rejects.toMatchObject(refused);
  const list = { columns: ['Phone'] };
  await expect(printList(stale(org.operator), 'Contacts', list)).rejects.toMatchObject(refused);
  await expect(printList(stale(org.operator), 'Contacts', { columns: ['Email'] })).resolves.toMatchObject({
    discloses: false,
  });
});

test('shutting somebody out and stopping what waits ask for nothing: they are at once', async () => {
  const other = await makeOrg();
  await setUserActive(stale(other.admin), { id: other.operator.actor.id, active: false });
  await stopApproval(stale(org.officer), { id: approvalId }, APPROVAL_HANDLERS);
});
