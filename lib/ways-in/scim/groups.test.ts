import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { bringInLine } from '@/lib/people/users/scim/bring-in-line';
import { getDirectories } from '@/lib/people/users/scim/queries';
import { createConnection, endConnection, updateConnection } from '@/lib/people/users/scim/save-connection';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { directoryOf, newPerson, patchOp, rulesOf, type Scim, send } from './testing/directory';

let org: TestOrg;
let scim: Scim;
let id: string;
beforeAll(async () => {
  org = await makeOrg();
  const rules = [
    { group: 'Officers', profileId: org.profileIds['Compliance Officer'], roleId: org.roleIds.CEO },
    { group: 'Admins', profileId: org.profileIds.Administrator, roleId: org.roleIds.CEO },
  ];
  ({ scim, id } = await directoryOf(org, rules));
});

const profileOf = async (userId: string) => {
  const [row] = await ownerSql()<{ name: string; waits: boolean }[]>`
    select p.name, u.phi_suspended as waits from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.id = ${userId}`;
  return row;
};
const person = async () => (await scim('POST', '/Users', newPerson())).body.id as string;
const groupNamed = async (displayName: string, members: string[] = []) => {
  const { body } = await scim('POST', '/Groups', { displayName, members: members.map((value) => ({ value })) });
  return body.id as string;
};
const add = (value: string) => patchOp({ op: 'Add', path: 'members', value: [{ value }] });

describe('a group', () => {
  test('without a rule is kept with its members, and does nothing', async () => {
    const [one, other] = [await person(), await person()];
    const made = await groupNamed('Walkers', [one]);
    await scim('PATCH', `/Groups/${made}`, add(other));
    const { body } = await scim('GET', `/Groups/${made}`);
    expect(body.members.map(({ value }: { value: string }) => value).sort()).toEqual([one, other].sort());
    expect(await profileOf(one)).toMatchObject({ name: 'Operator' });
    expect((await scim('GET', `/Users/${one}`)).body.groups).toMatchObject([{ value: made, display: 'Walkers' }]);
    expect((await getDirectories(org.admin)).groups).toContainEqual({
      id: made,
      name: 'Walkers',
      members: 2,
      ruledBy: [],
      changed: false,
    });
  });

  test('with a rule gives its members its profile while they are in it, by the directory’s name', async () => {
    const who = await person();
    const made = await groupNamed('admins');
    await scim('PATCH', `/Groups/${made}`, add(who));
    expect(await profileOf(who)).toMatchObject({ name: 'Administrator' });
    expect((await eventsOf(org.orgId, 'user.change_group')).at(-1)).toMatchObject({
      subjectId: made,
      fields: ['members'],
      facts: { group: 'admins', added: 1, removed: 0 },
    });
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({
      subjectId: who,
      facts: { profile: 'Administrator', role: 'CEO' },
    });
    await scim('PATCH', `/Groups/${made}`, patchOp({ op: 'remove', path: `members[value eq "${who}"]` }));
    expect(await profileOf(who)).toMatchObject({ name: 'Operator' });
    await scim('PATCH', `/Groups/${made}`, add(who));
    await scim('PATCH', `/Groups/${made}`, patchOp({ op: 'Remove', path: 'members', value: [{ value: who }] }));
    expect(await profileOf(who)).toMatchObject({ name: 'Operator' });
    await scim('PUT', `/Groups/${made}`, { displayName: 'admins', members: [{ value: who }] });
    expect(await profileOf(who)).toMatchObject({ name: 'Administrator' });
    await scim('DELETE', `/Groups/${made}`);
    expect(await profileOf(who)).toMatchObject({ name: 'Operator' });
  });

  test('of two that have rules, the first rule decides; a new name counts at once', async () => {
    const who = await person();
    const [admins, officers] = [await groupNamed('Admins', [who]), await groupNamed('Nobody yet', [who])];
    expect(await profileOf(who)).toMatchObject({ name: 'Administrator' });
    await scim(
      'PATCH',
      `/Groups/${officers}`,
      patchOp({ op: 'replace', value: { id: officers, displayName: 'Officers' } }),
    );
    expect(await profileOf(who)).toMatchObject({ name: 'Compliance Officer' });
    await scim('DELETE', `/Groups/${officers}`);
    await scim('DELETE', `/Groups/${admins}`);
    expect(await profileOf(who)).toMatchObject({ name: 'Operator' });
  });

  test('that grants what needs a second person lets it rest, and whoever made the token cannot confirm', async () => {
    const who = await person();
    const made = await groupNamed('Officers', [who]);
    expect(await profileOf(who)).toEqual({ name: 'Compliance Officer', waits: true });
    const [asked] = await ownerSql()<{ id: string; asked_by: string }[]>`
      select id, asked_by from approvals where org_id = ${org.orgId} and subject_id = ${who} and state = 'waiting'
      order by id desc limit 1`;
    expect(asked?.asked_by).toBe(org.admin.actor.id);
    await expect(confirmApproval(org.admin, { id: asked?.id ?? '' }, APPROVAL_HANDLERS)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await confirmApproval(org.officer, { id: asked?.id ?? '' }, APPROVAL_HANDLERS);
    await scim('DELETE', `/Groups/${made}`);
  });

  test('takes no member of another organisation, nor a name twice', async () => {
    const far = await makeOrg();
    expect(
      await scim('POST', '/Groups', { displayName: 'Far', members: [{ value: far.administratorId }] }),
    ).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    await groupNamed('Once');
    expect(await scim('POST', '/Groups', { displayName: 'ONCE' })).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    });
  });

  test('is found by name, without its members where they are not asked for', async () => {
    const made = await groupNamed('Found by name', [await person()]);
    const { body } = await scim(
      'GET',
      '/Groups?filter=displayName%20eq%20%22found%20by%20name%22&excludedAttributes=members',
    );
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ id: made }] });
    expect(body.Resources[0]).not.toHaveProperty('members');
  });

  test('that SQL changed gives nobody anything, which is an event and said on the screen', async () => {
    const who = await person();
    const made = await groupNamed('Admins');
    await asOwner(org.orgId, (tx) =>
      tx.sql`update scim_groups set members = array[${who}::bigint] where org_id = ${org.orgId} and id = ${made}`.execute(),
    );
    await bringInLine(org.admin, { id });
    expect(await profileOf(who)).toMatchObject({ name: 'Operator' });
    expect((await getDirectories(org.admin)).groups).toContainEqual(
      expect.objectContaining({ id: made, changed: true }),
    );
    expect(await eventsOf(org.orgId, 'integrity.failed')).toContainEqual(expect.objectContaining({ subjectId: made }));
    await scim('DELETE', `/Groups/${made}`);
  });
});

