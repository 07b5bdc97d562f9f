import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContext } from '@/lib/people/auth/load-context';
import { createUser } from '@/lib/people/users/create-user';
import { signIn } from '@/lib/people/users/sign-in';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { directoryOf, newPerson, patchOp, type Scim } from './testing/directory';

let org: TestOrg;
let other: TestOrg;
let scim: Scim;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
  ({ scim } = await directoryOf(org));
});

const userOf = async (id: string) => {
  const [row] = await ownerSql()`select name, email, active, profile_id, password_hash from users where id = ${id}`;
  return row;
};

const added = async (over: object = {}) => {
  const { status, body } = await scim('POST', '/Users', newPerson(over));
  expect(status).toBe(201);
  return body;
};

const filtered = (filter: string, more = '') => scim('GET', `/Users?filter=${encodeURIComponent(filter)}${more}`);

describe('adding a person', () => {
  test('makes an account without a password, by the connection’s name, and leaves its event', async () => {
    const person = newPerson({ userName: `Nora-${randomUUID()}@Test.example` });
    const { status, body, headers } = await scim('POST', '/Users', person);
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('application/scim+json');
    expect(headers.get('location')).toBe(body.meta.location);
    expect(headers.get('etag')).toBe(body.meta.version);
    expect(body).toMatchObject({
      userName: person.userName.toLowerCase(),
      externalId: person.externalId,
      active: true,
    });
    expect(await userOf(body.id)).toMatchObject({ name: 'Nora New', profile_id: org.profileIds.Operator });
    expect((await userOf(body.id))?.password_hash).not.toMatch(/^\$argon2/);
    const event = (await eventsOf(org.orgId, 'user.create')).at(-1);
    expect(event).toMatchObject({ outcome: 'done', subjectId: body.id, actorId: org.admin.actor.id });
    const [entry] = await ownerSql()`
      select actor_kind, actor_name from ledger_entries where org_id = ${org.orgId} and subject_id = ${body.id} order by id limit 1`;
    expect(entry).toMatchObject({ actor_kind: 'client', actor_name: expect.stringMatching(/^Directory /) });
  });

  test('whose externalId another has is a conflict, by a change too; whoever was let go leaves it free', async () => {
    const taken = await added();
    const conflict = { status: 409, body: { scimType: 'uniqueness' } };
    expect(await scim('POST', '/Users', newPerson({ externalId: taken.externalId }))).toMatchObject(conflict);
    const other = await added();
    const change = patchOp({ op: 'replace', path: 'externalId', value: taken.externalId });
    expect(await scim('PATCH', `/Users/${other.id}`, change)).toMatchObject(conflict);
    const both = await Promise.all([1, 2].map(() => scim('POST', '/Users', newPerson({ externalId: 'at-once' }))));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await scim('DELETE', `/Users/${taken.id}`)).status).toBe(204);
    expect((await scim('PATCH', `/Users/${other.id}`, change)).status).toBe(200);
  });

  test('is not known by an externalId that SQL gave them, which is an event', async () => {
    const [leaver, stayer] = [await added(), await added()];
    await ownerSql()`update scim_people set external_id = ${leaver.externalId} where user_id = ${stayer.id}`;
    await ownerSql()`update scim_people set external_id = 'moved' where user_id = ${leaver.id}`;
    const { body } = await filtered(`externalId eq "${leaver.externalId}"`);
    expect(body.totalResults).toBe(0);
    expect((await scim('GET', `/Users/${stayer.id}`)).body.externalId).toBeUndefined();
    const failed = await eventsOf(org.orgId, 'integrity.failed');
    expect(failed.map(({ subjectId }) => subjectId)).toContain(stayer.id);
  });

  test('whose address is taken is a conflict, in any case; one of another organisation is free', async () => {
    const { userName } = await added();
    expect(await scim('POST', '/Users', newPerson({ userName: userName.toUpperCase() }))).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness', status: '409' },
    });
    const far = await createUser(other.admin, {
      name: 'Far',
      email: `far-${randomUUID()}@test.example`,
      profileId: other.profileIds.Operator,
      roleId: other.roleIds.Manager,
    });
    const [{ email } = { email: '' }] = await ownerSql()<
      { email: string }[]
    >`select email from users where id = ${far.id}`;
    expect((await scim('POST', '/Users', newPerson({ userName: email }))).status).toBe(201);
    expect((await scim('GET', `/Users/${far.id}`)).status).toBe(404);
    expect(
      (await scim('PATCH', `/Users/${far.id}`, patchOp({ op: 'replace', path: 'active', value: false }))).status,
    ).toBe(404);
  });

  test.each([
    ['no address', 'nobody'],
    ['a look-alike of Latin letters', 'аda@test.example'],
    ['letters that are drawn apart', 'ada\u0301@test.example'],
    ['a line break', 'ada@test.example\nx'],
  ])('with %s as userName is refused by name', async (_, userName) => {
    expect(await scim('POST', '/Users', newPerson({ userName }))).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue', detail: expect.stringContaining('userName') },
    });
  });

  test('leaves out what is not kept, and what no schema has', async () => {
    const body = await added({
      title: 'Nurse',
      password: 'Secret-Secret-1',
      shoeSize: 44,
      __proto__: { active: false },
    });
    expect(Object.keys(body).sort()).toEqual(
      ['active', 'displayName', 'emails', 'externalId', 'id', 'meta', 'name', 'schemas', 'userName'].sort(),
    );
  });
});

