import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deviceOf, rememberDevice } from '@/lib/people/auth/device-token';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { whoKey } from '@/lib/people/auth/sign-in-limits';
import { CareledgerError } from '@/lib/platform/errors';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { workOn } from '@/lib/tools/testing/work';
import { type SignInAttempt, signIn } from './sign-in';

// Each with people of its own, so that they wait side by side: a failure takes half a second.
const PASSWORD = 'correct horse battery staple';
const WRONG = 'The email or the password is not right.';
const ASKED = { code: 'limited', reason: 'PROOF' };

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

/** As the form does: tries, works where it is asked to, tries again. */
async function signInByForm(given: SignInAttempt, at?: Date): Promise<SessionToken> {
  for (let proof: string | undefined, n = 0; ; n += 1) {
    try {
      return await signIn({ ...given, ...(proof && { proof }), requestId: randomUUID() }, at);
    } catch (error) {
      if (!(error instanceof CareledgerError) || error.reason !== 'PROOF' || n === 5) throw error;
      proof = workOn(String(error.facts.challenge));
    }
  }
}

const challengeFor = async (given: SignInAttempt, at?: Date): Promise<string> => {
  const asked = await signIn(given, at).catch((error) => error);
  expect(asked).toMatchObject(ASKED);
  return asked.facts.challenge;
};
const bitsOf = (challenge: string) => Number(challenge.split('.')[1]);

const events = (org: TestOrg) =>
  ownerSql()<{ action: string; outcome: string; actor_id: string; facts: string }[]>`
    select action, outcome, actor_id, facts from ledger_entries
    where org_id = ${org.orgId} and action like 'user.sign_in%' order by id`;

