/**
 * The administrator who tries to read health data by somebody else's account: each way in, signed in as a browser is,
 * with the rights that a request, a program and a job have at that moment.
 */

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { authenticate } from '@/lib/admin/api-clients/authenticate';
import { setSecondPerson } from '@/lib/admin/settings/second-person';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { settleApprovals } from '@/lib/people/approvals/settle';
import { listNotices } from '@/lib/people/notices/queries';
import { canInOrg, type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { entered } from '@/lib/tools/testing/entered';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { tokenFor } from '@/lib/tools/testing/rest';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { createProfile } from './create-profile';
import { createRole } from './create-role';
import { createUser } from './create-user';
import { resetPassword } from './reset-password';
import { setUserActive } from './set-user-active';
import { updateProfile } from './update-profile';
import { moveRole } from './update-role';
import { updateUser } from './update-user';

const HOURS = 3_600_000;

const userOf = async (org: TestOrg, id: string) => {
  const [row] = await ownerSql()<{ email: string; name: string; profileId: string; roleId: string }[]>`
    select email, name, profile_id as "profileId", role_id as "roleId" from users where org_id = ${org.orgId} and id = ${id}`;
  if (!row) throw new Error('No such user.');
  return { id, ...row };
};

/** What a program of the person may now, once they have a password of their own: the same function gives it for a session. */
async function rightsNow(org: TestOrg, who: Context): Promise<ProfileRights> {
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set password_ends_at = null where org_id = ${org.orgId} and id = ${who.actor.id}`.execute(),
  );
  const token = await tokenFor(org, who);
  const { ctx } = await authenticate({ authorization: `Bearer ${token}`, requestId: randomUUID(), ip: '192.0.2.1' });
  return ctx.rights;
}
const mayReveal = async (org: TestOrg, who: Context) => canInOrg(await rightsNow(org, who), 'revealPhi');

const newPerson = (org: TestOrg, profile: keyof TestOrg['profileIds'] = 'Operator') => ({
  name: 'Nora Night',
  email: `nora-${randomUUID()}@test.example`,
  profileId: org.profileIds[profile],
  roleId: org.roleIds.Manager,
});

const waiting = async (ctx: Context) => (await listApprovals(ctx)).waiting;
const only = async (ctx: Context) => {
  const all = await waiting(ctx);
  expect(all).toHaveLength(1);
  return { id: all[0]?.id ?? '' };
};
const confirm = (by: Context, given: { id: string }, at?: Date) => confirmApproval(by, given, APPROVAL_HANDLERS, at);
const words = async (ctx: Context) => (await listNotices(ctx)).notices.map((notice) => notice.words);

test('a new operator, whose password the administrator knows, reveals nothing until an officer has confirmed', async () => {
  const org = await makeOrg();
  const person = newPerson(org);
  const { temporaryPassword, waits } = await createUser(org.admin, person);
  expect(waits).toBe(true);
  const before = await entered(person.email, temporaryPassword);
  expect(canInOrg(before.rights, 'revealPhi')).toBe(false);
  expect(canInOrg(before.rights, 'readLedger')).toBe(true);
  expect((await words(org.officer))[0]).toContain('Nora Night: a new account');

  const asked = await only(org.officer);
  for (const nobody of [org.admin, before, org.operator]) {
    await expect(confirm(nobody, asked)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await confirm(org.officer, asked);
  expect(canInOrg((await entered(person.email, temporaryPassword)).rights, 'revealPhi')).toBe(true);
  expect((await eventsOf(org.orgId, 'approval.confirm')).at(-1)).toMatchObject({ actorId: org.officer.actor.id });
});

test('a password that an administrator reset opens no health data in a session, to a program or to a job, until confirmed', async () => {
  const org = await makeOrg();
  const { operator } = org;
  expect(await mayReveal(org, operator)).toBe(true);
  const { email } = await userOf(org, operator.actor.id);
  const { temporaryPassword, waits } = await resetPassword(org.admin, { id: operator.actor.id });
  expect(waits).toBe(true);
  expect(canInOrg((await entered(email, temporaryPassword)).rights, 'revealPhi')).toBe(false);
  expect(await mayReveal(org, operator)).toBe(false);
  expect(await words(operator)).toContain(
    'Ada Admin changed your account: a new password. You reveal no health data until a second person has confirmed it.',
  );
  await confirm(org.officer, await only(org.officer));
  expect(await mayReveal(org, operator)).toBe(true);
});

test.each([
  [
    'another email address',
    async (org: TestOrg) => {
      const user = await userOf(org, org.operator.actor.id);
      await updateUser(org.admin, { ...user, email: `taken-${randomUUID()}@test.example` });
    },
  ],
  [
    'an activation',
    async (org: TestOrg) => {
      const { id } = org.operator.actor;
      await setUserActive(org.admin, { id, active: false });
      await setUserActive(org.admin, { id, active: true });
    },
  ],
  [
    'a higher role',
    async (org: TestOrg) => {
      await updateUser(org.admin, { ...(await userOf(org, org.operator.actor.id)), roleId: org.roleIds.CEO });
    },
  ],
])('%s by an administrator waits, is told to the person and to officers', async (_, act) => {
  const org = await makeOrg();
  await act(org);
  expect(await mayReveal(org, org.operator)).toBe(false);
  expect((await words(org.operator))[0]).toContain('Ada Admin changed your account');
  expect((await words(org.officer))[0]).toContain('needs your confirmation');
  await confirm(org.officer, await only(org.officer));
  expect(await mayReveal(org, org.operator)).toBe(true);
});

test('an administrator who gives themself a profile that may reveal waits, and cannot confirm it', async () => {
  const org = await makeOrg();
  const second = await insertUser(org, 'Sam Second', org.profileIds.Administrator, org.roleIds.CEO);
  const sam = contextOf(org.orgId, { id: second, name: 'Sam Second', profile: 'Administrator', ownerIds: null });
  const own = await userOf(org, org.admin.actor.id);
  await updateUser(org.admin, { ...own, profileId: org.profileIds.Operator });
  expect(await mayReveal(org, org.admin)).toBe(false);
  const asked = await only(sam);
  await expect(confirm(org.admin, asked)).rejects.toMatchObject({ code: 'forbidden' });
  await confirm(sam, asked);
  expect(await mayReveal(org, org.admin)).toBe(true);
});

test('rights added to a profile that people have wait; what is taken away and what nobody has are in force at once', async () => {
  const org = await makeOrg();
  const id = await createProfile(org.admin, { name: 'Desk', copyOf: org.profileIds.Administrator });
  const user = await userOf(org, org.operator.actor.id);
  const { everyModule, org: granted } = STANDARD_PROFILES.Administrator;
  const desk = { id, name: 'Desk' };
  const clerk = { everyModule: [...everyModule], modules: {}, org: [...granted] };
  const revealing = { ...clerk, org: [...granted, 'revealPhi' as const] };
  expect((await updateProfile(org.admin, { ...desk, rights: revealing })).waits).toEqual([]);
  await updateProfile(org.admin, { ...desk, rights: { everyModule: [], modules: {}, org: [] } });
  await updateUser(org.admin, { ...user, profileId: id });
  expect(await waiting(org.officer)).toEqual([]);

  const { waits } = await updateProfile(org.admin, { ...desk, rights: revealing });
  expect(waits).toEqual(['revealPhi', 'manageUsers', 'readWholeLedger', 'manageCompliance', '*.view']);
  const meanwhile = await rightsNow(org, org.operator);
  expect(meanwhile.org).toContain('manageChat');
  expect(meanwhile.org).not.toContain('revealPhi');
  expect(meanwhile.everyModule).not.toContain('view');
  await confirm(org.officer, await only(org.officer));
  const after = await rightsNow(org, org.operator);
  expect([...after.org].sort()).toEqual([...revealing.org].sort());
  expect(after.everyModule).toContain('view');
});

test('a role moved so that its chief sees the records of more people makes the chief wait', async () => {
  const org = await makeOrg();
  const night = await createRole(org.admin, { name: 'Night', parentId: org.roleIds.CEO });
  await insertUser(org, 'Nils Night', org.profileIds.Operator, night);
  await moveRole(org.admin, { id: night, parentId: org.roleIds.Manager });
  expect(await mayReveal(org, org.operator)).toBe(false);
  await confirm(org.officer, await only(org.officer));
  expect(await mayReveal(org, org.operator)).toBe(true);
});

test('a second person of one’s own making confirms nothing: new, reset, re-activated or taken over', async () => {
  const org = await makeOrg();
  const made = newPerson(org, 'Compliance Officer');
  const { temporaryPassword } = await createUser(org.admin, made);
  await resetPassword(org.admin, { id: org.operator.actor.id });
  const fake = await entered(made.email, temporaryPassword);
  const all = await waiting(org.officer);
  expect(all).toHaveLength(2);
  const operators = all.find(({ words: text }) => text.startsWith('Olga'))?.id ?? '';
  await expect(confirm(fake, { id: operators })).rejects.toMatchObject({ reason: 'ACCOUNT_WAITS' });

  // Nor does the administrator confirm for the one they made.
  const asAdmin = newPerson(org, 'Administrator');
  const puppet = await createUser(org.admin, asAdmin);
  const ctx = await entered(asAdmin.email, puppet.temporaryPassword);
  await resetPassword(ctx, { id: org.operator.actor.id });
  const byPuppet = (await waiting(org.officer)).at(-1)?.id ?? '';
  await expect(confirm(org.admin, { id: byPuppet })).rejects.toMatchObject({ reason: 'ACCOUNT_TOUCHED' });

  // Nor the officer whose password the administrator has just set.
  const { email } = await userOf(org, org.officer.actor.id);
  const stolen = await entered(email, (await resetPassword(org.admin, { id: org.officer.actor.id })).temporaryPassword);
  await expect(confirm(stolen, { id: operators })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await mayReveal(org, org.operator)).toBe(false);
});

test.each([
  ['deactivated', (org: TestOrg) => setUserActive(org.admin, { id: org.officer.actor.id, active: false })],
  ['reset', (org: TestOrg) => resetPassword(org.admin, { id: org.officer.actor.id })],
  [
    'given another profile',
    async (org: TestOrg) =>
      updateUser(org.admin, { ...(await userOf(org, org.officer.actor.id)), profileId: org.profileIds.Operator }),
  ],
])('the only officer being %s first is no way round: it waits for three days', async (_, act) => {
  const org = await makeOrg();
  await act(org);
  await resetPassword(org.admin, { id: org.operator.actor.id });
  expect(await mayReveal(org, org.operator)).toBe(false);
  const at = (hours: number) => new Date(Date.now() + hours * HOURS);
  expect(await settleApprovals(org.orgId, APPROVAL_HANDLERS, at(71))).toBe(0);
  expect(await mayReveal(org, org.operator)).toBe(false);
  expect(await settleApprovals(org.orgId, APPROVAL_HANDLERS, at(73))).toBeGreaterThan(0);
  expect(await mayReveal(org, org.operator)).toBe(true);
});

test('the only officer made an operator, and then taken over, reveals nothing for three days', async () => {
  const org = await makeOrg();
  const officer = await userOf(org, org.officer.actor.id);
  await updateUser(org.admin, { ...officer, profileId: org.profileIds.Operator });
  const { temporaryPassword } = await resetPassword(org.admin, { id: officer.id });
  expect(canInOrg((await entered(officer.email, temporaryPassword)).rights, 'revealPhi')).toBe(false);
  const all = await waiting(org.admin);
  expect(all).toHaveLength(2);
  expect(all.every(({ endsAt, couldConfirm }) => endsAt !== null && couldConfirm.length === 0)).toBe(true);
});

test('each of two changes has to be confirmed; one that was stopped keeps the right away until a later one is confirmed', async () => {
  const org = await makeOrg();
  const { id } = org.operator.actor;
  await resetPassword(org.admin, { id });
  await updateUser(org.admin, { ...(await userOf(org, id)), email: `o-${randomUUID()}@test.example` });
  const [first, second] = await waiting(org.officer);
  await confirm(org.officer, { id: first?.id ?? '' });
  expect(await mayReveal(org, org.operator)).toBe(false);
  await stopApproval(org.officer, { id: second?.id ?? '' }, APPROVAL_HANDLERS);
  expect(await mayReveal(org, org.operator)).toBe(false);
  await resetPassword(org.admin, { id });
  await confirm(org.officer, await only(org.officer));
  expect(await mayReveal(org, org.operator)).toBe(true);
});

test('a lone administrator without an officer is not held up, and it stands in the ledger', async () => {
  const org = await makeOrg();
  await ownerSql()`update users set active = false where id = ${org.officer.actor.id}`;
  const person = newPerson(org);
  const made = await createUser(org.admin, person);
  expect(made.waits).toBe(false);
  expect(canInOrg((await entered(person.email, made.temporaryPassword)).rights, 'revealPhi')).toBe(true);
  // The first officer, whom the administrator has just made, holds nobody up either.
  expect((await createUser(org.admin, newPerson(org, 'Compliance Officer'))).waits).toBe(false);
  expect((await resetPassword(org.admin, { id: org.operator.actor.id })).waits).toBe(false);
  expect((await eventsOf(org.orgId, 'user.create')).length).toBeGreaterThan(1);
});

test('what opens nothing waits for nobody: a name, an own address, a deactivation', async () => {
  const org = await makeOrg();
  const user = await userOf(org, org.operator.actor.id);
  await updateUser(org.admin, { ...user, name: 'Olga O. Operator' });
  await setUserActive(org.admin, { id: org.officer.actor.id, active: false });
  await updateUser(org.admin, {
    ...(await userOf(org, org.admin.actor.id)),
    email: `ada-${randomUUID()}@test.example`,
  });
  expect(await waiting(org.admin)).toEqual([]);
  expect(await mayReveal(org, org.operator)).toBe(true);
});

test('switching the second person off needs one, tells officers, and then changes are in force at once and still told', async () => {
  const org = await makeOrg();
  expect(await setSecondPerson(org.admin, { required: false })).toEqual({ waits: true });
  await expect(setSecondPerson(org.admin, { required: false })).rejects.toMatchObject({ code: 'conflict' });
  expect((await resetPassword(org.admin, { id: org.operator.actor.id })).waits).toBe(true);
  const asked = (await waiting(org.officer)).find(({ words: text }) => text.startsWith('Switch off'));
  await confirm(org.officer, { id: asked?.id ?? '' });
  await confirm(org.officer, await only(org.officer));
  expect((await resetPassword(org.admin, { id: org.operator.actor.id })).waits).toBe(false);
  expect(await mayReveal(org, org.operator)).toBe(true);
  expect((await words(org.officer))[0]).toBe('Ada Admin changed the account of Olga Operator: a new password.');
  await expect(setSecondPerson(org.operator, { required: true })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await setSecondPerson(org.admin, { required: true })).toEqual({ waits: false });
  expect((await words(org.officer))[0]).toContain('switched on');
});

test('what is confirmed while the account is changed again stays waiting for the later change', async () => {
  const org = await makeOrg();
  const { id } = org.operator.actor;
  for (let n = 0; n < 8; n += 1) {
    await resetPassword(org.admin, { id });
    const all = await waiting(org.officer);
    await Promise.all([...all.map((asked) => confirm(org.officer, asked)), resetPassword(org.admin, { id })]);
    expect(await waiting(org.officer)).toHaveLength(1);
    expect(await mayReveal(org, org.operator)).toBe(false);
    await confirm(org.officer, await only(org.officer));
  }
});

test('a profile that is given to somebody in the same moment as it is raised reveals nothing unconfirmed', async () => {
  const org = await makeOrg();
  const { everyModule, org: granted } = STANDARD_PROFILES.Operator;
  const rights = { everyModule: [...everyModule], modules: {}, org: granted.filter((right) => right !== 'revealPhi') };
  for (let n = 0; n < 8; n += 1) {
    const id = await createProfile(org.admin, { name: `Desk ${n}`, copyOf: org.profileIds.Operator });
    await updateProfile(org.admin, { id, name: `Desk ${n}`, rights });
    const userId = await insertUser(org, `Clerk ${n}`, org.profileIds['Compliance Officer'], org.roleIds.Manager);
    const clerk = contextOf(org.orgId, { id: userId, name: `Clerk ${n}`, profile: 'Operator', ownerIds: [userId] });
    const raised = { ...rights, org: [...granted] };
    await Promise.all([
      updateProfile(org.admin, { id, name: `Desk ${n}`, rights: raised }),
      updateUser(org.admin, { ...(await userOf(org, userId)), profileId: id }),
    ]);
    expect(await mayReveal(org, clerk)).toBe(false);
  }
});
