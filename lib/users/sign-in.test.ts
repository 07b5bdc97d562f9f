import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deviceOf, rememberDevice } from '@/lib/auth/device-token';
import { loadContext } from '@/lib/auth/load-context';
import { hashPassword } from '@/lib/auth/password';
import type { SessionToken } from '@/lib/auth/session-token';
import { asOwner } from '@/lib/testing/as-owner';
import { ownerSql } from '@/lib/testing/database';
import { makeOrg, type TestOrg } from '@/lib/testing/factories';
import { type SignInAttempt, signIn } from './sign-in';

const PASSWORD = 'correct horse battery staple';
const WRONG = 'The email or the password is not right.';
const LOCKED = 'Too many failed sign-ins. Wait 15 minutes and try again.';

/** The operator of a new org, with a password. */
async function makePerson(): Promise<{ org: TestOrg; email: string }> {
  const org = await makeOrg();
  const email = `olga-${randomUUID()}@test.example`;
  const hash = await hashPassword(PASSWORD);
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${org.operator.actor.id}`.execute(),
  );
  return { org, email };
}

/** From an IP address of its own, so that suites do not lock each other out. */
const attempt = (email: string, password = PASSWORD): SignInAttempt => ({
  email,
  password,
  ip: `2001:db8::${randomUUID().slice(0, 4)}`,
  userAgent: 'Test/1.0',
  requestId: randomUUID(),
});

const events = (org: TestOrg) =>
  ownerSql()<{ action: string; outcome: string; actor_id: string; facts: string }[]>`
    select action, outcome, actor_id, facts from ledger_entries
    where org_id = ${org.orgId} and action like 'user.sign_in%' order by id`;

describe('signing in', () => {
  test('opens a session and leaves its event', async () => {
    const { org, email } = await makePerson();
    const token = await signIn(attempt(` ${email.toUpperCase()} `));
    const session = await loadContext(token, { requestId: 'r', ip: null });
    expect(session).toMatchObject({ state: 'live', ctx: { actor: { id: org.operator.actor.id } } });
    expect(await events(org)).toMatchObject([{ action: 'user.sign_in', outcome: 'done' }]);
  });

  test('keeps only a hash of the secret', async () => {
    const { org, email } = await makePerson();
    const token = await signIn(attempt(email));
    const [row] = await ownerSql()`select * from sessions where org_id = ${org.orgId} and id = ${token.sessionId}`;
    expect(JSON.stringify(row)).not.toContain(token.secret);
    expect(await loadContext({ ...token, secret: `${token.secret}x` }, { requestId: 'r', ip: null })).toEqual({
      state: 'none',
      reason: null,
    });
  });

  test('refuses a wrong password and leaves its event', async () => {
    const { org, email } = await makePerson();
    await expect(signIn(attempt(email, 'wrong password'))).rejects.toThrow(WRONG);
    expect(await events(org)).toMatchObject([
      { action: 'user.sign_in_failed', outcome: 'refused', facts: '{"reason":"wrong_password"}' },
    ]);
  });

  test('refuses a deactivated user in the same words, right password or not', async () => {
    const { org, email } = await makePerson();
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set active = false where org_id = ${org.orgId} and email = ${email}`.execute(),
    );
    await expect(signIn(attempt(email))).rejects.toThrow(WRONG);
    expect(await events(org)).toMatchObject([{ outcome: 'refused', facts: '{"reason":"deactivated"}' }]);
  });

  test('tells a stranger nothing by words or by time', async () => {
    const { email } = await makePerson();
    const begun = performance.now();
    await expect(signIn(attempt(email, 'wrong password'))).rejects.toThrow(WRONG);
    const known = performance.now() - begun;
    await expect(signIn(attempt(`nobody-${randomUUID()}@test.example`))).rejects.toThrow(WRONG);
    const unknown = performance.now() - begun - known;
    expect(Math.min(known, unknown)).toBeGreaterThanOrEqual(499);
  });

  test('finds the user of an address in whichever org the password fits', async () => {
    const [first, second] = [await makePerson(), await makePerson()];
    const hash = await hashPassword('another long password');
    await asOwner(second.org.orgId, (tx) =>
      tx.sql`update users set email = ${first.email}, password_hash = ${hash} where email = ${second.email}`.execute(),
    );
    expect(await signIn(attempt(first.email))).toMatchObject({ orgId: first.org.orgId });
    expect(await signIn(attempt(first.email, 'another long password'))).toMatchObject({ orgId: second.org.orgId });
  });
});

describe('a new sign-in in the same browser', () => {
  test('ends the session that the browser had, with an event, in whichever organisation it was', async () => {
    const [first, second] = [await makePerson(), await makePerson()];
    const former = await signIn(attempt(first.email));
    const elsewhere = await signIn(attempt(first.email));
    const next = await signIn({ ...attempt(second.email), former });
    const load = (token: SessionToken) => loadContext(token, { requestId: 'r', ip: null });
    expect(await load(former)).toEqual({ state: 'none', reason: 'replaced' });
    expect(await load(elsewhere)).toMatchObject({ state: 'live' });
    expect(await load(next)).toMatchObject({ state: 'live' });
    const ended = await ownerSql()`
      select subject_id, facts from ledger_entries where org_id = ${first.org.orgId} and action = 'session.end'`;
    expect(ended).toEqual([{ subject_id: former.sessionId, facts: '{"reason":"replaced"}' }]);
  });

  test('that fails ends nothing, and a pointer without its secret ends nothing', async () => {
    const { email } = await makePerson();
    const former = await signIn(attempt(email));
    await expect(signIn({ ...attempt(email, 'x'), former })).rejects.toThrow(WRONG);
    await signIn({ ...attempt(email), former: { ...former, secret: 'x' } });
    expect(await loadContext(former, { requestId: 'r', ip: null })).toMatchObject({ state: 'live' });
  });
});

