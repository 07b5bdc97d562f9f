/** Nobody gives themself more by their own word, and somebody stays who administers. */
import { describe, expect, test } from 'vitest';
import { setSecondPerson } from '@/lib/admin/settings/second-person';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { createProfile } from './create-profile';
import { getProfile } from './queries';
import { setUserActive } from './set-user-active';
import { updateProfile } from './update-profile';
import { updateUser } from './update-user';

const userOf = async (org: TestOrg, id: Id) => {
  const [row] = await ownerSql()<{ email: string; name: string; profileId: Id; roleId: Id; active: boolean }[]>`
    select email, name, profile_id as "profileId", role_id as "roleId", active from users
    where org_id = ${org.orgId} and id = ${id}`;
  if (!row) throw new Error('No such user.');
  return { id, ...row };
};

/** A profile that manages people and no more, and somebody who has it. */
async function manager(org: TestOrg): Promise<{ ctx: Context; profileId: Id; rights: ProfileRights }> {
  const profileId = await createProfile(org.admin, { name: 'People', copyOf: org.profileIds['Compliance Officer'] });
  const rights: ProfileRights = { everyModule: ['view'], modules: {}, org: ['manageUsers'] };
  await updateProfile(org.admin, { id: profileId, name: 'People', rights: plain(rights) });
  const id = await insertUser(org, 'Max Manager', profileId, org.roleIds.Manager);
  return { profileId, rights, ctx: { ...org.admin, actor: { kind: 'user', id, name: 'Max Manager' }, rights } };
}

const plain = ({ everyModule, org, fields }: ProfileRights) => ({
  everyModule: [...everyModule],
  modules: {},
  org: [...org],
  ...(fields && { fields }),
});

const waiting = async (ctx: Context) => (await listApprovals(ctx)).waiting;
const confirm = (by: Context, id: Id) => confirmApproval(by, { id }, APPROVAL_HANDLERS);

describe('a change of one’s own rights', () => {
  test('is confirmed as it was asked for: of a profile or a place that was changed meanwhile nothing comes', async () => {
    const org = await makeOrg();
    const { ctx } = await manager(org);
    const own = await userOf(org, ctx.actor.id);
    const readerId = await createProfile(org.admin, { name: 'Reader', copyOf: org.profileIds['Compliance Officer'] });
    const reader = { everyModule: ['view' as const, 'edit' as const], modules: {}, org: ['manageUsers' as const] };
    await updateProfile(org.admin, { id: readerId, name: 'Reader', rights: reader });
    expect(await updateUser(ctx, { ...own, profileId: readerId })).toEqual({ waits: true });
    // Nobody has it, so this is at once.
    const more = { ...reader, org: ['manageUsers' as const, 'revealPhi' as const] };
    expect(await updateProfile(ctx, { id: readerId, name: 'Reader', rights: more })).toEqual({ waits: [] });
    const [asked] = await waiting(org.officer);
    await confirm(org.officer, asked?.id ?? '0');
    expect(await userOf(org, ctx.actor.id)).toEqual(own);
  });

  test('by another profile waits for a second person, and is as if it were not asked for until then', async () => {
    const org = await makeOrg();
    const { ctx, profileId } = await manager(org);
    const own = await userOf(org, ctx.actor.id);
    const wanted = { ...own, name: 'Max M.', profileId: org.profileIds.Administrator };
    expect(await updateUser(ctx, wanted)).toEqual({ waits: true });
    expect(await userOf(org, ctx.actor.id)).toMatchObject({ name: 'Max M.', profileId });
    const [asked] = await waiting(org.officer);
    expect(asked?.words).toBe('Max Manager: profile Administrator, asked for by themself');
    await expect(confirm(ctx, asked?.id ?? '0')).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(org.officer, asked?.id ?? '0');
    expect(await userOf(org, ctx.actor.id)).toMatchObject({ profileId: org.profileIds.Administrator });
    const [update] = (await eventsOf(org.orgId, 'user.update')).filter(({ fields }) => fields.includes('profile'));
    expect(update).toMatchObject({ subjectId: ctx.actor.id, facts: { profile: 'Administrator' } });
  });

  test('by a higher role waits too; stopped, it never happens', async () => {
    const org = await makeOrg();
    const { ctx } = await manager(org);
    const own = await userOf(org, ctx.actor.id);
    await updateUser(ctx, { ...own, roleId: org.roleIds.CEO });
    const [asked] = await waiting(org.officer);
    await stopApproval(org.officer, { id: asked?.id ?? '0' }, APPROVAL_HANDLERS);
    expect(await userOf(org, ctx.actor.id)).toMatchObject({ roleId: org.roleIds.Manager });
  });

  test('by more rights of one’s own profile waits, whatever right it is; less is in force at once', async () => {
    const org = await makeOrg();
    const { ctx, profileId, rights } = await manager(org);
    const more = {
      ...plain(rights),
      everyModule: ['view' as const, 'edit' as const],
      org: ['manageUsers' as const, 'manageModules' as const],
    };
    const { waits } = await updateProfile(ctx, { id: profileId, name: 'People', rights: more });
    expect(waits).toEqual(['manageModules', '*.edit']);
    expect((await getProfile(org.admin, profileId)).rights).toMatchObject(plain(rights));
    const [asked] = await waiting(org.officer);
    await confirm(org.officer, asked?.id ?? '0');
    expect((await getProfile(org.admin, profileId)).rights).toMatchObject({ everyModule: ['view', 'edit'] });
    expect(await updateProfile(ctx, { id: profileId, name: 'People', rights: plain(rights) })).toEqual({ waits: [] });
    expect((await getProfile(org.admin, profileId)).rights).toMatchObject(plain(rights));
  });

  test('by a field that one’s own profile hides waits; hiding one is in force at once', async () => {
    const org = await makeOrg();
    const { ctx, profileId, rights } = await manager(org);
    const { id } = getField(getModule(await org.metadata(), 'Contacts'), 'Title');
    const hidden = { ...plain(rights), fields: { [id]: 'hidden' as const } };
    expect(await updateProfile(ctx, { id: profileId, name: 'People', rights: hidden })).toEqual({ waits: [] });
    const { waits } = await updateProfile(ctx, {
      id: profileId,
      name: 'People',
      rights: { ...plain(rights), fields: {} },
    });
    expect(waits).toEqual(['Contacts.Title']);
    expect((await getProfile(org.admin, profileId)).rights.fields).toEqual({ [id]: 'hidden' });
    const [asked] = await waiting(org.officer);
    await confirm(org.officer, asked?.id ?? '0');
    expect((await getProfile(org.admin, profileId)).rights.fields).toBeUndefined();
    const events = await eventsOf(org.orgId, 'profile.update');
    expect(events.at(-1)).toMatchObject({ facts: { fieldRights: ['Contacts.Title: hidden → edit'] } });
  });

  test('is at once where nobody else could confirm, or where that was switched off', async () => {
    const org = await makeOrg();
    const { ctx, profileId } = await manager(org);
    await setSecondPerson(org.admin, { required: false });
    const [asked] = await waiting(org.officer);
    await confirm(org.officer, asked?.id ?? '0');
    const own = await userOf(org, ctx.actor.id);
    expect(await updateUser(ctx, { ...own, profileId: org.profileIds.Administrator })).toEqual({ waits: false });
    expect(await userOf(org, ctx.actor.id)).not.toMatchObject({ profileId });
  });
});

