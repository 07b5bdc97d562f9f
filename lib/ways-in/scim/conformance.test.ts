/** What we answer, read by another implementation of the standard (scimmy), which refuses what does not fit its schemas. */
import SCIMMY from 'scimmy';
import { beforeAll, expect, test } from 'vitest';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { directoryOf, newPerson, patchOp, type Scim } from './testing/directory';

let scim: Scim;
beforeAll(async () => {
  ({ scim } = await directoryOf(await makeOrg()));
});

/** Without what it does not say: it leaves out what is undefined. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test('a user and a group fit the core schemas, and nothing is lost on the way', async () => {
  const { body: made } = await scim(
    'POST',
    '/Users',
    newPerson({ emails: [{ value: 'a@test.example', type: 'work' }] }),
  );
  const { body: group } = await scim('POST', '/Groups', { displayName: 'Readers', members: [{ value: made.id }] });
  const { body: user } = await scim('GET', `/Users/${made.id}`);
  expect(user.groups).toHaveLength(1);
  for (const [read, body] of [
    [new SCIMMY.Schemas.User(user, 'out'), user],
    [new SCIMMY.Schemas.Group(group, 'out'), group],
  ] as const) {
    const { meta, ...rest } = plain(read);
    expect({ ...rest, meta: { ...meta, created: body.meta.created } }).toEqual(body);
    expect(new Date(meta.created).getTime()).toBe(new Date(body.meta.created).getTime());
  }
});

test('each attribute that a schema of ours names is one of the core schema, of the same type', async () => {
  const { body } = await scim('GET', '/Schemas');
  for (const ours of body.Resources) {
    const theirs = SCIMMY.Schemas[ours.name as 'User' | 'Group'].definition;
    for (const { name, type, multiValued } of ours.attributes) {
      const { config } = theirs.attribute(name) as { config: { multiValued: boolean }; type: string } & {
        config: object;
      };
      expect([name, theirs.attribute(name).type, config.multiValued]).toEqual([name, type, multiValued]);
    }
  }
});

test('a list and an error are messages of the standard', async () => {
  const { body: list } = await scim('GET', '/Users?startIndex=1&count=1');
  expect(plain(new SCIMMY.Messages.ListResponse(list))).toMatchObject({
    totalResults: list.totalResults,
    startIndex: 1,
  });
  const { body: error } = await scim('PATCH', '/Users/1', patchOp({ op: 'remove' }));
  // It throws what an error that it understands says.
  expect(() => new SCIMMY.Messages.ErrorResponse(error)).toThrow(error.detail);
});

test('what it writes as a PATCH is understood', async () => {
  const { body } = await scim('POST', '/Users', newPerson());
  const message = new SCIMMY.Messages.PatchOp(
    patchOp({ op: 'replace', path: 'displayName', value: 'Nora Other' }) as never,
  );
  expect((await scim('PATCH', `/Users/${body.id}`, plain(message))).body.displayName).toBe('Nora Other');
});
