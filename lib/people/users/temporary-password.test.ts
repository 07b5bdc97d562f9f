/** A password that somebody else knows serves to choose another, for a day. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { authenticate } from '@/lib/admin/api-clients/authenticate';
import { updateSessionPolicy } from '@/lib/admin/settings/session-policy';
import { loadContext } from '@/lib/people/auth/load-context';
import { touchSession } from '@/lib/protection/touch/sessions';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { tokenFor } from '@/lib/tools/testing/rest';
import { changePassword } from './change-password';
import { createUser } from './create-user';
import { resetPassword } from './reset-password';
import { signIn } from './sign-in';

const OWN = 'orchard lantern on the river';
const HOUR = 3_600_000;
const request = () => ({ requestId: randomUUID(), ip: '192.0.2.77' });

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

async function newPerson() {
  const email = `nora-${randomUUID()}@test.example`;
  const given = { name: 'Nora Night', email, profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
  const { id, temporaryPassword } = await createUser(org.admin, given);
  return { id, email, temporaryPassword };
}
const enter = (email: string, password: string, at = new Date()) =>
  signIn({ email, password, userAgent: null, ...request() }, at);

test('opens a session of its own kind, without a right, until another is chosen', async () => {
  const { email, temporaryPassword } = await newPerson();
  const token = await enter(email, temporaryPassword);
  const before = await loadContext(token, request());
  if (before.state !== 'temporary') throw new Error(before.state);
  expect(before.ctx.rights).toEqual({ everyModule: [], modules: {}, org: [] });
  expect(before.ctx.ownerIds).toEqual([]);
  await expect(
    changePassword(before.ctx, { current: temporaryPassword, password: temporaryPassword }),
  ).rejects.toThrow();
  await changePassword(before.ctx, { current: temporaryPassword, password: OWN });
  const after = await loadContext(token, request());
  expect(after.state).toBe('live');
  await expect(enter(email, temporaryPassword)).rejects.toMatchObject({ code: 'invalid' });
  expect((await loadContext(await enter(email, OWN), request())).state).toBe('live');
});

test('ends after 24 hours: neither a new session nor the one it opened goes on, and the event says why', async () => {
  const { id, email, temporaryPassword } = await newPerson();
  const token = await enter(email, temporaryPassword);
  const later = new Date(Date.now() + 25 * HOUR);
  await updateSessionPolicy(org.admin, { idleMinutes: 240, longestHours: 72 });
  await touchSession({ ...org.admin, sessionId: token.sessionId }, 0, later.getTime());
  expect(await loadContext(token, request(), later.getTime())).toMatchObject({
    state: 'lapsed',
    reason: 'password_over',
  });
  await expect(enter(email, temporaryPassword, later)).rejects.toThrow('This temporary password has ended');
  // Whoever does not have it hears nothing of that.
  await expect(enter(email, 'another one', later)).rejects.toThrow('The email or the password is not right.');
  const refused = await ownerSql()`
    select facts from ledger_entries where org_id = ${org.orgId} and subject_id = ${id} and action = 'user.sign_in_failed'`;
  expect(refused.map(({ facts }) => facts)).toContain('{"reason":"temporary_password_over"}');
});

test('after a reset, neither the person nor their programs do anything before another is chosen', async () => {
  const { operator } = org;
  const bearer = `Bearer ${await tokenFor(org, operator)}`;
  const callIt = () => authenticate({ authorization: bearer, ...request() });
  await expect(callIt()).resolves.toBeDefined();
  const { temporaryPassword } = await resetPassword(org.admin, { id: operator.actor.id });
  await expect(callIt()).rejects.toMatchObject({ code: 'unauthenticated', reason: 'PASSWORD_TO_CHANGE' });
  await changePassword(operator, { current: temporaryPassword, password: OWN });
  await expect(callIt()).resolves.toBeDefined();
});
