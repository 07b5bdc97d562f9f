/** Nobody makes a program act for another person without that person’s word. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { listNotices } from '@/lib/people/notices/queries';
import type { Context } from '@/lib/platform/context';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { acceptClient, endMyClient } from './accept';
import { createClient, proposeClient } from './create';
import { exchangeToken } from './exchange-token';
import { makeGrantCode } from './make-grant-code';
import { listMyClients } from './my-clients';
import { getClient } from './queries';
import { revokeClient } from './revoke';
import { rotateSecret } from './rotate-secret';
import type { ClientChange } from './schemas';
import { accessTokenOf, callWith, makeProgram, request } from './testing/program';
import { updateClient } from './update';
import { widens } from './widens';

const SCOPES = ['ZohoCRM.modules.READ'];
const newClient = (owner: Context) => ({
  name: `Lab ${randomUUID().slice(0, 8)}`,
  ownerId: owner.actor.id,
  scopes: SCOPES,
});
const words = async (ctx: Context) => (await listNotices(ctx)).notices.map((notice) => notice.words);

const shownTo = async (ctx: Context, id: string) => {
  const found = (await listMyClients(ctx)).find((client) => client.id === id);
  if (!found) throw new Error('It is not shown.');
  return { id, scopes: found.scopes, allowedIps: found.allowedIps };
};

const changeOf = async (org: TestOrg, id: string, over: Partial<ClientChange>): Promise<ClientChange> => {
  const { clientId: _, ...client } = await getClient(org.admin, id);
  return { ...client, ...over };
};

test('who makes a client for another gets no secret; the owner is told, accepts, and alone is given it', async () => {
  const org = await makeOrg();
  const { admin, operator, officer } = org;
  const input = newClient(operator);
  await expect(createClient(admin, input)).rejects.toMatchObject({ code: 'forbidden' });
  const made = await proposeClient(admin, input);
  expect(Object.keys(made).sort()).toEqual(['clientId', 'id']);
  expect((await words(operator))[0]).toContain(input.name);
  expect((await words(officer))[0]).toContain('Olga Operator');
  expect((await getClient(admin, made.id)).state).toBe('waiting');

  const { clientId, secrets } = await acceptClient(operator, await shownTo(operator, made.id));
  const form = { client_id: clientId, client_secret: secrets?.clientSecret ?? '' };
  const { access_token } = await exchangeToken({ ...form, grant_type: 'client_credentials' }, request());
  expect((await callWith(access_token)).ctx.actor.id).toBe(operator.actor.id);
  const refreshed = { ...form, grant_type: 'refresh_token', refresh_token: secrets?.refreshToken ?? '' };
  await expect(exchangeToken(refreshed, request())).resolves.toBeDefined();
  expect((await words(admin))[0]).toContain('accepted');
  expect((await eventsOf(org.orgId, 'api_client.accept')).at(-1)).toMatchObject({
    actorId: operator.actor.id,
    subjectId: made.id,
    facts: { newSecret: true },
  });
});

test('a client of one’s own works at once', async () => {
  const org = await makeOrg();
  const { clientId: client_id, clientSecret: client_secret } = await createClient(org.admin, newClient(org.admin));
  const form = { grant_type: 'client_credentials', client_id, client_secret };
  await expect(exchangeToken(form, request())).resolves.toBeDefined();
});

test('nobody accepts, ends or sees the client of another, not even who made it', async () => {
  const org = await makeOrg();
  const other = await makeOrg();
  const { id } = await proposeClient(org.admin, newClient(org.operator));
  const shown = await shownTo(org.operator, id);
  for (const stranger of [
    org.admin,
    org.officer,
    other.operator,
    { ...org.operator, actor: { ...org.operator.actor, kind: 'client' as const } },
  ]) {
    await expect(acceptClient(stranger, shown)).rejects.toMatchObject({ code: 'not_found' });
    await expect(endMyClient(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await listMyClients(org.officer)).toEqual([]);
});

test('what is accepted is what was shown: changed meanwhile, it has to be looked at again', async () => {
  const org = await makeOrg();
  const { id } = await proposeClient(org.admin, newClient(org.operator));
  const shown = await shownTo(org.operator, id);
  await updateClient(org.admin, await changeOf(org, id, { scopes: ['ZohoCRM.modules.ALL', 'ZohoCRM.bulk.ALL'] }));
  await expect(acceptClient(org.operator, shown)).rejects.toMatchObject({ code: 'conflict' });
  await acceptClient(org.operator, await shownTo(org.operator, id));
  await expect(acceptClient(org.operator, await shownTo(org.operator, id))).rejects.toMatchObject({ code: 'conflict' });
});

test('a client that may now do more, from more places or for longer waits, says so, and its old access tokens have ended', async () => {
  const org = await makeOrg();
  const wider: Partial<ClientChange>[] = [
    { scopes: [...SCOPES, 'ZohoCRM.bulk.ALL'] },
    { allowedIps: [] },
    { expiresAt: null },
  ];
  for (const change of wider) {
    const narrow = { scopes: SCOPES, allowedIps: ['192.0.2.0/24'], expiresAt: '2099-01-01T00:00:00.000Z' };
    const program = await makeProgram(org, narrow);
    const token = await accessTokenOf(program);
    await updateClient(org.admin, await changeOf(org, program.id, change));
    await expect(callWith(token)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'CLIENT_NOT_ACCEPTED' });
    await expect(exchangeToken(program.form(), request())).rejects.toMatchObject({ reason: 'access_denied' });
    const { secrets } = await acceptClient(org.operator, await shownTo(org.operator, program.id));
    expect(secrets).toBeNull();
    await expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    expect((await callWith(await accessTokenOf(program))).ctx.actor.id).toBe(org.operator.actor.id);
  }
});

test('a client that may do less, or is named otherwise, goes on, and its owner sees what for', async () => {
  const org = await makeOrg();
  const program = await makeProgram(org, { scopes: [...SCOPES, 'ZohoCRM.bulk.ALL'] });
  const token = await accessTokenOf(program);
  await updateClient(
    org.admin,
    await changeOf(org, program.id, {
      name: `New ${program.name}`,
      scopes: SCOPES,
      callsPerMinute: 9,
      purpose: 'research',
    }),
  );
  // What for it reads, its owner sees.
  expect(await listMyClients(org.operator)).toMatchObject([{ name: `New ${program.name}`, purpose: 'research' }]);
  await expect(callWith(token)).resolves.toMatchObject({ scopes: SCOPES });
});

test('a client given to another owner waits for that one, and opens nothing with what the former one had', async () => {
  const org = await makeOrg();
  const program = await makeProgram(org);
  const token = await accessTokenOf(program);
  await updateClient(org.admin, await changeOf(org, program.id, { ownerId: org.officer.actor.id }));
  await expect(callWith(token)).rejects.toMatchObject({ reason: 'CLIENT_NOT_ACCEPTED' });
  const { secrets } = await acceptClient(org.officer, await shownTo(org.officer, program.id));
  await expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
  await expect(exchangeToken(program.form(), request())).rejects.toMatchObject({ reason: 'invalid_client' });
  const withSecret = program.form({ client_secret: secrets?.clientSecret ?? '' });
  await expect(exchangeToken(withSecret, request())).rejects.toMatchObject({ reason: 'invalid_code' });
  expect((await words(org.operator))[0]).toContain(program.name);

  // Taken to oneself, it acts for oneself only, and its secret is a new one.
  const mine = await makeProgram(org);
  await updateClient(org.admin, await changeOf(org, mine.id, { ownerId: org.admin.actor.id }));
  await expect(exchangeToken(mine.form(), request())).rejects.toMatchObject({ reason: 'invalid_client' });
});

test('a new secret and a grant code of another’s client are not shown to who asks for them', async () => {
  const org = await makeOrg();
  const program = await makeProgram(org);
  const token = await accessTokenOf(program);
  await expect(makeGrantCode(org.admin, { id: program.id })).rejects.toMatchObject({ reason: 'OWNER_ONLY' });
  expect(await rotateSecret(org.admin, { id: program.id })).toBeNull();
  await expect(callWith(token)).rejects.toMatchObject({ reason: 'CLIENT_NOT_ACCEPTED' });
  await expect(makeGrantCode(org.operator, { id: program.id })).rejects.toMatchObject({ code: 'conflict' });
  await expect(rotateSecret(org.operator, { id: program.id })).rejects.toMatchObject({ code: 'conflict' });
  const { secrets } = await acceptClient(org.operator, await shownTo(org.operator, program.id));
  const form = { client_secret: secrets?.clientSecret ?? '', refresh_token: secrets?.refreshToken ?? '' };
  await expect(exchangeToken(program.form(form), request())).resolves.toBeDefined();
});

test('refusing and ending are for good and at the next call, and whoever asked is told', async () => {
  const org = await makeOrg();
  const { id } = await proposeClient(org.admin, newClient(org.operator));
  const { secrets, clientId } = await acceptClient(org.operator, await shownTo(org.operator, id));
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secrets?.clientSecret ?? '' };
  const { access_token } = await exchangeToken(form, request());
  await endMyClient(org.operator, { id });
  await expect(callWith(access_token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
  await expect(exchangeToken(form, request())).rejects.toMatchObject({ reason: 'invalid_client' });
  await expect(revokeClient(org.admin, { id })).rejects.toMatchObject({ reason: 'REVOKED' });
  expect((await words(org.admin))[0]).toContain('ended');
  const refused = await proposeClient(org.admin, newClient(org.operator));
  await endMyClient(org.operator, { id: refused.id });
  expect((await getClient(org.admin, refused.id)).state).toBe('revoked');
  expect((await eventsOf(org.orgId, 'api_client.revoke')).at(-1)?.facts).toMatchObject({
    by: 'owner',
    accepted: false,
  });
});

test('an account that waits for a second person gives nobody’s word', async () => {
  const org = await makeOrg();
  const { id } = await proposeClient(org.admin, newClient(org.operator));
  const suspend = (value: boolean) =>
    asOwner(
      org.orgId,
      (tx) => tx.sql`
        update users set phi_suspended = ${value} where org_id = ${org.orgId} and id = ${org.operator.actor.id}`,
    );
  await suspend(true);
  const shown = await shownTo(org.operator, id);
  await expect(acceptClient(org.operator, shown)).rejects.toMatchObject({ reason: 'ACCOUNT_WAITS' });
  await suspend(false);
  await expect(acceptClient(org.operator, shown)).resolves.toBeDefined();
});

test.each([
  [{ allowedIps: ['192.0.2.0/24'] }, { allowedIps: ['192.0.2.128/25', '192.0.2.7'] }, false],
  [{ allowedIps: ['192.0.2.0/24'] }, { allowedIps: ['192.0.2.0/23'] }, true],
  [{ allowedIps: ['192.0.2.0/24'] }, { allowedIps: ['2001:db8::1'] }, true],
  [{ allowedIps: [] }, { allowedIps: ['192.0.2.1'] }, false],
  [{ scopes: ['ZohoCRM.modules.ALL'] }, { scopes: ['ZohoCRM.modules.Leads.READ'] }, false],
  [{ scopes: ['ZohoCRM.modules.Leads.READ'] }, { scopes: ['ZohoCRM.modules.READ'] }, true],
  [{ expiresAt: null }, { expiresAt: '2030-01-01T00:00:00Z' }, false],
  [{ expiresAt: '2030-01-01T00:00:00Z' }, { expiresAt: '2031-01-01T00:00:00Z' }, true],
])('from %j to %j widens: %s', (before, after, expected) => {
  const same = { scopes: SCOPES, allowedIps: [], expiresAt: null };
  expect(widens({ ...same, ...before }, { ...same, ...after })).toBe(expected);
});
