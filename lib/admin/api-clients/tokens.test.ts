import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { newId } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { exchangeToken } from './exchange-token';
import { makeGrantCode } from './make-grant-code';
import { getClient } from './queries';
import { revokeToken } from './revoke-token';
import { accessTokenOf, callWith, makeProgram, type Program, request } from './testing/program';
import { updateClient } from './update';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const later = (seconds: number) => new Date(Date.now() + seconds * 1000);
const withCode = (program: Program, code: string) => program.form({ grant_type: 'authorization_code', code });

describe('exchanging for an access token', () => {
  test('answers as Zoho does, and leaves its event in the name of the client', async () => {
    const program = await makeProgram(org, { scopes: ['ZohoCRM.modules.ALL', 'ZohoCRM.org.READ'] });
    const answer = await exchangeToken(program.form(), request());
    expect(answer).toEqual({
      access_token: expect.any(String),
      expires_in: 3600,
      api_domain: 'http://localhost:3000',
      token_type: 'Bearer',
      scope: 'ZohoCRM.modules.ALL ZohoCRM.org.READ',
    });
    expect((await eventsOf(org.orgId, 'api_token.issue')).at(-1)).toMatchObject({
      outcome: 'done',
      subjectId: program.id,
      actorId: org.operator.actor.id,
      facts: { kind: 'access', grant: 'refresh_token' },
    });
  });

  test('by client credentials can be narrowed, never widened', async () => {
    const program = await makeProgram(org, { scopes: ['ZohoCRM.modules.READ'] });
    const form = (scope: string) => program.form({ grant_type: 'client_credentials', scope });
    const { access_token } = await exchangeToken(form('ZohoCRM.modules.Leads.ALL,ZohoCRM.org.READ'), request());
    expect((await callWith(access_token)).scopes).toEqual(['ZohoCRM.modules.Leads.READ']);
    await expect(exchangeToken(form('ZohoCRM.org.READ'), request())).rejects.toMatchObject({ reason: 'invalid_scope' });
  });

  test.each([
    ['no grant', { grant_type: '' }, 'invalid_request'],
    ['an unknown grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no secret', { client_secret: '' }, 'invalid_client'],
    ['a wrong secret', { client_secret: 'x' }, 'invalid_client'],
    ['no client', { client_id: '' }, 'invalid_client'],
    ['an unknown client', { client_id: `cl.1.${newId()}` }, 'invalid_client'],
    ['no refresh token', { refresh_token: '' }, 'invalid_request'],
    ['nonsense as refresh token', { refresh_token: 'x' }, 'invalid_code'],
    ['a code that is none', { grant_type: 'authorization_code', code: 'x' }, 'invalid_code'],
  ])('refuses %s', async (_, over, reason) => {
    const program = await makeProgram(org);
    await expect(exchangeToken(program.form(over), request())).rejects.toMatchObject({ code: 'invalid', reason });
  });

  test('gives none for the secret alone to a client that may not have one so, with an event, and others by its refresh token', async () => {
    const program = await makeProgram(org, { bySecretAlone: false });
    const alone = () => exchangeToken(program.form({ grant_type: 'client_credentials' }), request());
    await expect(alone()).rejects.toMatchObject({ reason: 'unauthorized_client' });
    expect((await eventsOf(org.orgId, 'api_token.issue')).at(-1)).toMatchObject({
      outcome: 'refused',
      facts: { reason: 'grant_not_allowed' },
    });
    expect(await exchangeToken(program.form(), request())).toMatchObject({ token_type: 'Bearer' });
    await updateClient(org.admin, { ...(await getClient(org.admin, program.id)), bySecretAlone: true });
    expect(await alone()).toMatchObject({ token_type: 'Bearer' });
  });

  test('refuses what stood in an address, with an event, but of a client that was there before or may', async () => {
    const program = await makeProgram(org);
    const inAddress = { ...request(), inAddress: true };
    const act = () => exchangeToken(program.form(), inAddress);
    await expect(act()).rejects.toMatchObject({ reason: 'invalid_request' });
    expect((await eventsOf(org.orgId, 'api_token.issue')).at(-1)).toMatchObject({
      outcome: 'refused',
      facts: { reason: 'secret_in_address' },
    });
    await updateClient(org.admin, { ...(await getClient(org.admin, program.id)), secretInAddress: true });
    expect((await eventsOf(org.orgId, 'api_client.update')).at(-1)).toMatchObject({ fields: ['secretInAddress'] });
    expect(await act()).toMatchObject({ token_type: 'Bearer' });
  });

  test("refuses another client's refresh token, and one with a changed secret", async () => {
    const [one, two, there] = await Promise.all([makeProgram(org), makeProgram(org), makeProgram(other)]);
    for (const refresh_token of [two.refreshToken, there.refreshToken, `${one.refreshToken}x`]) {
      await expect(exchangeToken(one.form({ refresh_token }), request())).rejects.toMatchObject({
        reason: 'invalid_code',
      });
    }
  });

  test('refuses a client that has expired, whose owner is deactivated, or from a foreign address', async () => {
    const expiring = await makeProgram(org, { expiresAt: later(60).toISOString() });
    await expect(exchangeToken(expiring.form(), request(), later(61))).rejects.toMatchObject({
      reason: 'invalid_client',
    });
    const ownerId = await insertUser(org, 'Going', org.profileIds.Operator, org.roleIds.Manager);
    const orphan = await makeProgram(org, { ownerId });
    await setUserActive(org.admin, { id: ownerId, active: false });
    await expect(exchangeToken(orphan.form(), request())).rejects.toMatchObject({ reason: 'invalid_client' });
    const bound = await makeProgram(org, { allowedIps: ['192.0.2.0/24'] });
    await expect(exchangeToken(bound.form(), request({ ip: '198.51.100.1' }))).rejects.toMatchObject({
      reason: 'invalid_client',
    });
    await expect(exchangeToken(bound.form(), request())).resolves.toBeDefined();
    expect((await eventsOf(org.orgId, 'api_token.issue')).filter((e) => e.outcome === 'refused')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subjectId: orphan.id, facts: { reason: 'owner_deactivated' } }),
        expect.objectContaining({ subjectId: bound.id, facts: { reason: 'address_not_allowed' } }),
      ]),
    );
  });

  test('after ten wrong secrets from an address further wrong ones are refused, and the program that has the right one is let in all the same', async () => {
    const program = await makeProgram(org);
    const [near, far] = [request({ ip: '198.51.100.40' }), request({ ip: '198.51.100.41' })];
    for (let n = 0; n < 10; n += 1) {
      await expect(exchangeToken(program.form({ client_secret: `${n}` }), near)).rejects.toMatchObject({
        reason: 'invalid_client',
      });
    }
    const wrong = (from: typeof near) => exchangeToken(program.form({ client_secret: 'x' }), from);
    await expect(wrong(near)).rejects.toMatchObject({ code: 'limited', reason: 'access_denied' });
    await expect(wrong(far)).rejects.toMatchObject({ reason: 'invalid_client' });
    for (const from of [near, far]) await expect(exchangeToken(program.form(), from)).resolves.toBeDefined();
  });

  test('64 right exchanges at once all succeed, and ten of their tokens live', async () => {
    const program = await makeProgram(org);
    const tokens = await Promise.all(Array.from({ length: 64 }, () => accessTokenOf(program)));
    const calls = await Promise.allSettled(tokens.map((token) => callWith(token)));
    expect(calls.filter((call) => call.status === 'fulfilled')).toHaveLength(10);
  });
});

