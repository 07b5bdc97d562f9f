/** Authenticator apps and recovery codes: what each gives, once, and to nobody else. */
import { beforeAll, describe, expect, test } from 'vitest';
import { updateFactorPolicy } from '@/lib/admin/settings/second-factor';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { DEFAULT_FACTOR_POLICY, NO_FACTORS } from '@/lib/people/auth/factor-policy';
import { signIn } from '@/lib/people/users/sign-in';
import { systemContext } from '@/lib/platform/context';
import { bearerMac, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import {
  addApp,
  codeAt,
  contextIn,
  type FactorPerson,
  load,
  newPerson,
  PASSWORD,
  passwordSession,
} from '@/lib/tools/testing/factor-people';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { addTotp, offerTotp } from './add';
import { newRecoveryCodes, removeFactor, renameFactor } from './change';
import { proveByCode } from './prove';
import { proveByPassword } from './prove-by-password';
import { listMyFactors, waysToProve } from './queries';

const MINUTE = 60_000;
const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE);

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

/** Somebody with an app, and a new session of theirs that a password has opened. */
async function withApp(at = new Date()) {
  const person = await newPerson(org);
  const app = await addApp(await contextIn(await passwordSession(person, at), at), at);
  const token = await passwordSession(person, at);
  return { person, app, token, later: minutesAfter(at, 1) };
}

