/** Joining by an invitation. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { listNotices } from '@/lib/people/notices/queries';
import { linkIn, mailsOf } from '@/lib/people/outbox/testing/mails';
import type { Context } from '@/lib/platform/context';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { contextOf } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { createUser } from '../create-user';
import { listUsers } from '../queries';
import { setUserActive } from '../set-user-active';
import { signIn } from '../sign-in';
import { invite } from './invite';
import { join, openInvitation } from './join';
import { listInvitations } from './list';
import { renewInvitation, withdrawInvitation } from './renew';

const OWN = 'orchard lantern on the river';
const HOUR = 3_600_000;

let org: TestOrg;
let email: string;
beforeEach(async () => {
  org = await makeOrg();
  email = `nora-${randomUUID()}@test.example`;
});

const offer = (profile: 'Operator' | 'Administrator' = 'Administrator') => ({
  name: 'Nora Night',
  email,
  profileId: org.profileIds[profile],
  roleId: org.roleIds.Manager,
});
const inviteBy = (ctx: Context, byMail: boolean, profile?: 'Operator' | 'Administrator') =>
  invite(ctx, { ...offer(profile), byMail });

/** What stands in a path: the id of the row, and what stands behind `#`. */
function held(path: string | null): { invitationId: string; token: string } {
  const [, invitationId = '', token = ''] = /^\/join\/(\d+)#(.+)$/.exec(path ?? '') ?? [];
  return { invitationId, token };
}
const ask = () => randomUUID();
const joinBy = (path: string | null, password = OWN, at = new Date()) =>
  join({ ...held(path), password, timeZone: 'Europe/Vienna' }, ask(), at);
const enter = (password: string) => signIn({ email, password, ip: null, userAgent: null, requestId: ask() });

describe('somebody who was invited', () => {
  test('reads who invites them to what, chooses a password, and signs in; each step is an event', async () => {
    const { id, path } = await inviteBy(org.admin, false);
    expect(await openInvitation(held(path), ask())).toMatchObject({ inviter: 'Ada Admin', name: 'Nora Night', email });
    expect(await joinBy(path)).toEqual({ email });
    const token = await enter(OWN);
    expect(token.orgId).toBe(org.orgId);
    const [user] = (await listUsers(org.admin, { query: email })).users;
    expect(user).toMatchObject({ name: 'Nora Night', active: true, profile: 'Administrator', role: 'Manager' });
    const acts = (await eventsOf(org.orgId)).filter(({ action }) => /^user\.(invite|open|join)/.test(action));
    expect(acts.map(({ action, outcome, actorId }) => [action, outcome, actorId])).toEqual([
      ['user.invite', 'done', org.admin.actor.id],
      ['user.open_invitation', 'done', id],
      ['user.join', 'done', id],
    ]);
    expect((await listNotices(org.admin)).notices[0]).toMatchObject({ words: 'Nora Night joined by your invitation.' });
  });

  test('gets the link by mail, which then nobody else is shown; the database holds nothing of it', async () => {
    const made = await inviteBy(org.admin, true);
    expect(made.path).toBe(null);
    const [mail] = await mailsOf(org.orgId, 'invitation');
    const { id, token } = linkIn(mail);
    expect(mail?.content).toMatchObject({ to: email });
    expect(id).toBe(made.id);
    await expectNowhereInDatabase([token.split('.')[1] ?? '']);
    expect(await joinBy(`/join/${id}#${token}`)).toEqual({ email });
  });

  test('chooses another password when one is not good enough: the link stays', async () => {
    const { path } = await inviteBy(org.admin, false);
    await expect(joinBy(path, 'nora night')).rejects.toMatchObject({ code: 'invalid', fields: { password: /12/ } });
    expect(await joinBy(path)).toEqual({ email });
  });

  test('of an address that another organisation has, joins this one, and is told nothing of that one', async () => {
    const other = await makeOrg('Elsewhere Hospital');
    const place = { profileId: other.profileIds.Operator, roleId: other.roleIds.Manager };
    await createUser(other.admin, { name: 'Nora Elsewhere', email, ...place });
    const { path } = await inviteBy(org.admin, false);
    expect(JSON.stringify(await openInvitation(held(path), ask()))).not.toMatch(/Elsewhere/);
    expect(await joinBy(path)).toEqual({ email });
    expect((await enter(OWN)).orgId).toBe(org.orgId);
  });
});