describe('changing a person', () => {
  test('takes what Entra ID sends', async () => {
    const { id } = await added({ emails: [{ primary: true, type: 'work', value: 'a@test.example' }] });
    const { status, body } = await scim(
      'PATCH',
      `/Users/${id}`,
      patchOp(
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'b@test.example' },
        { op: 'Add', path: 'emails[type eq "home"].value', value: 'c@test.example' },
        { op: 'Replace', path: 'name.familyName', value: 'Newer' },
        { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'x' },
        { op: 'Add', path: 'title', value: 'Nurse' },
        { op: 'Replace', path: 'active', value: 'False' },
      ),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ active: false, displayName: 'Nora Newer' });
    expect(body.emails).toEqual([
      { primary: true, type: 'work', value: 'b@test.example' },
      { type: 'home', value: 'c@test.example' },
    ]);
    expect(await userOf(id)).toMatchObject({ active: false, name: 'Nora Newer' });
  });

  test('takes what Okta sends', async () => {
    const { id } = await added();
    await scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value: { active: false } }));
    expect(await userOf(id)).toMatchObject({ active: false });
    const whole = newPerson({ active: true, displayName: 'Nora Again' });
    const { body } = await scim('PUT', `/Users/${id}`, { ...whole, id, schemas: whole.schemas });
    expect(body).toMatchObject({ active: true, displayName: 'Nora Again', userName: whole.userName });
  });

  test('that does not say whether they are active lets nobody in again', async () => {
    const { id, userName } = await added({ active: false });
    const { active: _, ...silent } = newPerson({ userName });
    expect((await scim('PUT', `/Users/${id}`, silent)).body).toMatchObject({ active: false });
  });

  test('that changes nothing leaves no event and the same version', async () => {
    const { id, meta } = await added();
    const before = (await eventsOf(org.orgId)).length;
    const { body } = await scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'active', value: true }));
    expect(body.meta.version).toBe(meta.version);
    expect((await eventsOf(org.orgId)).length).toBe(before);
  });

  test.each([
    ['an unknown attribute', { op: 'add', path: 'shoeSize', value: 1 }, 'invalidPath'],
    ['a read-only one', { op: 'replace', path: 'id', value: '1' }, 'mutability'],
    ['an unknown operation', { op: 'move', path: 'active' }, 'invalidSyntax'],
    ['nothing that is to be removed', { op: 'remove' }, 'noTarget'],
    ['an address that is none', { op: 'replace', path: 'userName', value: 'x' }, 'invalidValue'],
    ['a filter that is none', { op: 'replace', path: 'emails[type is 1].value', value: 'x' }, 'invalidFilter'],
  ])('with %s is refused', async (_, operation, scimType) => {
    const { id } = await added();
    expect(await scim('PATCH', `/Users/${id}`, patchOp(operation))).toMatchObject({ status: 400, body: { scimType } });
  });

  test('of which two come at once with one version is done once', async () => {
    const { id, meta } = await added();
    const rename = (value: string) =>
      scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'displayName', value }), {
        'if-match': meta.version,
      });
    const outcomes = await Promise.all(['One', 'Other', 'Third'].map(rename));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('that come at once without a version are each done', async () => {
    const { id } = await added();
    const all = [
      { op: 'replace', path: 'displayName', value: 'Both' },
      { op: 'add', path: 'emails', value: [{ type: 'home', value: 'd@test.example' }] },
    ];
    await Promise.all(all.map((one) => scim('PATCH', `/Users/${id}`, patchOp(one))));
    expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ displayName: 'Both', emails: [{ type: 'home' }] });
  });
});