describe.concurrent('signing in', () => {
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

describe.concurrent('a new sign-in in the same browser', () => {
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

describe.concurrent('limits', () => {
  test('64 right sign-ins at once all succeed and lock nobody out', async () => {
    const { org, email } = await makePerson();
    const same = attempt(email);
    const tokens = await Promise.all(Array.from({ length: 64 }, () => signIn({ ...same, requestId: randomUUID() })));
    expect(new Set(tokens.map((token) => token.sessionId)).size).toBe(64);
    expect(await events(org)).toHaveLength(64);
    await expect(signIn(same)).resolves.toMatchObject({ orgId: org.orgId });
  });

  test('after ten wrong ones each guess needs a proof of work for 15 minutes, whether or not the address exists', async () => {
    const { org, email } = await makePerson();
    const at = Date.now();
    const later = (minutes: number) => new Date(at + minutes * 60_000);
    for (const address of [email, `nobody-${randomUUID()}@test.example`]) {
      await Promise.all(Array.from({ length: 9 }, () => expect(signIn(attempt(address, 'x'))).rejects.toThrow(WRONG)));
      for (const password of ['x', 'y', PASSWORD]) await challengeFor(attempt(address, password), later(0));
      await expect(signInByForm(attempt(address, 'x'), later(14))).rejects.toThrow(WRONG);
    }
    expect((await events(org)).map(({ facts }) => facts)).toEqual([
      ...Array(9).fill('{"reason":"wrong_password"}'),
      ...Array(4).fill('{"reason":"proof_needed"}'),
      '{"reason":"wrong_password"}',
    ]);
    await expect(signIn(attempt(email), later(30))).resolves.toMatchObject({ orgId: org.orgId });
  });

  test('a thousand guesses of a stranger keep nobody out: the owner signs in from a new browser, and ten of them were compared', async () => {
    const { org, email } = await makePerson();
    for (let n = 0; n < 10; n += 1) await expect(signIn(attempt(email, `guess ${n}`))).rejects.toThrow();
    for (let n = 1; n < 10; n += 1) {
      const guesses = Array.from({ length: 110 }, (_, k) => signIn(attempt(email, `guess ${n}.${k}`)));
      const answers = await Promise.allSettled(guesses);
      expect(answers.filter((answer) => answer.status === 'rejected' && answer.reason.reason === 'PROOF')).toHaveLength(
        110,
      );
    }
    const [row] = await ownerSql()`
      select heat from limits.failed_sign_ins where key = ${whoKey({ email, ip: null })}`;
    expect(row?.heat).toBe(10);
    const owner = attempt(email);
    expect(bitsOf(await challengeFor(owner))).toBe(16);
    await expect(signInByForm(owner)).resolves.toMatchObject({ orgId: org.orgId });
  });

  test('what a wrong guess costs rises with their number, up to some seconds of a browser, and they are compared one at a time', async () => {
    const { email } = await makePerson();
    for (let n = 0; n < 10; n += 1) await signIn(attempt(email, 'x')).catch(() => {});
    const heatTo = (heat: number) =>
      ownerSql()`update limits.failed_sign_ins set heat = ${heat} where key = ${whoKey({ email, ip: null })}`;
    const costs: number[] = [];
    for (const heat of [10, 19, 20, 45, 90, 10_000]) {
      await heatTo(heat);
      costs.push(bitsOf(await challengeFor(attempt(email, 'x'))));
    }
    expect(costs).toEqual([16, 16, 17, 18, 19, 20]);
    await heatTo(10);
    const proofs = await Promise.all(Array.from({ length: 4 }, () => challengeFor(attempt(email)).then(workOn)));
    const begun = performance.now();
    await Promise.allSettled(proofs.map((proof) => signIn({ ...attempt(email, 'x'), proof })));
    // Each takes half a second of its account's turn.
    expect(performance.now() - begun).toBeGreaterThanOrEqual(4 * 500 - 50);
  });

  test('a proof is good once, for one address, and only solved', async () => {
    const [one, other] = [await makePerson(), await makePerson()];
    for (const { email } of [one, other]) {
      for (let n = 0; n < 10; n += 1) await signIn(attempt(email, 'x')).catch(() => {});
    }
    const challenge = await challengeFor(attempt(one.email));
    await expect(signIn({ ...attempt(one.email), proof: `${challenge}.x` })).rejects.toMatchObject(ASKED);
    const proof = workOn(challenge);
    await expect(signIn({ ...attempt(other.email), proof })).rejects.toMatchObject(ASKED);
    await expect(signIn({ ...attempt(one.email, 'x'), proof })).rejects.toThrow(WRONG);
    await expect(signIn({ ...attempt(one.email), proof })).rejects.toMatchObject(ASKED);
    await expect(signInByForm(attempt(one.email))).resolves.toBeDefined();
  });

  test('a browser in which somebody has signed in needs no proof, whatever strangers do', async () => {
    const { org, email } = await makePerson();
    const at = new Date();
    const device = deviceOf(rememberDevice(null, email, at), email, at);
    const ip = `2001:db8::${randomUUID().slice(0, 4)}`;
    const fail = (address: string) => expect(signIn({ ...attempt(address, 'x'), ip })).rejects.toThrow();
    await Promise.all(Array.from({ length: 12 }, () => fail(email)));
    await Promise.all(Array.from({ length: 95 }, () => fail(`nobody-${randomUUID()}@test.example`)));
    await expect(signIn({ ...attempt(email), ip })).rejects.toMatchObject(ASKED);
    await expect(signIn({ ...attempt(email), ip, device })).resolves.toMatchObject({ orgId: org.orgId });
    // It clears its own failures, not those of strangers.
    await expect(signIn(attempt(email))).rejects.toMatchObject(ASKED);
  });

  test('ten wrong ones in a known browser bring on its own proofs, and no stranger’s', async () => {
    const { email } = await makePerson();
    const device = deviceOf(rememberDevice(null, email, new Date()), email, new Date());
    const guesses = Array.from({ length: 10 }, () => signIn({ ...attempt(email, 'x'), device }));
    await Promise.allSettled(guesses);
    await expect(signIn({ ...attempt(email), device })).rejects.toMatchObject(ASKED);
    await expect(signIn(attempt(email))).resolves.toBeDefined();
    await expect(signInByForm({ ...attempt(email), device })).resolves.toBeDefined();
  });

  test('of guesses sent at once the answers do not tell which was right', async () => {
    const { email } = await makePerson();
    const guesses = Array.from({ length: 80 }, (_, n) => signIn(attempt(email, n === 79 ? PASSWORD : `guess ${n}`)));
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toEqual([]);
    expect(outcomes[79]).toMatchObject({ reason: ASKED });
    expect(
      outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason.reason === 'PROOF').length,
    ).toBeGreaterThan(60);
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
      expect(signIn(attempt(email, 'x'), new Date(at + minute * 60_000))).rejects.toThrow();
    await wrong(0);
    await Promise.all(Array.from({ length: 5 }, () => wrong(14)));
    await Promise.all(Array.from({ length: 5 }, () => wrong(20)));
    await expect(signIn(attempt(email), new Date(at + 21 * 60_000))).rejects.toMatchObject(ASKED);
  });

  test('after a hundred wrong ones an IP address needs a proof for each guess at whomever', async () => {
    const { email } = await makePerson();
    const ip = `203.0.113.${Math.floor(Math.random() * 250)}`;
    const from = (address: string, password: string) => signIn({ ...attempt(address, password), ip });
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => expect(from(`${n}-${randomUUID()}@x.example`, 'x')).rejects.toThrow()),
    );
    await expect(from(email, PASSWORD)).rejects.toMatchObject(ASKED);
    await expect(signInByForm({ ...attempt(email), ip })).resolves.toBeDefined();
  });

  test('the table of failures names nobody', async () => {
    const { email } = await makePerson();
    await expect(signIn(attempt(email, 'x'))).rejects.toThrow(WRONG);
    const rows = await ownerSql()<{ key: Buffer }[]>`select key from limits.failed_sign_ins`;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.key).toHaveLength(32);
  });
});