describe('a directory', () => {
  test('opens nothing once it is ended, has expired, or was changed by SQL; the last is an event', async () => {
    const { token, id: ended } = await directoryOf(org);
    expect((await send(token, ['GET', '/Users'])).status).toBe(200);
    await endConnection(org.admin, { id: ended });
    const gone = await send(token, ['GET', '/Users']);
    expect(gone).toMatchObject({ status: 401, body: { status: '401' } });
    expect(gone.headers.get('www-authenticate')).toBe('Bearer');

    const past = new Date(Date.now() - 91 * 86_400_000);
    const old = await createConnection(org.admin, { name: randomUUID(), lives: '90', rules: rulesOf(org) }, past);
    expect((await send(old.token ?? '', ['GET', '/Users'])).status).toBe(401);

    const { token: widened, id: byHand } = await directoryOf(org);
    await asOwner(org.orgId, (tx) =>
      tx.sql`
        update scim_connections set rules = jsonb_set(rules, '{profileId}', to_jsonb(${org.profileIds.Administrator}::text))
        where org_id = ${org.orgId} and id = ${byHand}`.execute(),
    );
    expect((await send(widened, ['POST', '/Users'], newPerson())).status).toBe(401);
    expect(await eventsOf(org.orgId, 'integrity.failed')).toContainEqual(
      expect.objectContaining({ subjectId: byHand }),
    );
    expect((await getDirectories(org.admin)).directories).toContainEqual(
      expect.objectContaining({ id: byHand, state: 'changed' }),
    );
    await endConnection(org.admin, { id: byHand });
  });

  test('is connected, changed and ended by who manages users alone, in their own organisation', async () => {
    const far = await makeOrg();
    const { id: own } = await directoryOf(org);
    const given = { name: randomUUID(), rules: rulesOf(org) };
    await expect(createConnection(org.operator, { ...given, lives: '90' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(createConnection(far.admin, { ...given, lives: '90' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(updateConnection(org.operator, { ...given, id: own })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateConnection(far.admin, { ...given, id: own })).rejects.toMatchObject({ code: 'not_found' });
    await expect(endConnection(org.operator, { id: own })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endConnection(far.admin, { id: own })).rejects.toMatchObject({ code: 'not_found' });
    expect(() => getDirectories(org.operator)).toThrow();
    await endConnection(org.admin, { id: own });
    expect((await eventsOf(org.orgId, 'scim.end')).at(-1)).toMatchObject({ outcome: 'done', subjectId: own });
  });

  test('that another than its maker changes has a new token', async () => {
    const { token, id: shared } = await directoryOf(org);
    const name = randomUUID();
    expect((await updateConnection(org.admin, { id: shared, name, rules: rulesOf(org) })).token).toBeNull();
    expect((await send(token, ['GET', '/Users'])).status).toBe(200);
    const secondId = await insertUser(org, 'Anna Admin', org.profileIds.Administrator, org.roleIds.CEO);
    const second = contextOf(org.orgId, { id: secondId, name: 'Anna Admin', profile: 'Administrator', ownerIds: null });
    const taken = await updateConnection(second, { id: shared, name, rules: rulesOf(org) });
    expect((await send(token, ['GET', '/Users'])).status).toBe(401);
    expect((await send(taken.token ?? '', ['GET', '/Users'])).status).toBe(200);
    expect((await eventsOf(org.orgId, 'scim.update')).at(-1)).toMatchObject({ fields: ['token'], subjectId: shared });
    await endConnection(org.admin, { id: shared });
  });

  test('whose rules change leaves people as they are until somebody brings them in line', async () => {
    const who = await person();
    const made = await groupNamed('Late', [who]);
    const own = await directoryOf(org);
    const rules = rulesOf(org, [{ group: 'Late', profileId: org.profileIds.Administrator, roleId: org.roleIds.CEO }]);
    await updateConnection(org.admin, { id: own.id, name: 'Late rules', rules });
    expect(await profileOf(who)).toMatchObject({ name: 'Operator' });
    const shown = (await getDirectories(org.admin)).directories.find((one) => one.id === own.id);
    expect(shown?.misplaced).toEqual({ count: 1, names: ['Nora New'] });
    await expect(bringInLine(org.operator, { id: own.id })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await bringInLine(org.admin, { id: own.id })).toBe(1);
    expect(await profileOf(who)).toMatchObject({ name: 'Administrator' });
    await endConnection(org.admin, { id: own.id });
    await scim('DELETE', `/Groups/${made}`);
  });
});
