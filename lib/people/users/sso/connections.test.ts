/** Connections: who may make them, what they keep, and who says that people are let in by one. */
import { beforeEach, describe, expect, test } from 'vitest';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { findById, findWays } from './find';
import { setOnly } from './only';
import { getSso, getSsoConnection } from './queries';
import { createConnection, deleteConnection, updateConnection } from './save';
import { switchOff, switchOn } from './switch';
import { confirmAll, connected, domain, email, input, newClinic, org, read } from './testing/clinic';
import { samlKeys } from './testing/saml-provider';

beforeEach(newClinic);

function withoutSecret(more: Parameters<typeof input>[0]) {
  const { clientSecret: _, ...others } = input(more);
  return others;
}

describe('a connection', () => {
  test('is made, changed and deleted with an event each; its secret is sealed and shown to nobody', async () => {
    const id = await createConnection(org.admin, input());
    await updateConnection(org.admin, { id, connection: withoutSecret({ name: 'Okta 2' }) });
    expect((await read(id)).config).toMatchObject({ clientSecret: 'S3cret-of-the-provider' });
    expect(JSON.stringify(await getSsoConnection(org.admin, id))).not.toContain('S3cret');
    const [row] = await ownerSql()`select * from sso_connections where org_id = ${org.orgId}`;
    expect(row?.config.toString('latin1')).not.toContain('S3cret');
    await deleteConnection(org.admin, { id });
    const events = [...(await eventsOf(org.orgId))].filter(({ action }) => action.startsWith('sso.'));
    expect(events.map(({ action }) => action)).toEqual(['sso.create', 'sso.update', 'sso.delete']);
    expect(JSON.stringify(events)).not.toContain('S3cret');
    expect((await getSso(org.admin)).connections).toEqual([]);
  });

  test('of SAML has a key of ours while one is used: sealed, the same at each change, found by the connection’s id, shown to nobody', async () => {
    const saml = (more: { signsRequests?: boolean; takesEncrypted?: boolean }) => ({
      kind: 'saml' as const,
      name: 'ADFS',
      domains: [domain],
      issuer: 'urn:idp.example',
      entryPoint: 'https://idp.example/sso',
      certificate: samlKeys.cert,
      ...more,
    });
    const id = await createConnection(org.admin, saml({}));
    const ours = async () => {
      const { config } = await getSsoConnection(org.admin, id);
      return config?.kind === 'saml' ? config.ownCertificate : undefined;
    };
    const change = async (more: Parameters<typeof saml>[0]) => {
      await updateConnection(org.admin, { id, connection: saml(more) });
      return ours();
    };
    expect(await ours()).toBeNull();
    const first = await change({ signsRequests: true });
    expect(first).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(await change({ takesEncrypted: true })).toBe(first);
    const [row] = await ownerSql()`select * from sso_connections where org_id = ${org.orgId}`;
    const all = [row?.config.toString('latin1'), await getSsoConnection(org.admin, id), await eventsOf(org.orgId)];
    expect(JSON.stringify(all)).not.toContain('PRIVATE KEY');
    const found = await findById(id);
    expect(found?.config).toMatchObject({ kind: 'saml', key: { certificate: first } });
    expect(await findById('123')).toBeNull();
    expect(await change({})).toBeNull();
    expect(await change({ signsRequests: true })).not.toBe(first);
  });

  test('the secret does not go to another issuer', async () => {
    const id = await createConnection(org.admin, input());
    const elsewhere = withoutSecret({ issuer: 'https://evil.example' });
    await expect(updateConnection(org.admin, { id, connection: elsewhere })).rejects.toMatchObject({
      fields: { clientSecret: expect.any(String) },
    });
  });

  test('needs the right to manage users, and is of its own organisation', async () => {
    const id = await createConnection(org.admin, input());
    const stranger = (await makeOrg()).admin;
    for (const act of [
      () => createConnection(org.operator, input()),
      () => updateConnection(org.operator, { id, connection: input() }),
      () => deleteConnection(org.operator, { id }),
      () => switchOn(org.operator, { id }),
      () => switchOff(org.operator, { id }),
      () => setOnly(org.operator, { only: false, exceptIds: [] }),
      () => getSso(org.operator),
      () => getSsoConnection(org.operator, id),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    for (const act of [
      () => updateConnection(stranger, { id, connection: input() }),
      () => deleteConnection(stranger, { id }),
      () => switchOn(stranger, { id }),
      () => getSsoConnection(stranger, id),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not_found' });
    expect((await getSso(stranger)).connections).toEqual([]);
  });

  test.each([
    [{ issuer: 'http://idp.example' }, 'issuer'],
    [{ issuer: 'idp.example' }, 'issuer'],
    [{ domains: [] }, 'domains'],
    [{ domains: ['clinic'] }, 'domains.0'],
    [{ domains: ['clіnic.example'] }, 'domains.0'],
    [{ clientId: '' }, 'clientId'],
    [{ name: '' }, 'name'],
    [{ ca: 'no certificate' }, 'ca'],
    [{ allowedRanges: ['0.0.0.0/0'], issuer: 'http://idp.example' }, 'allowedRanges.0'],
  ])('bad input is named: %j', async (more, field) => {
    const made = createConnection(org.admin, input(more));
    await expect(made).rejects.toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } });
  });

  test('a domain has one connection, and another organisation may have it as well', async () => {
    await connected();
    await expect(createConnection(org.admin, input({ name: 'Again' }))).rejects.toMatchObject({
      fields: { domains: expect.any(String) },
    });
    const other = await makeOrg();
    const id = await createConnection(other.admin, input());
    await switchOn(other.admin, { id });
    for (const { id: waiting } of (await listApprovals(other.officer)).waiting)
      await confirmApproval(other.officer, { id: waiting }, APPROVAL_HANDLERS);
    expect(new Set((await findWays(`x@${domain}`)).map(({ orgId }) => orgId))).toEqual(
      new Set([org.orgId, other.orgId]),
    );
  });

  test('whoever sets it up does not switch it on alone; a change switches it off', async () => {
    const id = await createConnection(org.admin, input());
    expect(await switchOn(org.admin, { id })).toEqual({ waits: true });
    expect(await findWays(email)).toEqual([]);
    await expect(confirmAll(org.admin)).rejects.toMatchObject({ code: 'forbidden' });
    await confirmAll();
    expect(await findWays(email)).toMatchObject([{ orgId: org.orgId, connection: { id, state: 'on' } }]);
    await updateConnection(org.admin, { id, connection: input({ issuer: 'https://evil.example' }) });
    expect(await findWays(email)).toEqual([]);
  });

  test('what a second person confirms is what they were asked', async () => {
    const id = await createConnection(org.admin, input());
    await switchOn(org.admin, { id });
    await updateConnection(org.admin, { id, connection: input({ issuer: 'https://evil.example' }) });
    await confirmAll();
    expect((await read(id)).state).toBe('off');
  });

  test('one that SQL changed lets nobody in', async () => {
    const { id } = await connected();
    await asOwner(org.orgId, (tx) =>
      tx.sql`update sso_connections set revision = 9 where org_id = ${org.orgId} and id = ${id}`.execute(),
    );
    expect(await findWays(email)).toEqual([]);
    expect((await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts.what)).toEqual(['setting']);
    expect((await getSso(org.admin)).connections).toMatchObject([{ id, state: 'changed' }]);
  });

  test('a domain that SQL put in leads nowhere', async () => {
    const { id } = await connected();
    await asOwner(org.orgId, (tx) =>
      tx.sql`insert into sso_domains (org_id, domain, connection_id) values (${org.orgId}, 'evil.example', ${id})`.execute(),
    );
    expect(await findWays('x@evil.example')).toEqual([]);
  });
});

test('a connection waits for nobody where nobody else could confirm', async () => {
  const alone = await makeOrg();
  await asOwner(alone.orgId, (tx) =>
    tx.sql`update users set active = false where org_id = ${alone.orgId} and id = ${alone.officer.actor.id}`.execute(),
  );
  const id = await createConnection(alone.admin, input());
  expect(await switchOn(alone.admin, { id })).toEqual({ waits: false });
  await insertUser(alone, 'Second', alone.profileIds.Administrator, alone.roleIds.CEO);
});