describe('an authenticator app', () => {
  test('is added by its first code, which leaves an event and a notice; the session needs no other', async () => {
    const at = new Date();
    const person = await newPerson(org);
    const token = await passwordSession(person, at);
    const { id, recoveryCodes } = await addApp(await contextIn(token, at), at);
    expect(recoveryCodes).toHaveLength(10);
    expect(await load(token, at)).toMatchObject({ state: 'live' });
    const { factors, recoveryCodesLeft } = await listMyFactors(await contextIn(token, at));
    expect(factors).toMatchObject([{ id, kind: 'totp', name: 'My app', lastUsedAt: null }]);
    expect(recoveryCodesLeft).toBe(10);
    const events = (await eventsOf(org.orgId, 'user.factor_add')).filter(({ subjectId }) => subjectId === person.id);
    expect(events).toMatchObject([{ outcome: 'done', facts: { kind: 'totp', factor: id } }]);
    const notices = await ownerSql()`select kind from notices where org_id = ${org.orgId} and user_id = ${person.id}`;
    expect(notices.map(({ kind }) => kind)).toContain('factor.added');
  });

  test('is asked for at the next sign-in: a password alone opens a session without rights', async () => {
    const { app, token, later } = await withApp();
    const barred = await load(token, later);
    if (barred.state !== 'factor') throw new Error(barred.state);
    expect(barred.enrolled).toBe(true);
    expect(barred.ctx.rights).toEqual({ everyModule: [], modules: {}, org: [] });
    expect(barred.ctx.ownerIds).toEqual([]);
    await proveByCode(barred.ctx, { code: codeAt(app.secret, later) }, later);
    expect(await load(token, later)).toMatchObject({ state: 'live' });
  });

  test('ends what a session of before could do, at its next request', async () => {
    const at = new Date();
    const person = await newPerson(org);
    const [one, two] = [await passwordSession(person, at), await passwordSession(person, at)];
    await addApp(await contextIn(one, at), at);
    expect(await load(two, at)).toMatchObject({ state: 'factor' });
  });

  test('whoever has not given it sets up no other one, nor shows a password in its place', async () => {
    const { token, later } = await withApp();
    const ctx = await contextIn(token, later);
    await expect(offerTotp(ctx, later)).rejects.toMatchObject({ reason: 'STEP_UP' });
    await expect(newRecoveryCodes(ctx, later)).rejects.toMatchObject({ reason: 'STEP_UP' });
    await expect(proveByPassword(ctx, { password: PASSWORD }, later)).rejects.toMatchObject({ code: 'conflict' });
    expect(await load(token, later)).toMatchObject({ state: 'factor' });
  });

  test('each code is taken once, also by two requests at the same time', async () => {
    const { person, app, later } = await withApp();
    const tokens = await Promise.all([1, 2, 3].map(() => passwordSession(person, later)));
    const contexts = await Promise.all(tokens.map((token) => contextIn(token, later)));
    const code = codeAt(app.secret, later);
    const tries = await Promise.allSettled(contexts.map((ctx) => proveByCode(ctx, { code }, later)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const states = await Promise.all(tokens.map(async (token) => (await load(token, later)).state));
    expect(states.sort()).toEqual(['factor', 'factor', 'live']);
  });

  test('the code by which it was added is spent', async () => {
    const at = new Date();
    const { app, token } = await withApp(at);
    await expect(proveByCode(await contextIn(token, at), { code: codeAt(app.secret, at) }, at)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('after twenty wrong codes in a day none is compared, the person is told, and a recovery code still helps', async () => {
    const { person, app, token, later } = await withApp();
    const ctx = await contextIn(token, later);
    for (let n = 0; n < 20; n += 1)
      await expect(proveByCode(ctx, { code: 'no code' }, later)).rejects.toMatchObject({ code: 'invalid' });
    const right = { code: codeAt(app.secret, later) };
    await expect(proveByCode(ctx, right, later)).rejects.toMatchObject({ reason: 'TOO_MANY_CODES' });
    const notices = await ownerSql()`select kind from notices where org_id = ${org.orgId} and user_id = ${person.id}`;
    expect(notices.filter(({ kind }) => kind === 'factor.guessed')).toHaveLength(1);
    const failed = (await eventsOf(org.orgId, 'user.prove_failed')).filter(({ actorId }) => actorId === person.id);
    expect(failed).toHaveLength(20);
    await proveByCode(ctx, { code: app.recoveryCodes?.[0] ?? '' }, later);
    expect(await load(token, later)).toMatchObject({ state: 'live' });
  });

  test('its secret and the recovery codes stand nowhere in the database', async () => {
    const { app } = await withApp();
    await expectNowhereInDatabase([app.secret, ...(app.recoveryCodes ?? [])]);
  });

  test('an offer of another session, or of another person, is not taken', async () => {
    const at = new Date();
    const person = await newPerson(org);
    const [one, two] = [await passwordSession(person, at), await passwordSession(person, at)];
    const { secret, offer } = await offerTotp(await contextIn(one, at), at);
    const given = { name: 'My app', offer, code: codeAt(secret, at) };
    await expect(addTotp(await contextIn(two, at), given, at)).rejects.toMatchObject({ code: 'invalid' });
    const stranger = await contextIn(await passwordSession(await newPerson(other), at), at);
    await expect(addTotp(stranger, given, at)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('bad input is named', async () => {
    const at = new Date();
    const ctx = await contextIn(await passwordSession(await newPerson(org), at), at);
    const { offer } = await offerTotp(ctx, at);
    await expect(addTotp(ctx, { name: '', offer, code: '1' }, at)).rejects.toMatchObject({
      fields: { name: expect.any(String) },
    });
    await expect(addTotp(ctx, { name: 'x', offer, code: '1' }, at)).rejects.toMatchObject({
      fields: { code: expect.any(String) },
    });
  });
});

describe('a recovery code', () => {
  test('opens once, however it is typed, and says how many are left', async () => {
    const { person, app, token, later } = await withApp();
    const [code = ''] = app.recoveryCodes ?? [];
    await proveByCode(await contextIn(token, later), { code: ` ${code.toUpperCase().replaceAll('-', ' ')}` }, later);
    expect((await listMyFactors(await contextIn(token, later))).recoveryCodesLeft).toBe(9);
    const again = await contextIn(await passwordSession(person, later), later);
    await expect(proveByCode(again, { code }, later)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('has more than 128 bits, and one of before, which has fewer, opens as long as it was not used', async () => {
    const { person, app, token, later } = await withApp();
    for (const code of app.recoveryCodes ?? []) expect(code.replaceAll('-', '')).toMatch(/^[a-z2-9]{28}$/);
    expect(28 * Math.log2(31)).toBeGreaterThan(128);
    const ctx = await contextIn(token, later);
    const old = 'abcdefghjkmnpqr';
    const keys = await keysOfOrg(ctx.orgId);
    const [row] = await ownerSql()<[{ id: string }]>`
      select id from recovery_codes where org_id = ${org.orgId} and user_id = ${person.id} limit 1`;
    const digest = bearerMac(keys, 'recovery', [person.id, row.id], plainDigest(old));
    await ownerSql()`update recovery_codes set digest = ${digest} where org_id = ${org.orgId} and id = ${row.id}`;
    await proveByCode(ctx, { code: 'abcde-fghjk-mnpqr' }, later);
    const again = await contextIn(await passwordSession(person, later), later);
    await expect(proveByCode(again, { code: old }, later)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('of another person, or of a set that was replaced, opens nothing', async () => {
    const [one, two] = [await withApp(), await withApp()];
    const code = one.app.recoveryCodes?.[0] ?? '';
    const strange = await contextIn(two.token, two.later);
    await expect(proveByCode(strange, { code }, two.later)).rejects.toMatchObject({ code: 'invalid' });
    const own = await contextIn(one.token, one.later);
    await proveByCode(own, { code: codeAt(one.app.secret, one.later) }, one.later);
    const fresh = await newRecoveryCodes(await contextIn(one.token, one.later), one.later);
    expect(fresh).toHaveLength(10);
    await expect(proveByCode(own, { code }, one.later)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('whoever has one', () => {
  test('renames it; nobody else does', async () => {
    const { app, token, later } = await withApp();
    const ctx = await contextIn(token, later);
    await proveByCode(ctx, { code: codeAt(app.secret, later) }, later);
    await renameFactor(ctx, { id: app.id, name: 'Phone' });
    expect((await listMyFactors(ctx)).factors).toMatchObject([{ name: 'Phone' }]);
    const stranger = await contextIn(await passwordSession(await newPerson(org), later), later);
    await expect(renameFactor(stranger, { id: app.id, name: 'Mine' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeFactor(stranger, { id: app.id }, later)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keeps the last one where one is asked for, and may remove it where none is', async () => {
    const org = await makeOrg();
    const at = new Date();
    const person = await newPerson(org);
    const token = await passwordSession(person, at);
    const app = await addApp(await contextIn(token, at), at);
    const ctx = await contextIn(token, at);
    await expect(removeFactor(ctx, { id: app.id }, at)).rejects.toMatchObject({ reason: 'LAST_FACTOR' });
    await updateFactorPolicy(systemContext(org.orgId, 'test', { org: ['manageCompliance'] }), NO_FACTORS);
    await removeFactor(ctx, { id: app.id }, at);
    expect(await listMyFactors(ctx)).toEqual({ factors: [], recoveryCodesLeft: 0, needed: false });
    expect(await load(await passwordSession(person, at), at)).toMatchObject({ state: 'live' });
  });

  test('shows it anew before they remove it, five minutes later', async () => {
    const { app, token, later } = await withApp();
    const ctx = await contextIn(token, later);
    await proveByCode(ctx, { code: codeAt(app.secret, later) }, later);
    const stale = minutesAfter(later, 5);
    await expect(removeFactor(await contextIn(token, stale), { id: app.id }, stale)).rejects.toMatchObject({
      reason: 'STEP_UP',
    });
  });
});

describe('who is asked', () => {
  test('by default whoever has a right to health data, to compliance or to users, two weeks after the organisation began', async () => {
    const org = await makeOrg();
    const person = await newPerson(org);
    const soon = minutesAfter(new Date(), 13 * 24 * 60);
    const live = await load(await passwordSession(person, soon), soon);
    if (live.state !== 'live') throw new Error(live.state);
    expect(live.factorNeededMs).toBeGreaterThan(soon.getTime());
    const late = minutesAfter(new Date(), 15 * 24 * 60);
    const token = await passwordSession(person, late);
    const barred = await load(token, late);
    if (barred.state !== 'factor') throw new Error(barred.state);
    expect(barred.enrolled).toBe(false);
    expect(barred.ctx.rights.org).toEqual([]);
    await addApp(barred.ctx, late);
    expect(await load(token, late)).toMatchObject({ state: 'live', factorNeededMs: null });
  });

  test('an administrator sets by profile, and only who manages compliance does', async () => {
    const org = await makeOrg();
    const person = await newPerson(org);
    const late = minutesAfter(new Date(), 15 * 24 * 60);
    const policy = { ...DEFAULT_FACTOR_POLICY, profiles: { [org.profileIds.Operator]: false } };
    await expect(updateFactorPolicy(org.operator, policy)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await updateFactorPolicy(org.admin, policy)).toEqual({ waits: true });
    const [asked] = (await listApprovals(org.officer)).waiting;
    await confirmApproval(org.officer, { id: asked?.id ?? '' }, APPROVAL_HANDLERS);
    expect(await load(await passwordSession(person, late), late)).toMatchObject({
      state: 'live',
      factorNeededMs: null,
    });
    const officer = await newPerson(org, 'Compliance Officer');
    expect(await load(await passwordSession(officer, late), late)).toMatchObject({ state: 'factor' });
    await expect(updateFactorPolicy(org.admin, { ...policy, graceDays: 400 })).rejects.toMatchObject({
      fields: { graceDays: expect.any(String) },
    });
  });

  test('a setting that SQL changed counts as the strictest: asked at once', async () => {
    const org = await makeOrg();
    const person = await newPerson(org);
    await updateFactorPolicy(systemContext(org.orgId, 'test', { org: ['manageCompliance'] }), NO_FACTORS);
    expect(await load(await passwordSession(person))).toMatchObject({ state: 'live' });
    await ownerSql()`
      update settings set value = value || '{"freshMinutes": 700}' where org_id = ${org.orgId} and key = 'second_factor'`;
    expect(await load(await passwordSession(person))).toMatchObject({ state: 'factor', enrolled: false });
  });
});

test('a code of one secret that stands there under two names is taken once', async () => {
  const at = new Date();
  const ctx = await contextIn(await passwordSession(await newPerson(org), at), at);
  const { secret, offer } = await offerTotp(ctx, at);
  for (const name of ['Phone', 'Tablet']) await addTotp(ctx, { name, offer, code: codeAt(secret, at) }, at);
  const later = minutesAfter(at, 2);
  await proveByCode(ctx, { code: codeAt(secret, later) }, later);
  await expect(proveByCode(ctx, { code: codeAt(secret, later) }, later)).rejects.toMatchObject({ code: 'invalid' });
});

describe('what SQL writes', () => {
  test('a factor that was taken away, or put in, opens nothing: the sessions of its owner neither', async () => {
    const { person, token, later } = await withApp();
    await ownerSql()`update factors set removed_at = now() where org_id = ${org.orgId} and user_id = ${person.id}`;
    expect(await load(token, later)).toEqual({ state: 'none', reason: null });
    const failed = await eventsOf(org.orgId, 'integrity.failed');
    expect(failed.some(({ subjectId }) => subjectId === person.id)).toBe(true);
  });

  test('a session that was said to have given a factor opens nothing', async () => {
    const { token, later } = await withApp();
    await ownerSql()`update sessions set factor_at = now() where org_id = ${org.orgId} and id = ${token.sessionId}`;
    expect(await load(token, later)).toEqual({ state: 'none', reason: null });
  });
});

describe('a password', () => {
  const enter = (person: FactorPerson) =>
    signIn({ email: person.email, password: PASSWORD, ip: null, userAgent: null, requestId: 'r' });

  test('shows anew who one is where there is no factor, and is an event; a wrong one is one too', async () => {
    const person = await newPerson(org);
    const token = await enter(person);
    const stale = minutesAfter(new Date(), 6);
    const ctx = await contextIn(token, stale);
    expect(await waysToProve(ctx)).toEqual({ passkey: false, app: false, password: true });
    await expect(offerTotp(ctx, stale)).rejects.toMatchObject({ reason: 'STEP_UP' });
    await expect(proveByPassword(ctx, { password: 'wrong' }, stale)).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    });
    await proveByPassword(ctx, { password: PASSWORD }, stale);
    await offerTotp(await contextIn(token, stale), stale);
    const own = (await eventsOf(org.orgId)).filter(
      ({ actorId, action }) => actorId === person.id && /prove/.test(action),
    );
    expect(own.map(({ action }) => action)).toEqual(['user.prove_failed', 'user.prove']);
  });
});
