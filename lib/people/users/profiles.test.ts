import { beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createProfile } from './create-profile';
import { deleteProfile } from './delete-profile';
import { getProfile, listProfiles } from './queries';
import { updateProfile } from './update-profile';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const NO_RIGHTS = { everyModule: [], modules: {}, org: [] };

describe('profiles', () => {
  test('a copy has the rights of its source and can be changed; both are events', async () => {
    const id = await createProfile(org.admin, { name: 'Reader', copyOf: org.profileIds.Operator });
    const source = await getProfile(org.admin, org.profileIds.Operator);
    expect(await getProfile(org.admin, id)).toMatchObject({ name: 'Reader', standard: false, rights: source.rights });
    const rights = { everyModule: ['view' as const], modules: { Contacts: [] }, org: ['readLedger' as const] };
    await updateProfile(org.admin, { id, name: 'Reader', rights });
    expect(await getProfile(org.admin, id)).toMatchObject({ rights });
    const [updated] = await eventsOf(org.orgId, 'profile.update');
    expect(updated).toMatchObject({
      subjectId: id,
      facts: { withdrawn: expect.arrayContaining(['revealPhi', '*.delete', 'Contacts.view']) },
    });
    expect(await eventsOf(org.orgId, 'profile.create')).toMatchObject([{ facts: { copyOf: 'Operator' } }]);
  });

  test('the standard ones stay as they are', async () => {
    for (const id of Object.values(org.profileIds)) {
      const { name } = await getProfile(org.admin, id);
      await expect(updateProfile(org.admin, { id, name, rights: NO_RIGHTS })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(deleteProfile(org.admin, { id })).rejects.toMatchObject({ code: 'conflict' });
    }
  });

  test('one in use is not deleted, an unused one is', async () => {
    const id = await createProfile(org.admin, { name: 'Short-lived', copyOf: org.profileIds.Operator });
    const used = await createProfile(org.admin, { name: 'Used', copyOf: id });
    await insertUser(org, 'Uma User', used, org.roleIds.Manager);
    await expect(deleteProfile(org.admin, { id: used })).rejects.toMatchObject({
      reason: 'IN_USE',
      facts: { users: 1 },
    });
    await deleteProfile(org.admin, { id });
    expect((await listProfiles(org.admin)).map((profile) => profile.id)).not.toContain(id);
    expect(await eventsOf(org.orgId, 'profile.delete')).toContainEqual(
      expect.objectContaining({ outcome: 'done', subjectId: id }),
    );
  });

  test('without the right everything is refused, and each refusal is an event', async () => {
    const id = await createProfile(org.admin, { name: 'Target', copyOf: org.profileIds.Operator });
    const before = (await eventsOf(org.orgId)).length;
    const refused = { code: 'forbidden' };
    await expect(createProfile(org.operator, { name: 'X', copyOf: id })).rejects.toMatchObject(refused);
    await expect(updateProfile(org.officer, { id, name: 'X', rights: NO_RIGHTS })).rejects.toMatchObject(refused);
    await expect(deleteProfile(org.operator, { id })).rejects.toMatchObject(refused);
    await expect(listProfiles(org.operator)).rejects.toMatchObject(refused);
    const events = (await eventsOf(org.orgId)).slice(before);
    expect(events.map((event) => [event.action, event.outcome])).toEqual([
      ['profile.create', 'refused'],
      ['profile.update', 'refused'],
      ['profile.delete', 'refused'],
    ]);
  });

  test('another org sees nothing of them', async () => {
    const id = await createProfile(org.admin, { name: 'Here', copyOf: org.profileIds.Operator });
    const missing = { code: 'not_found' };
    await expect(getProfile(other.admin, id)).rejects.toMatchObject(missing);
    await expect(createProfile(other.admin, { name: 'Stolen', copyOf: id })).rejects.toMatchObject(missing);
    await expect(updateProfile(other.admin, { id, name: 'X', rights: NO_RIGHTS })).rejects.toMatchObject(missing);
    await expect(deleteProfile(other.admin, { id })).rejects.toMatchObject(missing);
  });

  test('names what is wrong with the input', async () => {
    const id = await createProfile(org.admin, { name: 'Strict', copyOf: org.profileIds.Operator });
    await expect(createProfile(org.admin, { name: 'strict'.repeat(20), copyOf: id })).rejects.toMatchObject({
      fields: { name: 'At most 60 characters.' },
    });
    await expect(createProfile(org.admin, { name: 'Strict', copyOf: id })).rejects.toMatchObject({
      code: 'conflict',
      fields: { name: 'Another profile has this name.' },
    });
    const invented = { ...NO_RIGHTS, modules: { Invented: ['view' as const] } };
    await expect(updateProfile(org.admin, { id, name: 'Strict', rights: invented })).rejects.toMatchObject({
      code: 'invalid',
    });
    const unknown = { ...NO_RIGHTS, org: ['beKing'] };
    await expect(updateProfile(org.admin, { id, name: 'Strict', rights: unknown as never })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
