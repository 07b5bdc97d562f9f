import { beforeAll, describe, expect, test } from 'vitest';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { inOrg } from '@/lib/platform/db/transaction';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { getOrganization, updateOrganization } from './organization';
import { getSessionPolicy, updateSessionPolicy } from './session-policy';
import { listSharing, setSharing } from './sharing';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

describe('the session policy', () => {
  test('is 15 minutes and 12 hours until it is changed; a change is an event', async () => {
    expect(await getSessionPolicy(org.admin)).toEqual({ idleMinutes: 15, longestHours: 12 });
    await updateSessionPolicy(org.admin, { idleMinutes: 30, longestHours: 12 });
    await updateSessionPolicy(org.admin, { idleMinutes: 30, longestHours: 12 });
    expect(await getSessionPolicy(org.admin)).toEqual({ idleMinutes: 30, longestHours: 12 });
    expect(await eventsOf(org.orgId, 'settings.update')).toMatchObject([
      { fields: ['idleMinutes'], facts: { old: { idleMinutes: 15 }, new: { idleMinutes: 30 } } },
    ]);
    expect(await getSessionPolicy(other.admin)).toEqual({ idleMinutes: 15, longestHours: 12 });
  });

  test.each([
    [{ idleMinutes: 4, longestHours: 12 }, { idleMinutes: 'At least 5 minutes.' }],
    [{ idleMinutes: 241, longestHours: 12 }, { idleMinutes: 'At most 240 minutes.' }],
    [{ idleMinutes: 7.5, longestHours: 12 }, { idleMinutes: 'Give whole minutes.' }],
    [{ idleMinutes: 15, longestHours: 0 }, { longestHours: 'At least 1 hour.' }],
    [{ idleMinutes: Number.NaN, longestHours: 100 }, { idleMinutes: 'Give whole minutes.' }],
  ])('refuses %o', async (policy, fields) => {
    await expect(updateSessionPolicy(org.admin, policy)).rejects.toMatchObject({ code: 'invalid', fields });
  });

  test('is closed to who may not manage compliance, and the attempt is an event', async () => {
    const refused = { code: 'forbidden' };
    await expect(updateSessionPolicy(org.operator, { idleMinutes: 240, longestHours: 72 })).rejects.toMatchObject(
      refused,
    );
    await expect(getSessionPolicy(org.officer)).rejects.toMatchObject(refused);
    expect((await eventsOf(org.orgId, 'settings.update')).at(-1)).toMatchObject({ outcome: 'refused' });
  });
});

describe('sharing', () => {
  test('is changed per module, in force at once, and is an event', async () => {
    await setSharing(org.admin, { module: 'Contacts', sharing: 'private' });
    expect(getModule(await org.metadata(), 'Contacts').sharing).toBe('private');
    expect(getModule(await other.metadata(), 'Contacts').sharing).toBe('public_read_write');
    expect(await listSharing(org.admin)).toContainEqual({ module: 'Contacts', plural: 'Contacts', sharing: 'private' });
    expect((await eventsOf(org.orgId, 'module.update')).at(-1)).toMatchObject({
      module: 'Contacts',
      facts: { setting: 'sharing', old: 'public_read_write', new: 'private' },
    });
  });

  test('is closed to who may not manage users', async () => {
    const change = { module: 'Leads', sharing: 'private' } as const;
    await expect(setSharing(org.operator, change)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listSharing(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org.orgId, 'module.update')).at(-1)).toMatchObject({ outcome: 'refused', module: 'Leads' });
  });

  test('names what is wrong with the input', async () => {
    const wrong = { module: 'Leads', sharing: 'everybody' as 'private' };
    await expect(setSharing(org.admin, wrong)).rejects.toMatchObject({
      fields: { sharing: 'Choose one of the three.' },
    });
    await expect(setSharing(org.admin, { module: 'Nope', sharing: 'private' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the organisation', () => {
  test('is renamed for the very next request, with an event', async () => {
    await updateOrganization(org.admin, { name: ' Riverside Clinic ' });
    expect(await getOrganization(org.admin)).toEqual({ name: 'Riverside Clinic' });
    expect((await inOrg(org.orgId, metadataOf)).orgName).toBe('Riverside Clinic');
    expect((await eventsOf(org.orgId, 'settings.update')).at(-1)).toMatchObject({
      fields: ['name'],
      facts: { setting: 'organization', new: 'Riverside Clinic' },
    });
  });

  test('is closed to who may not manage users; an empty name is refused', async () => {
    await expect(updateOrganization(org.operator, { name: 'X' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getOrganization(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateOrganization(org.admin, { name: '  ' })).rejects.toMatchObject({
      fields: { name: 'Give a name.' },
    });
  });
});
