/** Acts that let much out, or change who may do what, ask that the person has shown a moment ago that it is them. */
import { beforeAll, expect, test } from 'vitest';
import { createAgreement } from '@/lib/admin/agreements/create';
import { withdrawAgreement } from '@/lib/admin/agreements/withdraw';
import { createClient } from '@/lib/admin/api-clients/create';
import { rotateSecret } from '@/lib/admin/api-clients/rotate-secret';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { updateFactorPolicy } from '@/lib/admin/settings/second-factor';
import { setSecondPerson } from '@/lib/admin/settings/second-person';
import { unmarkField } from '@/lib/admin/settings/unmark-field';
import { giveCredentials } from '@/lib/apps/connections/connect';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { createRecord } from '@/lib/crm/records/create';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { createProfile } from '@/lib/people/users/create-profile';
import { createUser } from '@/lib/people/users/create-user';
import { endMyOtherSessions, endMySession } from '@/lib/people/users/end-session';
import { resetPassword } from '@/lib/people/users/reset-password';
import { updateProfile } from '@/lib/people/users/update-profile';
import { updateUser } from '@/lib/people/users/update-user';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { NO_FACTORS } from './factor-policy';
import { assertFresh } from './fresh';

let org: TestOrg;
let recordId: Id;
let profileId: Id;
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
  profileId = await createProfile(org.admin, { name: 'Copied', copyOf: org.profileIds.Operator });
});

/** As they stand in a session in which they have shown nothing for a while. */
const stale = (ctx: Context): Context => ({ ...ctx, sessionId: ctx.actor.id, freshUntilMs: Date.now() });
const someId = () => org.operator.actor.id;
const rights = () => ({ everyModule: [...STANDARD_PROFILES.Operator.everyModule], modules: {}, org: [] });
const person = () => ({
  name: 'Nora',
  email: 'nora@test.example',
  profileId: org.profileIds.Operator,
  roleId: org.roleIds.Manager,
});

const ACTS: Record<string, (admin: Context, operator: Context) => Promise<unknown>> = {
  'revealing several values at once': (_, operator) =>
    reveal(operator, { module: 'Contacts', recordId, fields: ['Phone', 'Mobile'], purpose: 'treatment' }),
  'an export with marked fields': (_, operator) => startRecordExport(operator, { module: 'Contacts', bom: false }),
  'everything about a record': (_, operator) =>
    startSubjectExport(operator, { module: 'Contacts', recordId, purpose: 'patient_request', attachments: false }),
  'the rights of a profile': (admin) => updateProfile(admin, { id: profileId, name: 'Copied', rights: rights() }),
  'somebody’s profile': (admin) => updateUser(admin, { id: someId(), ...person() }),
  'a new user': (admin) => createUser(admin, person()),
  'somebody’s password': (admin) => resetPassword(admin, { id: someId() }),
  'HIPAA switched on or off': (admin) => setHipaaEnabled(admin, { enabled: true }),
  'a module selected': (admin) => selectModule(admin, { module: 'Leads' }),
  'a mark given': (admin) => markField(admin, { module: 'Contacts', fieldId: recordId, encrypt: true }),
  'a mark taken away': (admin) => unmarkField(admin, { module: 'Contacts', fieldId: recordId }),
  'a restriction': (admin) => setRestriction(admin, { door: 'export', restricted: true }),
  'whether a second person is needed': (admin) => setSecondPerson(admin, { required: false }),
  'of whom a second factor is asked': (admin) => updateFactorPolicy(admin, NO_FACTORS),
  'a new agreement': (admin) =>
    createAgreement(admin, {
      kind: 'business_associate',
      party: 'Lab',
      contactName: 'Lea Lab',
      contactEmail: 'lea@lab.example',
      startsOn: '2026-01-01',
      renewal: '',
      covers: [],
    }),
  'an agreement withdrawn': (admin) => withdrawAgreement(admin, { agreementId: someId() }),
  'credentials of a connected app': (admin) => giveCredentials(admin, { id: someId(), credentials: { secret: 'x' } }),
  'an API client': (admin) => createClient(admin, { name: 'X', ownerId: org.admin.actor.id }),
  'a session of one’s own, elsewhere': (_, operator) => endMySession(operator, { id: someId() }),
  'all other sessions of one’s own': (_, operator) => endMyOtherSessions(operator),
  'the secret of an API client': (admin) => rotateSecret(admin, { id: someId() }),
};

test.each(Object.keys(ACTS))('%s: refused in a session that is not fresh, with an event', async (name) => {
  const before = (await eventsOf(org.orgId)).length;
  await expect(ACTS[name]?.(stale(org.admin), stale(org.operator))).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'STEP_UP',
  });
  const [event] = (await eventsOf(org.orgId)).slice(before);
  expect(event).toMatchObject({ outcome: 'refused', facts: { reason: 'STEP_UP' } });
});

test('one value at a time is revealed without', async () => {
  const request = { module: 'Contacts', recordId, fields: ['Phone'], purpose: 'treatment' } as const;
  await expect(reveal(stale(org.operator), request)).resolves.toEqual({ Phone: '555 0100' });
});

test('a session that says nothing is not fresh; programs and jobs, at which nobody sits, pass', () => {
  const { freshUntilMs: _, ...silent } = stale(org.admin);
  expect(() => assertFresh(silent)).toThrow('Show once more');
  expect(() => assertFresh({ ...silent, actor: { ...silent.actor, kind: 'client' } })).not.toThrow();
  expect(() => assertFresh({ ...silent, sessionId: null })).not.toThrow();
  expect(() => assertFresh({ ...silent, freshUntilMs: Date.now() + 1000 })).not.toThrow();
});
