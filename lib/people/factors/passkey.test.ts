/** Passkeys: taken from our own origin, once, with the person verified; a copy is noticed. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rememberBrowser } from '@/lib/people/users/remember-browser';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { offerSignIn, signInByPasskey } from '@/lib/people/users/sign-in-by-passkey';
import { env } from '@/lib/platform/env';
import { type SoftAuthenticator, softAuthenticator } from '@/lib/tools/testing/authenticator';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextIn, type FactorPerson, load, newPerson, passwordSession } from '@/lib/tools/testing/factor-people';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addPasskey, offerPasskey } from './add';
import { removeFactor } from './change';
import { offerProof, proveByPasskey } from './prove';
import { listMyFactors } from './queries';
import type { PasskeyAnswer } from './schemas';

const ORIGIN = 'https://crm.example';
const from = { ip: '192.0.2.40', userAgent: null, requestId: 'r' };

let org: TestOrg;
let address: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  address = vi.spyOn(env(), 'NEXTAUTH_URL', 'get' as never).mockReturnValue(ORIGIN as never);
  org = await makeOrg();
});
afterAll(() => void address.mockRestore());

async function withPasskey(device: SoftAuthenticator = softAuthenticator(ORIGIN)) {
  const person = await newPerson(org);
  const ctx = await contextIn(await passwordSession(person));
  const { id, recoveryCodes } = await addPasskey(ctx, device.make(await offerPasskey(ctx), 'Laptop'));
  return { person, device, id, recoveryCodes, token: await passwordSession(person) };
}

const signIn = (answer: PasskeyAnswer) => signInByPasskey({ answer, ...from });
const noticesOf = async ({ id }: FactorPerson) =>
  (await ownerSql()`select kind from notices where org_id = ${org.orgId} and user_id = ${id}`).map(({ kind }) => kind);

const mailsOf = async ({ id }: FactorPerson) =>
  (await ownerSql()`select 1 from mails where org_id = ${org.orgId} and user_id = ${id} and template = 'new_device'`)
    .length;

describe('a passkey', () => {
  test('is added, named, and gives the second factor after the password', async () => {
    const { device, id, recoveryCodes, token } = await withPasskey();
    expect(recoveryCodes).toHaveLength(10);
    const barred = await load(token);
    if (barred.state !== 'factor') throw new Error(barred.state);
    const asked = await offerProof(barred.ctx);
    expect(asked).toMatchObject({ rpId: 'crm.example', userVerification: 'required', allowCredentials: [{}] });
    await proveByPasskey(barred.ctx, device.sign(asked));
    expect(await load(token)).toMatchObject({ state: 'live' });
    const { factors } = await listMyFactors(barred.ctx);
    expect(factors).toMatchObject([{ id, kind: 'passkey', name: 'Laptop', lastUsedAt: expect.any(String) }]);
  });

  test('signs in alone: whose it is, it says itself; the session has its second factor', async () => {
    const { person, device } = await withPasskey();
    const asked = await offerSignIn();
    expect(asked.allowCredentials ?? []).toEqual([]);
    const token = await signIn(device.sign(asked));
    expect(token).toMatchObject({ orgId: org.orgId, userId: person.id });
    expect(await load(token)).toMatchObject({ state: 'live', factorNeededMs: null });
    const own = (await eventsOf(org.orgId, 'user.sign_in')).filter(({ actorId }) => actorId === person.id);
    expect(own.at(-1)?.facts).toEqual({ by: 'passkey' });
  });

  test('used in a new browser is mailed to its owner, and not once the browser is known', async () => {
    const { person, device } = await withPasskey();
    const mails = () => mailsOf(person);
    const token = await signIn(device.sign(await offerSignIn()));
    expect(await mails()).toBe(1);
    const known = await rememberBrowser(token, null);
    await signInByPasskey({ answer: device.sign(await offerSignIn()), ...from, known });
    expect(await mails()).toBe(1);
    await signInByPasskey({ answer: device.sign(await offerSignIn()), ...from, known: `${known}x` });
    expect(await mails()).toBe(2);
  });

  test.each([
    ['from another origin', { origin: 'https://crm.example.evil' }],
    ['from another port of this host', { origin: 'https://crm.example:8443' }],
    ['for another site', { rpId: 'evil.example' }],
    ['without the person verified', { unverified: true }],
  ])('signed %s opens nothing, and is an event', async (_, flaw) => {
    const { person, device, token } = await withPasskey();
    await expect(signIn(device.sign(await offerSignIn(), flaw))).rejects.toMatchObject({ code: 'invalid' });
    const ctx = await contextIn(token);
    await expect(proveByPasskey(ctx, device.sign(await offerProof(ctx), flaw))).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await load(token)).toMatchObject({ state: 'factor' });
    const failed = (await eventsOf(org.orgId, 'user.prove_failed')).filter(({ actorId }) => actorId === person.id);
    expect(failed).toHaveLength(2);
  });

  test('is not made from another origin', async () => {
    const ctx = await contextIn(await passwordSession(await newPerson(org)));
    const device = softAuthenticator('https://crm.example.evil');
    await expect(addPasskey(ctx, device.make(await offerPasskey(ctx)))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('an answer that is sent again opens nothing, nor one to a challenge of another use or session', async () => {
    const { person, device, token } = await withPasskey();
    const answer = device.sign(await offerSignIn());
    await signIn(answer);
    await expect(signIn(answer)).rejects.toMatchObject({ code: 'invalid' });
    const ctx = await contextIn(token);
    await expect(signIn(device.sign(await offerProof(ctx)))).rejects.toMatchObject({ code: 'invalid' });
    const other = await contextIn(await passwordSession(person));
    await expect(proveByPasskey(other, device.sign(await offerProof(ctx)))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('of two requests with one answer at the same time one is let in', async () => {
    const { device } = await withPasskey();
    const answer = device.sign(await offerSignIn());
    const tries = await Promise.allSettled([signIn(answer), signIn(answer), signIn(answer)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a challenge is over after five minutes', async () => {
    const { device } = await withPasskey();
    const answer = device.sign(await offerSignIn(new Date(Date.now() - 300_001)));
    await expect(signIn(answer)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a counter that goes back, or stands still, is a copy: refused, an event, and told to its owner and administrators', async () => {
    const { person, device, id } = await withPasskey();
    device.counter = 7;
    await signIn(device.sign(await offerSignIn()));
    device.counter = 8;
    await signIn(device.sign(await offerSignIn()));
    for (const counter of [8, 7, 0]) {
      device.counter = counter;
      await expect(signIn(device.sign(await offerSignIn()))).rejects.toMatchObject({ code: 'invalid' });
    }
    const cloned = (await eventsOf(org.orgId, 'user.factor_cloned')).filter(({ actorId }) => actorId === person.id);
    expect(cloned).toHaveLength(3);
    expect(cloned[0]).toMatchObject({ outcome: 'refused', facts: { factor: id } });
    expect((await noticesOf(person)).filter((kind) => kind === 'factor.cloned')).toHaveLength(3);
    expect(await noticesOf({ ...person, id: org.admin.actor.id })).toContain('factor.cloned');
    device.counter = 9;
    await expect(signIn(device.sign(await offerSignIn()))).resolves.toBeDefined();
  });

  test('of a deactivated person, of nobody, and of another organisation opens nothing, in the same words', async () => {
    const { person, device } = await withPasskey();
    await setUserActive(org.admin, { id: person.id, active: false });
    const refusal = await signIn(device.sign(await offerSignIn())).catch((error) => error.message);
    const stranger = softAuthenticator(ORIGIN);
    expect(await signIn(stranger.sign(await offerSignIn())).catch((error) => error.message)).toBe(refusal);
    const handle = Buffer.alloc(16, 1).toString('base64url');
    stranger.make({ challenge: 'AA', user: { id: handle } });
    expect(await signIn(stranger.sign(await offerSignIn())).catch((error) => error.message)).toBe(refusal);
  });

  test('that was removed opens nothing, and another goes on', async () => {
    const { person, device, id, token } = await withPasskey();
    const second = softAuthenticator(ORIGIN);
    const ctx = await contextIn(token);
    await proveByPasskey(ctx, device.sign(await offerProof(ctx)));
    const fresh = await contextIn(token);
    await addPasskey(fresh, second.make(await offerPasskey(fresh), 'Key'));
    await removeFactor(fresh, { id });
    await expect(signIn(device.sign(await offerSignIn()))).rejects.toMatchObject({ code: 'invalid' });
    await expect(signIn(second.sign(await offerSignIn()))).resolves.toMatchObject({ userId: person.id });
  });

  test('bad input is refused, not broken by', async () => {
    for (const response of [null, {}, { id: 'x' }, { id: '~', rawId: 'x', type: 'public-key', response: {} }])
      await expect(signIn({ response } as never)).rejects.toMatchObject({ code: 'invalid' });
  });
});
