import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { createClient, proposeClient } from './create';
import { exchangeToken } from './exchange-token';
import { makeGrantCode } from './make-grant-code';
import { callHistory, getClient, listClients, listOwners } from './queries';
import { revokeClient } from './revoke';
import { rotateSecret } from './rotate-secret';
import { accessTokenOf, callWith, makeProgram, request } from './testing/program';
import { updateClient } from './update';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const ownerOf = (where: TestOrg) => where.operator.actor.id;

describe('adding an API client', () => {
  test('leaves its events, and no secret stands in the database', async () => {
    const { id, clientSecret, refreshToken, name } = await makeProgram(org, { scopes: ['zohocrm.coql.read'] });
    expect((await eventsOf(org.orgId, 'api_client.create')).at(-1)).toMatchObject({
      outcome: 'done',
      subjectId: id,
      facts: { name, owner: 'Olga Operator', scopes: 'ZohoCRM.coql.READ' },
    });
    expect((await eventsOf(org.orgId, 'api_token.issue')).at(-1)).toMatchObject({ subjectId: id });
    await expectNowhereInDatabase([clientSecret, refreshToken.split('.')[3] ?? '']);
  });

  test('without scopes makes one that may do nothing', async () => {
    const program = await makeProgram(org, { scopes: [] });
    expect((await callWith(await accessTokenOf(program))).scopes).toEqual([]);
  });

  test('is refused to who may not manage users, and the refusal is an event', async () => {
    await expect(createClient(org.operator, { name: 'X', ownerId: ownerOf(org) })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await eventsOf(org.orgId, 'api_client.create')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('names what is wrong with the input', async () => {
    const bad = { name: ' ', ownerId: 'x', scopes: ['all'], allowedIps: ['10.0.0.300'], expiresAt: 'tomorrow' };
    await expect(createClient(org.admin, bad)).rejects.toMatchObject({
      code: 'invalid',
      fields: {
        name: 'Give a name.',
        ownerId: expect.any(String),
        'scopes.0': expect.stringContaining('ZohoCRM.modules'),
        'allowedIps.0': expect.stringContaining('range'),
        expiresAt: 'Give a date.',
      },
    });
    const past = { name: 'Late', ownerId: ownerOf(org), expiresAt: '2020-01-01T00:00:00Z' };
    await expect(proposeClient(org.admin, past)).rejects.toMatchObject({ fields: { expiresAt: expect.any(String) } });
  });

  test('wants an active owner of this org', async () => {
    await expect(proposeClient(org.admin, { name: 'Y', ownerId: ownerOf(other) })).rejects.toMatchObject({
      code: 'not_found',
    });
    const gone = await insertUser(org, 'Gone', org.profileIds.Operator, org.roleIds.Manager);
    await asOwner(org.orgId, (tx) => tx.sql`update users set active = false where id = ${gone}`.execute());
    await expect(proposeClient(org.admin, { name: 'Y', ownerId: gone })).rejects.toMatchObject({
      fields: { ownerId: expect.stringContaining('deactivated') },
    });
  });

  test('refuses a name twice, until its first bearer is revoked', async () => {
    const { id, name } = await makeProgram(org);
    const again = () => makeProgram(org, { name: name.toUpperCase() });
    await expect(again()).rejects.toMatchObject({ code: 'conflict', fields: { name: expect.any(String) } });
    await makeProgram(other, { name });
    await revokeClient(org.admin, { id });
    await expect(again()).resolves.toBeDefined();
  });
});

describe('changing an API client', () => {
  const changeOf = async (id: string, over: object = {}) => {
    const { clientId: _, ...client } = await getClient(org.admin, id);
    return { ...client, ...over };
  };

  test('is in force at its next call, and its event names the fields', async () => {
    const program = await makeProgram(org);
    const token = await accessTokenOf(program);
    const change = { scopes: ['ZohoCRM.modules.Leads.READ'], callsPerMinute: 7 };
    await updateClient(org.admin, await changeOf(program.id, change));
    const { scopes, limit } = await callWith(token);
    expect(scopes).toEqual(['ZohoCRM.modules.Leads.READ']);
    expect(limit.limit).toBe(7);
    expect((await eventsOf(org.orgId, 'api_client.update')).at(-1)).toMatchObject({
      subjectId: program.id,
      fields: ['scopes', 'callsPerMinute'],
      facts: { scopes: 'ZohoCRM.modules.Leads.READ' },
    });
  });

  test('to what else it reads for is in force at its next call and an event; changed by SQL it reads nothing', async () => {
    const program = await makeProgram(org);
    const token = await accessTokenOf(program);
    expect((await callWith(token)).ctx.purpose).toBe('unstated');
    await updateClient(org.admin, await changeOf(program.id, { purpose: 'payment' }));
    expect((await callWith(token)).ctx.purpose).toBe('payment');
    expect((await eventsOf(org.orgId, 'api_client.update')).at(-1)).toMatchObject({
      fields: ['purpose'],
      facts: { purpose: 'payment' },
    });
    await ownerSql()`update api_clients set purpose = 'operations' where id = ${program.id}`;
    await expect(callWith(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('that changes nothing leaves no event', async () => {
    const { id } = await makeProgram(org, { expiresAt: '2099-01-01T12:00:00+02:00' });
    const before = (await eventsOf(org.orgId, 'api_client.update')).length;
    await updateClient(org.admin, await changeOf(id));
    expect(await eventsOf(org.orgId, 'api_client.update')).toHaveLength(before);
  });

  test('is refused without the right, and across orgs', async () => {
    const { id } = await makeProgram(org);
    const change = await changeOf(id, { name: 'Z' });
    await expect(updateClient(org.officer, change)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateClient(other.admin, change)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a new secret', () => {
  test('ends the old one and the access tokens, keeps the refresh token, and leaves its event', async () => {
    const program = await makeProgram(org);
    const token = await accessTokenOf(program);
    const secret = (await rotateSecret(org.operator, { id: program.id })) ?? '';
    await expect(callWith(token)).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
    await expect(exchangeToken(program.form(), request())).rejects.toMatchObject({ reason: 'invalid_client' });
    await expect(exchangeToken(program.form({ client_secret: secret }), request())).resolves.toBeDefined();
    expect((await eventsOf(org.orgId, 'api_client.rotate_secret')).at(-1)).toMatchObject({
      subjectId: program.id,
      facts: { tokensEnded: 1 },
    });
  });

  test('is refused without the right, and across orgs', async () => {
    const { id } = await makeProgram(org);
    await expect(rotateSecret(org.officer, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rotateSecret(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(rotateSecret(org.admin, { id: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('revoking a client', () => {
  test('is in force at its next call, for good, and leaves its event', async () => {
    const program = await makeProgram(org);
    const token = await accessTokenOf(program);
    await revokeClient(org.admin, { id: program.id });
    await expect(callWith(token)).rejects.toMatchObject({ code: 'unauthenticated', reason: 'INVALID_TOKEN' });
    await expect(exchangeToken(program.form(), request())).rejects.toMatchObject({ reason: 'invalid_client' });
    await expect(rotateSecret(org.admin, { id: program.id })).rejects.toMatchObject({ reason: 'REVOKED' });
    await expect(revokeClient(org.admin, { id: program.id })).rejects.toMatchObject({ reason: 'REVOKED' });
    expect((await getClient(org.admin, program.id)).state).toBe('revoked');
    expect((await eventsOf(org.orgId, 'api_client.revoke')).at(-1)).toMatchObject({ subjectId: program.id });
  });

  test('is refused without the right, and across orgs', async () => {
    const { id } = await makeProgram(org);
    await expect(revokeClient(org.officer, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeClient(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('making a grant code', () => {
  test('leaves its event', async () => {
    const { id, name } = await makeProgram(org);
    await makeGrantCode(org.operator, { id });
    expect((await eventsOf(org.orgId, 'api_token.issue')).at(-1)).toMatchObject({
      subjectId: id,
      facts: { kind: 'code', client: name },
    });
  });

  test('is refused for more than the client may, without the right, and across orgs', async () => {
    const { id } = await makeProgram(org, { scopes: ['ZohoCRM.modules.READ'] });
    const scopes = ['ZohoCRM.modules.Contacts.ALL'];
    await expect(makeGrantCode(org.operator, { id, scopes })).rejects.toMatchObject({ code: 'invalid' });
    await expect(makeGrantCode(org.admin, { id })).rejects.toMatchObject({ reason: 'OWNER_ONLY' });
    await expect(makeGrantCode(org.officer, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(makeGrantCode(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the list', () => {
  test('shows the clients of the org only, to who may manage users only', async () => {
    const { id } = await makeProgram(org);
    expect((await listClients(org.admin)).map((client) => client.id)).toContain(id);
    expect((await listClients(other.admin)).map((client) => client.id)).not.toContain(id);
    await expect(listClients(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getClient(other.admin, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getClient(org.admin, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
    await expect(callHistory(org.officer, id, 'day')).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listOwners(org.admin)).map((owner) => owner.name)).toContain('Olga Operator');
  });
});