describe('a link opens nothing', () => {
  test.each<[string, string, (made: { id: string }) => Promise<unknown>, number]>([
    ['that was used', 'accepted', () => Promise.resolve(), 0],
    ['that was withdrawn', 'withdrawn', ({ id }) => withdrawInvitation(org.admin, { id }), 0],
    ['in whose place another was made', 'replaced', ({ id }) => renewInvitation(org.admin, { id, byMail: false }), 0],
    ['after 72 hours', 'expired', () => Promise.resolve(), 72],
    ['of an address that got an account meanwhile', 'taken', () => createUser(org.admin, offer()), 0],
  ])('%s', async (_, why, meanwhile, hours) => {
    const made = await inviteBy(org.admin, false);
    if (why === 'accepted') await joinBy(made.path);
    await meanwhile(made);
    const at = new Date(Date.now() + hours * HOUR);
    expect(await joinBy(made.path, OWN, at)).toEqual({ ok: false, why });
    expect((await eventsOf(org.orgId, 'user.join')).at(-1)).toMatchObject({
      outcome: 'refused',
      facts: { reason: why },
    });
  });

  test('of whoever has left', async () => {
    const { Administrator } = org.profileIds;
    const id = await insertUser(org, 'Gina Gone', Administrator, org.roleIds.CEO);
    const gina = contextOf(org.orgId, { id, name: 'Gina Gone', profile: 'Administrator', ownerIds: null });
    const { path } = await inviteBy(gina, false);
    await setUserActive(org.admin, { id, active: false });
    expect(await joinBy(path)).toEqual({ ok: false, why: 'inviter_left' });
  });

  test('that is cut short, of another, of no organisation, or that SQL changed', async () => {
    const { id, path } = await inviteBy(org.admin, false);
    const { token } = held(path);
    const wrong = { ok: false, why: 'wrong_link' };
    const given = [token.slice(0, -1), `${org.orgId}.abc`, '1.abc', 'none'];
    for (const one of given) expect(await openInvitation({ invitationId: id, token: one }, ask())).toEqual(wrong);
    expect(await openInvitation({ invitationId: '77', token }, ask())).toEqual(wrong);
    for (const change of [
      "email = 'mallory@test.example'",
      "expires_at = expires_at + interval '1 day'",
      'created_by = 0',
    ]) {
      await ownerSql().unsafe(`update invitations set ${change} where id = ${id}`);
      expect(await openInvitation(held(path), ask())).toEqual(wrong);
    }
    expect((await listUsers(org.admin, { query: 'Nora' })).users).toEqual([]);
  });

  test('twice at once: one account is made', async () => {
    const { path } = await inviteBy(org.admin, false);
    const done = await Promise.all([joinBy(path), joinBy(path, 'another lantern on the lake')]);
    expect(done.filter((one) => 'email' in one).length).toBe(1);
    expect(done.filter((one) => 'why' in one && one.why === 'accepted').length).toBe(1);
  });
});

describe('whoever invites', () => {
  test('needs the right to manage users, for each act', async () => {
    const { id } = await inviteBy(org.admin, false);
    for (const act of [
      () => inviteBy(org.officer, false),
      () => renewInvitation(org.officer, { id, byMail: false }),
      () => withdrawInvitation(org.officer, { id }),
      () => listInvitations(org.officer),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('invites an address once at a time, and none that has an account here', async () => {
    const { id } = await inviteBy(org.admin, false);
    await expect(inviteBy(org.admin, true)).rejects.toMatchObject({ code: 'conflict', fields: { email: /already/ } });
    await withdrawInvitation(org.admin, { id });
    const { path } = await inviteBy(org.admin, false);
    await joinBy(path);
    await expect(inviteBy(org.admin, false)).rejects.toMatchObject({ code: 'conflict', fields: { email: /has this/ } });
  });

  test('sees the state of each, and of no other organisation’s', async () => {
    const other = await makeOrg();
    const { id } = await inviteBy(org.admin, true);
    await expect(withdrawInvitation(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listInvitations(other.admin)).toEqual([]);
    const state = async (at?: Date) => (await listInvitations(org.admin, at)).map((one) => one.state);
    expect(await state()).toEqual(['open']);
    expect(await state(new Date(Date.now() + 73 * HOUR))).toEqual(['expired']);
    await renewInvitation(org.admin, { id, byMail: true });
    expect(await state()).toEqual(['open']);
    const [newest] = await listInvitations(org.admin);
    await withdrawInvitation(org.admin, { id: newest?.id ?? '' });
    expect(await state()).toEqual(['withdrawn']);
    expect((await mailsOf(org.orgId, 'invitation')).at(-1)).toMatchObject({ state: 'over', content: null });
  });

  test('does not read health data by the account: it waits for a second person, who is not the one who invited', async () => {
    const second = await insertUser(org, 'Ben Second', org.profileIds.Administrator, org.roleIds.CEO);
    expect(second).toBeTruthy();
    const { path } = await inviteBy(org.admin, false, 'Operator');
    await joinBy(path);
    const [user] = (await listUsers(org.admin, { query: email })).users;
    expect(user).toMatchObject({ waits: true });
    expect(await eventsOf(org.orgId, 'approval.ask')).toMatchObject([{ facts: { kind: 'user.read_phi' } }]);
    const [asked] = await ownerSql()`select asked_by as by from approvals where org_id = ${org.orgId}`;
    expect(asked?.by).toBe(org.admin.actor.id);
  });
});
