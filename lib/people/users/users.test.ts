import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { listApprovals } from '@/lib/people/approvals/queries';
import { loadContext } from '@/lib/people/auth/load-context';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createUser } from './create-user';
import { listUsers } from './queries';
import { resetPassword } from './reset-password';
import { setUserActive } from './set-user-active';
import { signIn } from './sign-in';
import { updateUser } from './update-user';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const newUser = (over: object = {}) => ({
  name: 'Nora New',
  email: `nora-${randomUUID()}@test.example`,
  profileId: org.profileIds.Operator,
  roleId: org.roleIds.Manager,
  ...over,
});

const signInAs = (email: string, password: string) =>
  signIn({ email, password, ip: null, userAgent: null, requestId: randomUUID() });

const stateOf = async (token: Awaited<ReturnType<typeof signIn>>) =>
  loadContext(token, { requestId: randomUUID(), ip: null });

describe('adding a user', () => {
  test('gives a temporary password that signs in, and leaves its event', async () => {
    const input = newUser();
    const { id, temporaryPassword } = await createUser(org.admin, { ...input, email: input.email.toUpperCase() });
    expect(await signInAs(input.email, temporaryPassword)).toMatchObject({ userId: id });
    expect(await eventsOf(org.orgId, 'user.create')).toContainEqual(
      expect.objectContaining({ outcome: 'done', subjectId: id, facts: { profile: 'Operator', role: 'Manager' } }),
    );
  });

  test('is refused to who may not manage users, and the refusal is an event', async () => {
    await expect(createUser(org.operator, newUser())).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org.orgId, 'user.create')).at(-1)).toMatchObject({
      outcome: 'refused',
      actorId: org.operator.actor.id,
    });
  });

  test('names what is wrong with the input', async () => {
    await expect(createUser(org.admin, newUser({ name: ' ', email: 'no address', roleId: 'x' }))).rejects.toMatchObject(
      {
        code: 'invalid',
        fields: { name: 'Give a name.', email: expect.stringContaining('email address'), roleId: expect.any(String) },
      },
    );
    await expect(createUser(org.admin, newUser({ name: 'Eve\u202egnp' }))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('refuses an address twice in an org, and takes it in another', async () => {
    const input = newUser();
    await createUser(org.admin, input);
    await expect(createUser(org.admin, input)).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: 'A user of this organisation has this email address.' },
    });
    const there = { ...input, profileId: other.profileIds.Operator, roleId: other.roleIds.Manager };
    await expect(createUser(other.admin, there)).resolves.toBeDefined();
  });

  test("does not know another org's profile or role", async () => {
    await expect(createUser(org.admin, newUser({ profileId: other.profileIds.Operator }))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(createUser(org.admin, newUser({ roleId: other.roleIds.Manager }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('changing a user', () => {
  test('is in force at the next request, and its event names the fields', async () => {
    const input = newUser();
    const { id, temporaryPassword } = await createUser(org.admin, input);
    const token = await signInAs(input.email, temporaryPassword);
    const change = { ...input, id, name: 'Nora Newer', profileId: org.profileIds['Compliance Officer'] };
    await updateUser(org.admin, change);
    expect(await stateOf(token)).toMatchObject({ ctx: { actor: { name: 'Nora Newer' }, rights: { everyModule: [] } } });
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({
      subjectId: id,
      fields: ['name', 'profile'],
      facts: { profile: 'Compliance Officer' },
    });
  });

  test('is refused without the right and across orgs', async () => {
    const id = org.officer.actor.id;
    await expect(updateUser(org.officer, newUser({ id }) as never)).rejects.toMatchObject({ code: 'forbidden' });
    const there = { id, name: 'X', email: 'x@test.example', profileId: other.profileIds.Operator };
    await expect(updateUser(other.admin, { ...there, roleId: other.roleIds.CEO })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('deactivating a user', () => {
  test('ends their sessions at once and lets nobody in', async () => {
    const input = newUser();
    const { id, temporaryPassword } = await createUser(org.admin, input);
    const token = await signInAs(input.email, temporaryPassword);
    await setUserActive(org.admin, { id, active: false });
    expect(await stateOf(token)).toEqual({ state: 'none', reason: 'ended_by_administrator' });
    await expect(signInAs(input.email, temporaryPassword)).rejects.toMatchObject({ code: 'invalid' });
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({
      subjectId: id,
      fields: ['active'],
      facts: { active: false, sessionsEnded: 1 },
    });
    await setUserActive(org.admin, { id, active: true });
    await expect(signInAs(input.email, temporaryPassword)).resolves.toBeDefined();
  });

  test('is refused without the right and across orgs', async () => {
    const { id } = org.officer.actor;
    await expect(setUserActive(org.operator, { id, active: false })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(setUserActive(other.admin, { id, active: false })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the last active administrator', () => {
  test('cannot be deactivated and keeps the profile', async () => {
    const alone = await makeOrg();
    const { id } = alone.admin.actor;
    await expect(setUserActive(alone.admin, { id, active: false })).rejects.toMatchObject({
      reason: 'LAST_ADMINISTRATOR',
    });
    const [row] = await ownerSql()`select name, email from users where org_id = ${alone.orgId} and id = ${id}`;
    const change = { id, name: row?.name, email: row?.email, roleId: alone.roleIds.CEO };
    await expect(updateUser(alone.admin, { ...change, profileId: alone.profileIds.Operator })).rejects.toMatchObject({
      reason: 'LAST_ADMINISTRATOR',
    });
    const [after] = await ownerSql()`
      select active, profile_id from users where org_id = ${alone.orgId} and id = ${id}`;
    expect(after).toEqual({ active: true, profile_id: alone.profileIds.Administrator });
  });

  test('does not ask to be another, which nobody could confirm', async () => {
    const { admin, officer, orgId, profileIds, roleIds } = await makeOrg();
    const [row] = await ownerSql()`select name, email from users where org_id = ${orgId} and id = ${admin.actor.id}`;
    const self = { id: admin.actor.id, name: row?.name, email: row?.email, roleId: roleIds.CEO };
    await expect(updateUser(admin, { ...self, profileId: profileIds.Operator })).rejects.toMatchObject({
      reason: 'LAST_ADMINISTRATOR',
    });
    expect((await listApprovals(officer)).waiting).toEqual([]);
  });

  test('is left when two demote one another at once, and nobody is kept waiting by who is promoted', async () => {
    const org = await makeOrg();
    const { admin, orgId, profileIds, roleIds } = org;
    const other = await insertUser(org, 'Ben', profileIds.Administrator, roleIds.CEO);
    const ben = { ...admin, actor: { ...admin.actor, id: other, name: 'Ben' } };
    const [ada, his] = await ownerSql()`
      select id, name, email from users where org_id = ${orgId} and id in (${admin.actor.id}, ${other}) order by id = ${other}`;
    const demoted = (who: typeof ada) => ({ ...who, roleId: roleIds.CEO, profileId: profileIds.Operator }) as never;
    const done = await Promise.allSettled([updateUser(admin, demoted(his)), updateUser(ben, demoted(ada))]);
    expect(done.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { reason: 'LAST_ADMINISTRATOR' } },
    ]);
    const [left] = await ownerSql()`
      select count(*)::int as count from users where org_id = ${orgId} and active and profile_id = ${profileIds.Administrator}`;
    expect(left).toEqual({ count: 1 });
    const names = ['Eve', 'Fay', 'Gil', 'Hal', 'Ivo', 'Jan'];
    const ids = await Promise.all(names.map((name) => insertUser(org, name, profileIds.Operator, roleIds.CEO)));
    const rows =
      await ownerSql()`select id, name, email from users where org_id = ${orgId} and id in ${ownerSql()(ids)}`;
    const promoted = (who: object) => ({ ...who, roleId: roleIds.CEO, profileId: profileIds.Administrator }) as never;
    await Promise.all(rows.map((who) => updateUser(admin, promoted(who))));
  });

  test('is left when all of eight deactivate one another at once', async () => {
    const many = await makeOrg();
    const { Administrator } = many.profileIds;
    const ids = await Promise.all(
      Array.from({ length: 7 }, (_, n) => insertUser(many, `Admin ${n}`, Administrator, many.roleIds.CEO)),
    );
    const all = [many.admin.actor.id, ...ids];
    const outcomes = await Promise.allSettled(all.map((id) => setUserActive(many.admin, { id, active: false })));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(7);
    const left = await ownerSql()`
      select 1 from users where org_id = ${many.orgId} and profile_id = ${Administrator} and active`;
    expect(left).toHaveLength(1);
  });
});

describe('resetting a password', () => {
  test('gives a new one, ends the sessions and leaves its event', async () => {
    const input = newUser();
    const { id, temporaryPassword } = await createUser(org.admin, input);
    const token = await signInAs(input.email, temporaryPassword);
    const { temporaryPassword: next } = await resetPassword(org.admin, { id });
    expect(await stateOf(token)).toEqual({ state: 'none', reason: 'ended_by_administrator' });
    await expect(signInAs(input.email, temporaryPassword)).rejects.toMatchObject({ code: 'invalid' });
    await expect(signInAs(input.email, next)).resolves.toBeDefined();
    expect(await eventsOf(org.orgId, 'user.change_password')).toContainEqual(
      expect.objectContaining({ subjectId: id, facts: { reset: true, sessionsEnded: 1 } }),
    );
  });

  test('is refused without the right and across orgs', async () => {
    const { id } = org.officer.actor;
    await expect(resetPassword(org.operator, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(resetPassword(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the list of users', () => {
  test('is paged, searched, and of this org only', async () => {
    const big = await makeOrg();
    for (let n = 0; n < 60; n += 1)
      await insertUser(big, `User ${n % 7}`, big.profileIds.Operator, big.roleIds.Manager);
    const first = await listUsers(big.admin);
    expect(first.users).toHaveLength(50);
    const second = await listUsers(big.admin, { after: first.after ?? '' });
    expect(second).toMatchObject({ after: null });
    expect(new Set([...first.users, ...second.users].map((user) => user.id)).size).toBe(63);
    expect((await listUsers(big.admin, { query: 'OLGA' })).users.map((user) => user.name)).toEqual(['Olga Operator']);
    expect(JSON.stringify(first)).not.toContain('passwordHash');
  });

  test('is refused without the right', async () => {
    await expect(listUsers(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