describe('a grant code', () => {
  test('gives a refresh token once, narrowed as it was made', async () => {
    const program = await makeProgram(org);
    const { code } = await makeGrantCode(org.operator, { id: program.id, scopes: ['ZohoCRM.modules.Leads.READ'] });
    const { access_token, refresh_token = '', scope } = await exchangeToken(withCode(program, code), request());
    expect(scope).toBe('ZohoCRM.modules.Leads.READ');
    expect((await callWith(access_token)).scopes).toEqual(['ZohoCRM.modules.Leads.READ']);
    expect((await exchangeToken(program.form({ refresh_token }), request())).scope).toBe('ZohoCRM.modules.Leads.READ');
  });

  test('shown a second time is refused and ends the tokens that it gave, with an event', async () => {
    const [program, bystander] = await Promise.all([makeProgram(org), makeProgram(org)]);
    const { code } = await makeGrantCode(org.operator, { id: program.id });
    const { access_token, refresh_token = '' } = await exchangeToken(withCode(program, code), request());
    const { access_token: second } = await exchangeToken(program.form({ refresh_token }), request());
    const own = await accessTokenOf(program);
    // Whoever has the code alone ends nothing: not as another client, nor with a wrong secret in the code.
    await expect(exchangeToken(withCode(bystander, code), request())).rejects.toMatchObject({ reason: 'invalid_code' });
    await expect(exchangeToken(withCode(program, `${code}x`), request())).rejects.toThrow();
    await expect(callWith(access_token)).resolves.toBeDefined();
    await expect(exchangeToken(withCode(program, code), request())).rejects.toMatchObject({ reason: 'invalid_code' });
    for (const token of [access_token, second]) {
      await expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    }
    await expect(exchangeToken(program.form({ refresh_token }), request())).rejects.toMatchObject({
      reason: 'invalid_code',
    });
    // What did not come from the code lives on.
    await expect(callWith(own)).resolves.toBeDefined();
    expect((await eventsOf(org.orgId, 'api_token.revoke')).at(-1)).toMatchObject({
      outcome: 'done',
      subjectId: program.id,
      facts: { kind: 'code', usedAgain: true, tokensEnded: 3 },
    });
  });

  test('is known again a year later, while what it gave lives', async () => {
    const program = await makeProgram(org);
    const { code } = await makeGrantCode(org.operator, { id: program.id });
    const { refresh_token = '' } = await exchangeToken(withCode(program, code), request());
    for (const days of [80, 160, 240, 320]) {
      await exchangeToken(program.form({ refresh_token }), request(), later(days * 86_400));
    }
    const yearLater = later(365 * 86_400);
    await expect(exchangeToken(withCode(program, code), request(), yearLater)).rejects.toThrow();
    await expect(exchangeToken(program.form({ refresh_token }), request(), yearLater)).rejects.toMatchObject({
      reason: 'invalid_code',
    });
  });

  test('used by many at once, is good for exactly one', async () => {
    const program = await makeProgram(org);
    const { code } = await makeGrantCode(org.operator, { id: program.id });
    const tries = Array.from({ length: 12 }, () => exchangeToken(withCode(program, code), request()));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'invalid_code' });
    }
  });

  test("is over after ten minutes, and is no other client's", async () => {
    const [program, thief] = await Promise.all([makeProgram(org), makeProgram(org)]);
    const { code } = await makeGrantCode(org.operator, { id: program.id });
    await expect(exchangeToken(withCode(thief, code), request())).rejects.toMatchObject({ reason: 'invalid_code' });
    await expect(exchangeToken(withCode(program, code), request(), later(601))).rejects.toMatchObject({
      reason: 'invalid_code',
    });
  });
});

