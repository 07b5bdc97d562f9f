/** Rights in fields as they are given: what cannot be, what is told, and what waits for a second person. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { deleteField } from '@/lib/admin/customization/delete-field';
import { getModule } from '@/lib/crm/modules/definition';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { type FieldRights, type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import type { Id } from '@/lib/platform/ids';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { createProfile } from './create-profile';
import { listGrantable } from './grantable-fields';
import { getProfile } from './queries';
import { updateProfile } from './update-profile';

let org: TestOrg;
let ids: Record<string, Id>;
beforeAll(async () => {
  org = await makeOrg();
  await createField(org.admin, { module: 'Contacts', label: 'Short lived', type: 'single_line' });
  const contacts = getModule(await org.metadata(), 'Contacts');
  ids = Object.fromEntries(contacts.fields.map(({ apiName, id }) => [apiName, id]));
});

const rightsWith = (fields: FieldRights, rights: ProfileRights = STANDARD_PROFILES.Operator) => ({
  everyModule: [...rights.everyModule],
  modules: {},
  org: [...rights.org],
  fields,
});
const id = (name: string): Id => ids[name] ?? '0';
const make = (name: string) => createProfile(org.admin, { name, copyOf: org.profileIds.Operator });

describe('rights in fields', () => {
  test('are kept with the profile, go with a copy, and each change is told with before and after', async () => {
    const profile = await make('Desk');
    const set = (fields: FieldRights) =>
      updateProfile(org.admin, { id: profile, name: 'Desk', rights: rightsWith(fields) });
    await set({ [id('Title')]: 'hidden', [id('Email')]: 'read' });
    expect((await getProfile(org.admin, profile)).rights.fields).toEqual({
      [id('Title')]: 'hidden',
      [id('Email')]: 'read',
    });
    await set({ [id('Title')]: 'read' });
    const told = (await eventsOf(org.orgId, 'profile.update')).slice(-2).map(({ facts }) => facts.fieldRights);
    expect(told[0]).toEqual(expect.arrayContaining(['Contacts.Title: edit → hidden', 'Contacts.Email: edit → read']));
    expect(told[1]).toEqual(expect.arrayContaining(['Contacts.Title: hidden → read', 'Contacts.Email: read → edit']));
    const copy = await createProfile(org.admin, { name: 'Desk two', copyOf: profile });
    expect((await getProfile(org.admin, copy)).rights.fields).toEqual({ [id('Title')]: 'read' });
    await set({});
    expect('fields' in (await getProfile(org.admin, profile)).rights).toBe(false);
  });

  test('stay as they are where a change does not speak of them', async () => {
    const profile = await make('Quiet');
    await updateProfile(org.admin, { id: profile, name: 'Quiet', rights: rightsWith({ [id('Title')]: 'hidden' }) });
    const { fields: _, ...rights } = rightsWith({});
    await updateProfile(org.admin, { id: profile, name: 'Quieter', rights });
    expect((await getProfile(org.admin, profile)).rights.fields).toEqual({ [id('Title')]: 'hidden' });
  });

  test('hide no name of a record, nothing that who may create has to fill in, and no field that is not there', async () => {
    const profile = await make('Strict');
    const set = (rights: ReturnType<typeof rightsWith>) =>
      updateProfile(org.admin, { id: profile, name: 'Strict', rights });
    const refusal = (words: string) => ({ code: 'invalid', fields: { fields: expect.stringContaining(words) } });
    await expect(set(rightsWith({ [id('First_Name')]: 'hidden' }))).rejects.toMatchObject(
      refusal('Contacts: First Name'),
    );
    await expect(set(rightsWith({ [id('Last_Name')]: 'read' }))).rejects.toMatchObject(refusal('Contacts: Last Name'));
    await expect(set(rightsWith({ '123': 'hidden' }))).rejects.toMatchObject(refusal('There is no such field.'));
    await expect(set(rightsWith({ [id('Title')]: 'edit' as never }))).rejects.toMatchObject({ code: 'invalid' });
    const reader: ProfileRights = { everyModule: ['view'], modules: {}, org: [] };
    await set(rightsWith({ [id('Last_Name')]: 'read' }, reader));
    expect((await getProfile(org.admin, profile)).rights.fields).toEqual({ [id('Last_Name')]: 'read' });
  });

  test('of a field that was deleted go with the next change', async () => {
    const profile = await make('Old');
    const old = { [id('Short_lived')]: 'hidden', [id('Title')]: 'hidden' } as const;
    await updateProfile(org.admin, { id: profile, name: 'Old', rights: rightsWith(old) });
    await deleteField(org.admin, { module: 'Contacts', fieldId: id('Short_lived') });
    await updateProfile(org.admin, { id: profile, name: 'Older', rights: rightsWith(old) });
    expect((await getProfile(org.admin, profile)).rights.fields).toEqual({ [id('Title')]: 'hidden' });
  });

  test('by which those who may reveal see more wait for a second person; hiding is in force at once', async () => {
    const profile = await make('Held');
    const set = (fields: FieldRights) =>
      updateProfile(org.admin, { id: profile, name: 'Held', rights: rightsWith(fields) });
    await set({ [id('Title')]: 'hidden' });
    await insertUser(org, 'Hal Holder', profile, org.roleIds.Manager);
    expect(await set({ [id('Title')]: 'hidden', [id('Phone')]: 'hidden' })).toEqual({ waits: [] });
    expect(await set({ [id('Phone')]: 'hidden' })).toEqual({ waits: ['Contacts.Title'] });
    const now = async () => (await getProfile(org.admin, profile)).rights.fields;
    expect(await now()).toEqual({ [id('Title')]: 'hidden', [id('Phone')]: 'hidden' });
    const { waiting } = await listApprovals(org.officer);
    expect(waiting.map(({ words }) => words)).toEqual(['Profile Held: Contacts.Title']);
    await confirmApproval(org.officer, { id: waiting[0]?.id ?? '0' }, APPROVAL_HANDLERS);
    expect(await now()).toEqual({ [id('Phone')]: 'hidden' });
  });

  test('are offered by name to who manages people, and to nobody else', async () => {
    const modules = await listGrantable(org.admin);
    const contacts = modules.find(({ apiName }) => apiName === 'Contacts');
    expect(contacts?.fields.find(({ apiName }) => apiName === 'Last_Name')).toMatchObject({
      isName: true,
      isNeeded: true,
    });
    expect(contacts?.fields.find(({ apiName }) => apiName === 'Title')).toMatchObject({
      isName: false,
      isNeeded: false,
    });
    await expect(listGrantable(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
