import { expect, test } from 'vitest';
import { touchNotices } from '@/lib/protection/touch/notices';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { insertUser, makeOrg } from '@/lib/tools/testing/factories';
import { contextOf } from '@/lib/tools/testing/make-org';
import { notify } from './notify';
import { countMyUnread, listNotices } from './queries';

const asked = { kind: 'approval.asked', facts: { by: 'Ada', what: 'a new password' } } as const;

test('a notice reaches the people named and the active holders of a right, each once, and nobody else', async () => {
  const org = await makeOrg();
  const other = await makeOrg();
  const gone = await insertUser(org, 'Gone', org.profileIds['Compliance Officer'], org.roleIds.CEO);
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update users set active = false where org_id = ${org.orgId} and id = ${gone}`;
    const to = [{ userIds: [org.operator.actor.id, org.officer.actor.id, other.admin.actor.id] }];
    await notify(tx, [...to, { right: 'readWholeLedger', except: org.admin.actor.id }], asked);
  });
  const ctxOfGone = contextOf(org.orgId, { id: gone, name: 'Gone', profile: 'Compliance Officer', ownerIds: null });
  const counts = [org.operator, org.officer, org.admin, ctxOfGone, other.admin].map(countMyUnread);
  expect(await Promise.all(counts)).toEqual([1, 1, 0, 0, 0]);
  const [notice] = (await listNotices(org.officer)).notices;
  expect(notice).toMatchObject({
    words: 'Ada did something that needs your confirmation: a new password',
    href: '/setup/approvals',
    unread: true,
  });
});

test('reading marks one’s own notices only; a page is followed by the next', async () => {
  const org = await makeOrg();
  const { operator, officer } = org;
  await asOwner(org.orgId, async (tx) => {
    for (let n = 0; n < 60; n += 1) await notify(tx, { userIds: [operator.actor.id, officer.actor.id] }, asked);
  });
  const first = await listNotices(operator);
  expect(first.notices).toHaveLength(50);
  const second = await listNotices(operator, { after: first.after ?? '' });
  expect([second.notices.length, second.after]).toEqual([10, null]);
  await touchNotices(operator, [first.notices[0]?.id ?? '0']);
  expect([await countMyUnread(operator), await countMyUnread(officer)]).toEqual([59, 60]);
  await touchNotices(operator, null);
  expect([await countMyUnread(operator), await countMyUnread(officer)]).toEqual([0, 60]);
});

test('an act that fails tells nobody', async () => {
  const org = await makeOrg();
  const act = asOwner(org.orgId, async (tx) => {
    await notify(tx, { userIds: [org.operator.actor.id] }, asked);
    throw new Error('no');
  });
  await expect(act).rejects.toThrow('no');
  expect(await countMyUnread(org.operator)).toBe(0);
});
