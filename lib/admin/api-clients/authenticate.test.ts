import { beforeAll, describe, expect, test } from 'vitest';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { authenticate } from './authenticate';
import { accessTokenOf, callWith, makeProgram, request } from './testing/program';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const INVALID = { code: 'unauthenticated', reason: 'INVALID_TOKEN' };

describe('an API call', () => {
  test('acts for the owner of its client, with the rights and sight of the owner, under the name of the client', async () => {
    const program = await makeProgram(org);
    const { ctx, clientId, scopes } = await callWith(await accessTokenOf(program));
    expect(clientId).toBe(program.id);
    expect(scopes).toEqual(['ZohoCRM.modules.ALL']);
    expect(ctx).toMatchObject({
      orgId: org.orgId,
      actor: { kind: 'client', id: org.operator.actor.id, name: program.name },
      rights: STANDARD_PROFILES.Operator,
      ownerIds: org.operator.ownerIds,
      sessionId: null,
      ip: '192.0.2.7',
      timeZone: 'UTC',
    });
  });

  test("of the root role's client sees all", async () => {
    const program = await makeProgram(org, { ownerId: org.admin.actor.id });
    expect((await callWith(await accessTokenOf(program))).ctx.ownerIds).toBeNull();
  });

  test.each(['Zoho-oauthtoken', 'zoho-oauthtoken', 'Bearer', 'bearer'])('may say %s', async (scheme) => {
    const token = await accessTokenOf(await makeProgram(org));
    const session = await authenticate({ ...request(), authorization: `${scheme} ${token}` });
    expect(session.ctx.orgId).toBe(org.orgId);
  });

  test.each([null, '', 'Bearer', 'Basic dXNlcjpwYXNz', 'Bearer a b'])('with %j is not authenticated', (authorization) =>
    expect(authenticate({ ...request(), authorization })).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'AUTHENTICATION_FAILURE',
    }),
  );

  test('is refused with a token that is none, changed, of another kind or moved to another org', async () => {
    const program = await makeProgram(org);
    const token = await accessTokenOf(program);
    const moved = token.replace(org.orgId, other.orgId);
    const relabelled = program.refreshToken.replace('clrt', 'clat');
    const huge = token.replace(org.orgId, '99999999999999999999');
    for (const bad of ['x', '1000.abc.def', `${token}x`, moved, program.refreshToken, relabelled, huge, `${token}.x`]) {
      await expect(callWith(bad)).rejects.toMatchObject(INVALID);
    }
  });

  test('is refused an hour after its token was made', async () => {
    const token = await accessTokenOf(await makeProgram(org));
    await expect(callWith(token, { nowMs: Date.now() + 3_590_000 })).resolves.toBeDefined();
    await expect(callWith(token, { nowMs: Date.now() + 3_601_000 })).rejects.toMatchObject(INVALID);
  });

  test('is refused when its client has expired', async () => {
    const program = await makeProgram(org, { expiresAt: new Date(Date.now() + 60_000).toISOString() });
    const token = await accessTokenOf(program);
    await expect(callWith(token)).resolves.toBeDefined();
    await expect(callWith(token, { nowMs: Date.now() + 60_001 })).rejects.toMatchObject(INVALID);
  });

  test('is refused at once when the owner is deactivated', async () => {
    const ownerId = await insertUser(org, 'Going', org.profileIds.Operator, org.roleIds.Manager);
    const token = await accessTokenOf(await makeProgram(org, { ownerId }));
    await setUserActive(org.admin, { id: ownerId, active: false });
    await expect(callWith(token)).rejects.toMatchObject(INVALID);
  });

  test('is refused from an address that is not allowed, and one event a minute says so', async () => {
    const program = await makeProgram(org, { allowedIps: ['192.0.2.0/24', '2001:db8::/32'] });
    const token = await accessTokenOf(program);
    await expect(callWith(token)).resolves.toBeDefined();
    await expect(callWith(token, { ip: '2001:db8::9' })).resolves.toBeDefined();
    for (const ip of ['198.51.100.1', '2001:db9::1', null]) {
      await expect(callWith(token, { ip })).rejects.toMatchObject(INVALID);
    }
    const events = (await eventsOf(org.orgId, 'access.refuse')).filter((e) => e.subjectId === program.id);
    expect(events).toEqual([expect.objectContaining({ outcome: 'refused', facts: { reason: 'ADDRESS_NOT_ALLOWED' } })]);
  });

  test('follows the owner when the owner gets another profile', async () => {
    const ownerId = await insertUser(org, 'Moving', org.profileIds.Operator, org.roleIds.Manager);
    const token = await accessTokenOf(await makeProgram(org, { ownerId }));
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set profile_id = ${org.profileIds['Compliance Officer']} where id = ${ownerId}`.execute(),
    );
    expect((await callWith(token)).ctx.rights).toEqual(STANDARD_PROFILES['Compliance Officer']);
  });
});
