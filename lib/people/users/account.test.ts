import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { updateSessionPolicy } from '@/lib/admin/settings/session-policy';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { topicOf } from '@/lib/people/notices/by-mail';
import { listNotices } from '@/lib/people/notices/queries';
import type { Context } from '@/lib/platform/context';
import { touchSession } from '@/lib/protection/touch/sessions';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { workOn } from '@/lib/tools/testing/work';
import { getAccount, listMySessions } from './account';
import { changePassword } from './change-password';
import { endMyOtherSessions, endMySession, endOwnSession, endSessionsOfUser } from './end-session';
import { signIn } from './sign-in';
import { updateAccount } from './update-account';

const PASSWORD = 'correct horse battery staple';
const MINUTE = 60_000;

let org: TestOrg;
let other: TestOrg;
let email: string;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
  email = await givePassword(org.operator);
});

async function givePassword(ctx: Context): Promise<string> {
  const address = `${randomUUID()}@test.example`;
  const hash = await hashPassword(PASSWORD);
  await asOwner(ctx.orgId, (tx) =>
    tx.sql`update users set email = ${address}, password_hash = ${hash}
    where org_id = ${ctx.orgId} and id = ${ctx.actor.id}`.execute(),
  );
  return address;
}

const enter = (address = email, at = new Date()) =>
  signIn({ email: address, password: PASSWORD, ip: '192.0.2.1', userAgent: 'Chrome/1 Windows', requestId: 'r' }, at);

const load = (token: SessionToken, nowMs = Date.now()) => loadContext(token, { requestId: 'r', ip: null }, nowMs);

async function contextOf(token: SessionToken): Promise<Context> {
  const session = await load(token);
  if (session.state !== 'live') throw new Error(`The session is ${session.state}.`);
  return session.ctx;
}

describe('a session', () => {
  test('lapses after 15 idle minutes, and using it keeps it', async () => {
    const at = Date.now();
    const token = await enter(email, new Date(at));
    expect(await load(token, at + 14.9 * MINUTE)).toMatchObject({ state: 'live' });
    await touchSession(await contextOf(token), at, at + 10 * MINUTE);
    expect(await load(token, at + 24.9 * MINUTE)).toMatchObject({ state: 'live' });
    expect(await load(token, at + 25.1 * MINUTE)).toMatchObject({ state: 'lapsed', reason: 'idle' });
  });

  test('is touched at most once a minute', async () => {
    const at = Date.now();
    const token = await enter(email, new Date(at));
    const ctx = await contextOf(token);
    await touchSession(ctx, at, at + 0.9 * MINUTE);
    expect(await load(token)).toMatchObject({ lastSeenMs: at });
    await touchSession(ctx, at, at + MINUTE);
    expect(await load(token)).toMatchObject({ lastSeenMs: at + MINUTE });
  });

  test('lapses after its longest time, however busy', async () => {
    const at = Date.now() - 12 * 60 * MINUTE + MINUTE;
    const token = await enter(email, new Date(at));
    await touchSession({ ...org.operator, sessionId: token.sessionId }, at, Date.now());
    expect(await load(token)).toMatchObject({ state: 'live' });
    expect(await load(token, Date.now() + 2 * MINUTE)).toMatchObject({ state: 'lapsed', reason: 'expired' });
  });

  test('that has ended says why, and its end is an event once', async () => {
    const token = await enter();
    const ctx = await contextOf(token);
    await endOwnSession(ctx, 'idle');
    await endOwnSession(ctx, 'signed_out');
    expect(await load(token)).toEqual({ state: 'none', reason: 'idle' });
    const events = (await eventsOf(org.orgId)).filter((event) => event.subjectId === token.sessionId);
    expect(events.map((event) => event.action)).toEqual(['user.sign_in', 'session.end']);
  });

  test("of another org's token opens nothing", async () => {
    const token = await enter();
    expect(await load({ ...token, orgId: other.orgId })).toEqual({ state: 'none', reason: null });
    expect(await load({ ...token, userId: other.operator.actor.id })).toEqual({ state: 'none', reason: null });
  });

  test('follows the policy from the next request on', async () => {
    const strict = await makeOrg();
    const at = Date.now();
    const token = await enter(await givePassword(strict.operator), new Date(at));
    await updateSessionPolicy(strict.admin, { idleMinutes: 5, longestHours: 1 });
    expect(await load(token, at + 4 * MINUTE)).toMatchObject({ state: 'live', policy: { idleMinutes: 5 } });
    expect(await load(token, at + 6 * MINUTE)).toMatchObject({ state: 'lapsed', reason: 'idle' });
  });
});