describe('a refresh token', () => {
  test('is over when it was not used for 90 days, and lives as long as it is used', async () => {
    const [used, unused] = await Promise.all([makeProgram(org), makeProgram(org)]);
    for (const days of [89, 178, 267]) {
      await expect(exchangeToken(used.form(), request(), later(days * 86_400))).resolves.toBeDefined();
    }
    await expect(exchangeToken(used.form(), request(), later(358 * 86_400))).rejects.toMatchObject({
      reason: 'invalid_code',
    });
    await expect(exchangeToken(unused.form(), request(), later(91 * 86_400))).rejects.toMatchObject({
      reason: 'invalid_code',
    });
  });
});

describe('ending a token', () => {
  test('ends a refresh token with its access tokens, once, and leaves its event', async () => {
    const program = await makeProgram(org);
    const token = await accessTokenOf(program);
    await revokeToken(program.refreshToken, request());
    await revokeToken(program.refreshToken, request());
    await expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    await expect(exchangeToken(program.form(), request())).rejects.toMatchObject({ reason: 'invalid_code' });
    const events = (await eventsOf(org.orgId, 'api_token.revoke')).filter((e) => e.subjectId === program.id);
    expect(events).toEqual([expect.objectContaining({ facts: { kind: 'refresh', tokensEnded: 2 } })]);
  });

  test('ends one access token and no other', async () => {
    const program = await makeProgram(org);
    const [one, two] = [await accessTokenOf(program), await accessTokenOf(program)];
    await revokeToken(one);
    await expect(callWith(one)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    await expect(callWith(two)).resolves.toBeDefined();
  });

  test('needs the token itself', async () => {
    const { refreshToken } = await makeProgram(org);
    const changed = refreshToken.replace(org.orgId, other.orgId);
    for (const text of ['', 'x', `${refreshToken}x`, changed, `clrt.1.${newId()}.${randomUUID()}`]) {
      await expect(revokeToken(text)).rejects.toMatchObject({ reason: 'invalid_code' });
    }
  });
});

test('tokens that were over a day ago are forgotten', async () => {
  const program = await makeProgram(org);
  await accessTokenOf(program);
  await ownerSql()`
    update api_tokens set expires_at = now() - interval '26 hours' where client_id = ${program.id} and kind = 'access'`;
  await accessTokenOf(program);
  const [row] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from api_tokens where client_id = ${program.id} and kind = 'access'`;
  expect(row.count).toBe(1);
});