describe('limits', () => {
  test('64 right sign-ins at once all succeed and lock nobody out', async () => {
    const { org, email } = await makePerson();
    const same = attempt(email);
    const tokens = await Promise.all(Array.from({ length: 64 }, () => signIn({ ...same, requestId: randomUUID() })));
    expect(new Set(tokens.map((token) => token.sessionId)).size).toBe(64);
    expect(await events(org)).toHaveLength(64);
    await expect(signIn(same)).resolves.toMatchObject({ orgId: org.orgId });
  });

  test('ten wrong ones lock the address for 15 minutes, whether or not it exists', async () => {
    const { org, email } = await makePerson();
    const at = Date.now();
    for (const address of [email, `nobody-${randomUUID()}@test.example`]) {
      await Promise.all(Array.from({ length: 9 }, () => expect(signIn(attempt(address, 'x'))).rejects.toThrow(WRONG)));
      await expect(signIn(attempt(address, 'x'), new Date(at))).rejects.toThrow(WRONG);
      await expect(signIn(attempt(address), new Date(at + 14 * 60_000))).rejects.toThrow(LOCKED);
    }
    expect((await events(org)).at(-1)).toMatchObject({ outcome: 'refused', facts: '{"reason":"locked"}' });
    await expect(signIn(attempt(email), new Date(at + 16 * 60_000))).resolves.toMatchObject({ orgId: org.orgId });
  });

  test('a browser in which somebody has signed in is not kept out by the failures of strangers', async () => {
    const { org, email } = await makePerson();
    const at = new Date();
    const device = deviceOf(rememberDevice(null, email, at), email, at);
    const ip = `2001:db8::${randomUUID().slice(0, 4)}`;
    const fail = (address: string) => expect(signIn({ ...attempt(address, 'x'), ip })).rejects.toThrow();
    await Promise.all(Array.from({ length: 12 }, () => fail(email)));
    await Promise.all(Array.from({ length: 95 }, () => fail(`nobody-${randomUUID()}@test.example`)));
    await expect(signIn({ ...attempt(email), ip })).rejects.toThrow(LOCKED);
    await expect(signIn({ ...attempt(email), ip, device })).resolves.toMatchObject({ orgId: org.orgId });
    // It clears its own failures, not those of strangers.
    await expect(signIn(attempt(email))).rejects.toThrow(LOCKED);
  });

  test('ten wrong ones in a known browser lock that browser', async () => {
    const { email } = await makePerson();
    const device = deviceOf(rememberDevice(null, email, new Date()), email, new Date());
    const guesses = Array.from({ length: 10 }, () => signIn({ ...attempt(email, 'x'), device }));
    await Promise.allSettled(guesses);
    await expect(signIn({ ...attempt(email), device })).rejects.toThrow(LOCKED);
    await expect(signIn(attempt(email))).resolves.toBeDefined();
  });

  test('wrong guesses sent at once with the right one do not outrun the count', async () => {
    const { email } = await makePerson();
    const guesses = Array.from({ length: 80 }, (_, n) => signIn(attempt(email, n === 79 ? PASSWORD : `guess ${n}`)));
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toEqual([]);
  });

  test('failures more than 15 minutes apart do not add up', async () => {
    const { email } = await makePerson();
    const at = Date.now();
    const wrong = (minute: number) =>
      expect(signIn(attempt(email, 'x'), new Date(at + minute * 60_000))).rejects.toThrow(WRONG);
    await Promise.all(Array.from({ length: 9 }, () => wrong(0)));
    await Promise.all(Array.from({ length: 9 }, () => wrong(16)));
    await expect(signIn(attempt(email), new Date(at + 17 * 60_000))).resolves.toBeDefined();
  });

  test('a window that begins late still counts ten', async () => {
    const { email } = await makePerson();
    const at = Date.now();
    const wrong = (minute: number) =>
      expect(signIn(attempt(email, 'x'), new Date(at + minute * 60_000))).rejects.toThrow(WRONG);
    await wrong(0);
    await Promise.all(Array.from({ length: 5 }, () => wrong(14)));
    await Promise.all(Array.from({ length: 5 }, () => wrong(20)));
    await expect(signIn(attempt(email), new Date(at + 21 * 60_000))).rejects.toThrow(LOCKED);
  });

  test('a hundred wrong ones lock the IP address', async () => {
    const { email } = await makePerson();
    const ip = `203.0.113.${Math.floor(Math.random() * 250)}`;
    const from = (address: string, password: string) => signIn({ ...attempt(address, password), ip });
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => expect(from(`${n}-${randomUUID()}@x.example`, 'x')).rejects.toThrow(WRONG)),
    );
    await expect(from(email, PASSWORD)).rejects.toThrow(LOCKED);
    await expect(signIn(attempt(email))).resolves.toBeDefined();
  });

  test('the table of failures names nobody', async () => {
    const { email } = await makePerson();
    await expect(signIn(attempt(email, 'x'))).rejects.toThrow(WRONG);
    const rows = await ownerSql()<{ key: Buffer }[]>`select key from limits.failed_sign_ins`;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.key).toHaveLength(32);
  });
});