describe('who leaves', () => {
  test('has no session any more, which the event counts', async () => {
    const email = `leaver-${randomUUID()}@test.example`;
    const place = { profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
    const { id, temporaryPassword } = await createUser(org.admin, { name: 'Lea Leaver', email, ...place });
    const token = await signIn({
      email,
      password: temporaryPassword,
      ip: null,
      userAgent: null,
      requestId: randomUUID(),
    });
    await scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value: { active: 'False' } }));
    expect(await loadContext(token, { requestId: randomUUID(), ip: null })).toMatchObject({ state: 'none' });
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({
      subjectId: id,
      facts: { active: false, sessionsEnded: 1, tokensEnded: 0, programsStopped: 0 },
    });
  });

  test('and is deleted is gone for the directory, stays in the ledger, and is the same person when they come back', async () => {
    const { id, userName } = await added();
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    expect(await userOf(id)).toMatchObject({ active: false });
    expect((await scim('GET', `/Users/${id}`)).status).toBe(404);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(404);
    expect((await filtered(`userName eq "${userName}"`)).body.totalResults).toBe(0);
    const again = await scim('POST', '/Users', newPerson({ userName }));
    expect(again).toMatchObject({ status: 201, body: { id, active: true } });
  });

  test('and is the last administrator stays, and the refusal names it', async () => {
    const small = await makeOrg();
    const { scim: alone } = await directoryOf(small);
    const { administratorId } = small;
    const off = patchOp({ op: 'replace', path: 'active', value: false });
    for (const attempt of [
      alone('PATCH', `/Users/${administratorId}`, off),
      alone('DELETE', `/Users/${administratorId}`),
    ]) {
      expect(await attempt).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('LAST_ADMINISTRATOR') },
      });
    }
    expect(await userOf(administratorId)).toMatchObject({ active: true });
  });
});

describe('finding people', () => {
  test('by each attribute, whatever the case', async () => {
    const { id, userName, externalId } = await added({ displayName: 'Quentin Query', active: false });
    const ids = async (filter: string) => (await filtered(filter)).body.Resources.map((one: { id: string }) => one.id);
    for (const filter of [
      `userName eq "${userName.toUpperCase()}"`,
      `USERNAME Eq "${userName}"`,
      `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${userName}"`,
      `externalId eq "${externalId}" and active eq false`,
      `id eq "${id}"`,
      `emails.value eq "${userName}"`,
      `emails[type eq "work" and value sw "${userName.slice(0, 12)}"]`,
      `displayName co "quentin" and not (active eq true)`,
      `(displayName sw "Quentin" or displayName ew "nobody") and userName pr`,
    ]) {
      expect([filter, await ids(filter)]).toEqual([filter, [id]]);
    }
    expect(await ids(`externalId eq "${externalId.toUpperCase()}x"`)).toEqual([]);
    expect(await ids('id eq "no id"')).toEqual([]);
    expect(await ids('title eq "Nurse"')).toEqual([]);
  });

  test('by pages, in one order, each once', async () => {
    for (let n = 0; n < 3; n += 1) await added();
    const first = await scim('GET', '/Users?count=2');
    expect(first.body).toMatchObject({ startIndex: 1, itemsPerPage: 2 });
    const seen: string[] = [];
    for (let at = 1; at <= first.body.totalResults; at += 2) {
      const { body } = await scim('GET', `/Users?startIndex=${at}&count=2`);
      seen.push(...body.Resources.map((one: { id: string }) => one.id));
    }
    expect(new Set(seen).size).toBe(first.body.totalResults);
    expect((await scim('GET', '/Users?count=0')).body).toMatchObject({ itemsPerPage: 0, Resources: [] });
    expect((await scim('GET', '/Users?count=-5&startIndex=-3')).body).toMatchObject({ itemsPerPage: 0, startIndex: 1 });
    expect((await scim('GET', '/Users?count=all')).status).toBe(400);
  });

  test.each([
    ['too long', `userName eq "${'x'.repeat(3000)}"`],
    ['too deep', `${'('.repeat(40)}userName pr${')'.repeat(40)}`],
    ['of too many comparisons', Array.from({ length: 80 }, () => 'userName pr').join(' or ')],
    ['of an unknown attribute', 'shoeSize eq 44'],
    ['without an end', 'userName eq "x'],
    ['with an operator that is none', 'userName like "x"'],
    ['with a character that no text holds', 'userName eq "\\u0000"'],
    ['empty', ''],
  ])('by a filter that is %s is refused', async (_, filter) => {
    expect(await filtered(filter)).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
  });

  test('gives the attributes that are asked for, and says when nothing has changed', async () => {
    const { id, meta } = await added();
    expect(Object.keys((await scim('GET', `/Users/${id}?attributes=userName`)).body).sort()).toEqual([
      'id',
      'schemas',
      'userName',
    ]);
    expect((await scim('GET', `/Users/${id}?excludedAttributes=emails,name`)).body).not.toHaveProperty('emails');
    expect((await scim('GET', `/Users/${id}`, undefined, { 'if-none-match': meta.version })).status).toBe(304);
    await scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'displayName', value: 'Renamed' }));
    expect((await scim('GET', `/Users/${id}`, undefined, { 'if-none-match': meta.version })).status).toBe(200);
  });
});