describe('my sessions', () => {
  test('are listed with the one in use first, and without those that have lapsed', async () => {
    const mine = await makeOrg();
    const address = await givePassword(mine.operator);
    await enter(address, new Date(Date.now() - 20 * MINUTE));
    const [first, second] = [await enter(address), await enter(address)];
    const sessions = await listMySessions(await contextOf(first));
    expect(sessions.map((session) => session.id)).toEqual([first.sessionId, second.sessionId]);
    expect(sessions[0]).toMatchObject({ current: true, device: 'Chrome on Windows', ip: '192.0.2.1' });
  });

  test('end one by one or all but this, and are out at the next request', async () => {
    const [here, there, elsewhere] = [await enter(), await enter(), await enter()];
    const ctx = await contextOf(here);
    await endMySession(ctx, { id: there.sessionId });
    expect(await load(there)).toEqual({ state: 'none', reason: 'ended_by_user' });
    await endMyOtherSessions(ctx);
    expect(await load(elsewhere)).toEqual({ state: 'none', reason: 'ended_by_user' });
    expect(await load(here)).toMatchObject({ state: 'live' });
    expect(await eventsOf(org.orgId, 'session.end')).toContainEqual(
      expect.objectContaining({ subjectId: there.sessionId, facts: { reason: 'ended_by_user' } }),
    );
  });

  test("never end another person's", async () => {
    const token = await enter();
    for (const ctx of [org.admin, other.admin]) {
      await expect(endMySession(ctx, { id: token.sessionId })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await load(token)).toMatchObject({ state: 'live' });
  });

  test('are ended by an administrator, and by nobody else', async () => {
    const token = await enter();
    const { id } = org.operator.actor;
    await expect(endSessionsOfUser(org.officer, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endSessionsOfUser(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await endSessionsOfUser(org.admin, { id })).toBeGreaterThan(0);
    expect(await load(token)).toEqual({ state: 'none', reason: 'ended_by_administrator' });
  });
});

describe('my account', () => {
  test('changes name and time zone, and its event names them', async () => {
    await updateAccount(org.officer, { name: 'Otto O.', timeZone: 'Europe/Berlin' });
    expect(await getAccount(org.officer)).toMatchObject({ name: 'Otto O.', timeZone: 'Europe/Berlin' });
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({ fields: ['name', 'timeZone'] });
    await expect(updateAccount(org.officer, { name: '', timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      fields: { name: 'Give your name.', timeZone: expect.any(String) },
    });
  });
});

describe('changing my password', () => {
  test('works, ends my other sessions and leaves its event', async () => {
    const person = await makeOrg();
    const address = await givePassword(person.operator);
    const [here, there] = [await enter(address), await enter(address)];
    const ctx = await contextOf(here);
    await changePassword(ctx, { current: PASSWORD, password: 'quite another long one' });
    expect(await load(here)).toMatchObject({ state: 'live' });
    expect(await load(there)).toEqual({ state: 'none', reason: 'ended_by_user' });
    await expect(enter(address)).rejects.toMatchObject({ code: 'invalid' });
    expect(await eventsOf(person.orgId, 'user.change_password')).toMatchObject([{ outcome: 'done' }]);
  });

  test('is told to whose it is, by a notice that goes by mail too', async () => {
    const person = await makeOrg();
    const ctx = await contextOf(await enter(await givePassword(person.operator)));
    await changePassword(ctx, { current: PASSWORD, password: 'quite another long one' });
    const { notices } = await listNotices(ctx);
    expect(notices[0]?.words).toMatch(/^Your password was changed, and your other sessions ended/);
    expect(topicOf('account.own_password')).toBe('account');
  });

  test('takes a password exactly as it is typed, of any signs, up to 200 of them', async () => {
    const person = await makeOrg();
    const address = await givePassword(person.operator);
    const typed = `  Ünder the Quiet ☂ ${'harbour lights and '.repeat(8)}`;
    await changePassword(await contextOf(await enter(address)), { current: PASSWORD, password: typed });
    const giving = (password: string) =>
      signIn({ email: address, password, ip: '192.0.2.1', userAgent: null, requestId: 'r' });
    for (const other of [typed.trim(), typed.toLowerCase(), typed.slice(0, 72), typed.normalize('NFD')]) {
      await expect(giving(other)).rejects.toMatchObject({ code: 'invalid' });
    }
    await expect(giving(typed)).resolves.toBeDefined();
  });

  test('refuses a wrong current password as an event, and after ten asks for a proof of work, by which the right one is taken', async () => {
    const person = await makeOrg();
    const address = await givePassword(person.operator);
    const ctx = await contextOf(await enter(address));
    const guess = (current: string) => changePassword(ctx, { current, password: 'quite another long one' });
    for (let n = 0; n < 9; n += 1) {
      await expect(guess(`guess ${n}`)).rejects.toMatchObject({ fields: { current: 'This is not your password.' } });
    }
    await expect(guess('guess 9')).rejects.toMatchObject({ code: 'limited', reason: 'PROOF' });
    const asked = await guess(PASSWORD).catch((error) => error);
    expect(asked).toMatchObject({ code: 'limited', reason: 'PROOF' });
    // What is counted is the change's own: signing in is counted by itself.
    await expect(enter(address)).resolves.toBeDefined();
    const events = await eventsOf(person.orgId, 'user.change_password');
    expect(events.map((event) => event.outcome)).toEqual(Array(11).fill('refused'));
    const proof = workOn(asked.facts.challenge);
    const change = { current: PASSWORD, password: 'quite another long one' };
    await changePassword(ctx, { ...change, proof });
    await expect(changePassword(ctx, { ...change, proof })).rejects.toMatchObject({ reason: 'PROOF' });
  });

  test.each([
    ['too short', 'at least 12'],
    ['password12345', 'most common'],
    ['Olga.Operator1', 'your name'],
    [PASSWORD, 'the password you have'],
  ])('refuses %s', async (password, words) => {
    const person = await makeOrg();
    const ctx = await contextOf(await enter(await givePassword(person.operator)));
    await expect(changePassword(ctx, { current: PASSWORD, password })).rejects.toMatchObject({
      fields: { password: expect.stringContaining(words) },
    });
  });
});