describe('somebody stays who administers', () => {
  const second = async (org: TestOrg): Promise<Context> => {
    const id = await insertUser(org, 'Bea Boss', org.profileIds.Administrator, org.roleIds.CEO);
    return { ...org.admin, actor: { kind: 'user', id, name: 'Bea Boss' } };
  };
  const left = async (org: TestOrg) => {
    const [row] = await ownerSql()<[{ count: number }]>`
      select count(*)::int as count from users
      where org_id = ${org.orgId} and active and profile_id = ${org.profileIds.Administrator}`;
    return row.count;
  };

  test('when two administrators demote one another at once', async () => {
    const org = await makeOrg();
    const bea = await second(org);
    const [ada, boss] = [await userOf(org, org.admin.actor.id), await userOf(org, bea.actor.id)];
    const lower = { profileId: org.profileIds.Operator };
    const done = await Promise.allSettled([
      updateUser(org.admin, { ...boss, ...lower }),
      updateUser(bea, { ...ada, ...lower }),
    ]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'LAST_ADMINISTRATOR' },
    });
    expect(await left(org)).toBe(1);
  });

  test('when two administrators deactivate one another at once', async () => {
    const org = await makeOrg();
    const bea = await second(org);
    const done = await Promise.allSettled([
      setUserActive(org.admin, { id: bea.actor.id, active: false }),
      setUserActive(bea, { id: org.admin.actor.id, active: false }),
    ]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await left(org)).toBe(1);
  });

  test('when the last one removes themself, by another profile or by deactivating the account', async () => {
    const org = await makeOrg();
    const own = await userOf(org, org.admin.actor.id);
    const reader = await createProfile(org.admin, { name: 'Reader', copyOf: org.profileIds['Compliance Officer'] });
    const { everyModule } = STANDARD_PROFILES['Compliance Officer'];
    await updateProfile(org.admin, {
      id: reader,
      name: 'Reader',
      rights: { everyModule: [...everyModule], modules: {}, org: [] },
    });
    const last = { code: 'conflict', reason: 'LAST_ADMINISTRATOR' };
    await expect(updateUser(org.admin, { ...own, profileId: reader })).rejects.toMatchObject(last);
    await expect(setUserActive(org.admin, { id: own.id, active: false })).rejects.toMatchObject(last);
    expect(await left(org)).toBe(1);
  });

  test('when what an administrator asked for themself is confirmed after the others have left', async () => {
    const org = await makeOrg();
    const bea = await second(org);
    const own = await userOf(org, bea.actor.id);
    expect(await updateUser(bea, { ...own, profileId: org.profileIds.Operator })).toEqual({ waits: true });
    await setUserActive(bea, { id: org.admin.actor.id, active: false });
    const [asked] = (await waiting(org.officer)).filter(({ words }) => words.includes('Bea'));
    await expect(confirm(org.officer, asked?.id ?? '0')).rejects.toMatchObject({ reason: 'LAST_ADMINISTRATOR' });
    expect(await left(org)).toBe(1);
  });
});
