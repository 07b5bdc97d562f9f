import { expect, test } from 'vitest';
import { listNotices } from '@/lib/people/notices/queries';
import { type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import { systemContext } from '@/lib/platform/context';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { bringProfilesEverywhere } from '@/lib/ways-in/jobs/handlers/bring-profiles';
import { bringProfiles } from './bring-profiles';
import { createProfile } from './create-profile';

const NOW = new Date();
const upgrade = (org: TestOrg) => bringProfiles(systemContext(org.orgId, 'upgrade'), NOW);

async function setRights(org: TestOrg, id: string, rights: ProfileRights): Promise<void> {
  await ownerSql()`
    update profiles set rights = ${JSON.stringify(rights)}::text::jsonb where org_id = ${org.orgId} and id = ${id}`;
}

async function rightsOf(org: TestOrg, id: string): Promise<ProfileRights | undefined> {
  const [row] = await ownerSql()<{ rights: ProfileRights }[]>`
    select rights from profiles where org_id = ${org.orgId} and id = ${id}`;
  return row?.rights;
}

const { Administrator, Operator } = STANDARD_PROFILES;
/** As a version made it that had no live chat. */
const OLDER: ProfileRights = {
  ...Administrator,
  everyModule: ['view', 'create'],
  org: Administrator.org.filter((right) => right !== 'manageChat' && right !== 'deleteConversations'),
};

test("an upgrade gives the standard profiles of every organisation a new organisation's rights, with an event each", async () => {
  const [one, other] = [await makeOrg(), await makeOrg()];
  for (const org of [one, other]) await setRights(org, org.profileIds.Administrator, OLDER);
  await bringProfilesEverywhere(NOW);
  for (const org of [one, other]) {
    const id = org.profileIds.Administrator;
    expect(await rightsOf(org, id)).toEqual(Administrator);
    const events = await eventsOf(org.orgId, 'profile.update');
    expect(events).toEqual([
      expect.objectContaining({
        subjectId: id,
        actorId: '0',
        facts: {
          name: 'Administrator',
          granted: ['manageChat', 'deleteConversations', '*.edit', '*.delete', '*.import', '*.export'],
          withdrawn: [],
        },
      }),
    ]);
  }
});

test('what an upgrade lets its holders read, officers are told', async () => {
  const org = await makeOrg();
  const id = await insertUser(org, 'Olive Officer', org.profileIds['Compliance Officer'], org.roleIds.CEO);
  const officer = contextOf(org.orgId, { id, name: 'Olive Officer', profile: 'Compliance Officer', ownerIds: null });
  await setRights(org, org.profileIds.Operator, { ...Operator, org: ['readLedger'] });
  await upgrade(org);
  expect(await rightsOf(org, org.profileIds.Operator)).toEqual(Operator);
  expect((await listNotices(officer)).notices.map(({ words }) => words)).toEqual([
    'System let the profile Operator read more health data: revealPhi.',
  ]);
});

test('a second time, and where nothing is missing, nothing changes and there is no event', async () => {
  const org = await makeOrg();
  const before = await eventsOf(org.orgId);
  await upgrade(org);
  await upgrade(org);
  expect(await eventsOf(org.orgId)).toEqual(before);
});

test("no upgrade changes a profile of the organisation's own, or a standard one that has more than ours", async () => {
  const org = await makeOrg();
  const id = await createProfile(org.admin, { name: 'Front desk', copyOf: org.profileIds.Operator });
  const more: ProfileRights = { ...OLDER, org: [...OLDER.org, 'revealPhi'] };
  await setRights(org, org.profileIds.Administrator, more);
  await setRights(org, id, { everyModule: [], modules: {}, org: [] });
  await upgrade(org);
  expect(await rightsOf(org, org.profileIds.Administrator)).toEqual(more);
  expect(await rightsOf(org, id)).toEqual({ everyModule: [], modules: {}, org: [] });
});
