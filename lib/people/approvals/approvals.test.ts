/** What waits for a second person or for its time. */
import { expect, test } from 'vitest';
import { countMyUnread, listNotices } from '@/lib/people/notices/queries';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import type { ApprovalHandlers } from './approval';
import { askApproval } from './ask';
import { confirmApproval, stopApproval } from './decide';
import { SECOND_PERSONS } from './kinds';
import { listApprovals } from './queries';
import { secondPersons } from './second-person';
import { settleApprovals } from './settle';

const HOUR_MS = 3_600_000;

/** Notes what takes effect and what is stopped. */
function noting(): { done: string[]; handlers: ApprovalHandlers } {
  const done: string[] = [];
  return {
    done,
    handlers: {
      ...APPROVAL_HANDLERS,
      'user.read_phi': {
        async takeEffect(_tx, ctx, { id }) {
          done.push(`${id} by ${ctx.actor.kind}`);
          return [];
        },
        async stopped(_tx, _ctx, { id }) {
          done.push(`${id} stopped`);
          return [];
        },
      },
    },
  };
}

const ask = (org: TestOrg, by: Context, endsAt?: Date): Promise<Id> =>
  mutate(by, 'user.update', async (tx) => {
    const facts = { subject: 'Olga Operator', why: 'a new password' };
    const subjectId = org.operator.actor.id;
    const who = SECOND_PERSONS;
    const { id, entry } = await askApproval(tx, by, {
      kind: 'user.read_phi',
      subjectId,
      facts,
      who,
      ...(endsAt && { endsAt }),
    });
    return { value: id, entries: [entry] };
  });

const touchAccount = (
  org: TestOrg,
  { userId, byId }: { userId: Id; byId: Id },
  what: string,
  { hoursAgo = 0, wasSecond = false } = {},
) =>
  asOwner(
    org.orgId,
    (tx) => tx.sql`
      insert into account_changes (org_id, id, user_id, by_id, what, was_second, at)
      values (${org.orgId}, ${newId()}, ${userId}, ${byId}, ${what}, ${wasSecond},
        now() - make_interval(hours => ${hoursAgo}))`,
  );

const addOfficer = async (org: TestOrg, name: string): Promise<Context> => {
  const id = await insertUser(org, name, org.profileIds['Compliance Officer'], org.roleIds.CEO);
  return contextOf(org.orgId, { id, name, profile: 'Compliance Officer', ownerIds: null });
};

test('an officer confirms what an administrator asked: it takes effect once, with its events and notices', async () => {
  const org = await makeOrg();
  const { handlers, done } = noting();
  const id = await ask(org, org.admin);
  expect((await listNotices(org.officer)).notices[0]?.words).toContain('Olga Operator: a new password');
  expect([await countMyUnread(org.admin), await countMyUnread(org.operator)]).toEqual([0, 0]);

  await confirmApproval(org.officer, { id }, handlers);
  await expect(confirmApproval(org.officer, { id }, handlers)).rejects.toMatchObject({ code: 'conflict' });
  await expect(stopApproval(org.officer, { id }, handlers)).rejects.toMatchObject({ code: 'conflict' });
  expect(done).toEqual([`${id} by user`]);
  const [asking] = await eventsOf(org.orgId, 'approval.ask');
  const [confirmed] = await eventsOf(org.orgId, 'approval.confirm');
  expect([asking?.actorId, confirmed?.actorId]).toEqual([org.admin.actor.id, org.officer.actor.id]);
  expect(confirmed?.facts).toMatchObject({ approval: id, askedBy: org.admin.actor.id });
  expect((await listNotices(org.admin)).notices[0]?.words).toContain('Otto Officer confirmed');
  expect((await listApprovals(org.admin)).decided[0]).toMatchObject({ id, decidedBy: 'Otto Officer' });
});

test('neither the asker, nor whoever has no right to, nor another organisation confirms; each try is an event', async () => {
  const org = await makeOrg();
  const other = await makeOrg();
  const { handlers, done } = noting();
  const id = await ask(org, org.admin);
  await expect(confirmApproval(org.admin, { id }, handlers)).rejects.toMatchObject({ reason: 'ASKED' });
  await expect(confirmApproval(org.operator, { id }, handlers)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(stopApproval(org.operator, { id }, handlers)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(confirmApproval(other.officer, { id }, handlers)).rejects.toMatchObject({ code: 'not_found' });
  expect(done).toEqual([]);
  const tries = await eventsOf(org.orgId, 'approval.confirm');
  expect(tries.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
});

test('whose account the asker made, opened or changed in the last three days is no second person, nor the other way round', async () => {
  const org = await makeOrg();
  const { handlers } = noting();
  const { admin, officer } = org;
  const id = await ask(org, admin);
  await touchAccount(org, { userId: officer.actor.id, byId: admin.actor.id }, 'password');
  await expect(confirmApproval(officer, { id }, handlers)).rejects.toMatchObject({ reason: 'ACCOUNT_TOUCHED' });
  const [waiting] = (await listApprovals(officer)).waiting;
  expect(waiting).toMatchObject({ mayConfirm: false, couldConfirm: [] });
  expect(waiting?.hindrance).toContain('a third person');
  const later = new Date(Date.now() + 73 * HOUR_MS);
  await confirmApproval(officer, { id }, handlers, later);

  const back = await ask(org, admin);
  const maker = await addOfficer(org, 'Mary Maker');
  await touchAccount(org, { userId: admin.actor.id, byId: maker.actor.id }, 'created');
  await expect(confirmApproval(maker, { id: back }, handlers)).rejects.toMatchObject({ reason: 'ACCOUNT_TOUCHED' });
});

test('whose own account waits to be confirmed confirms nothing', async () => {
  const org = await makeOrg();
  const { handlers } = noting();
  const id = await ask(org, org.admin);
  await asOwner(
    org.orgId,
    (tx) => tx.sql`update users set phi_suspended = true where org_id = ${org.orgId} and id = ${org.officer.actor.id}`,
  );
  await expect(confirmApproval(org.officer, { id }, handlers)).rejects.toMatchObject({ reason: 'ACCOUNT_WAITS' });
});

test('a second person is required also where the asker has just taken the only one’s right or account away', async () => {
  const org = await makeOrg();
  const asking = { askedBy: org.admin.actor.id, subjectId: org.operator.actor.id, who: SECOND_PERSONS };
  const isRequired = async () => (await inOrg(org.orgId, (tx) => secondPersons(tx, asking, new Date()))).required;
  expect(await isRequired()).toBe(true);
  await asOwner(
    org.orgId,
    (tx) => tx.sql`update users set active = false where org_id = ${org.orgId} and id = ${org.officer.actor.id}`,
  );
  expect(await isRequired()).toBe(false);
  await touchAccount(org, { userId: org.officer.actor.id, byId: org.admin.actor.id }, 'deactivated', {
    hoursAgo: 1,
    wasSecond: true,
  });
  expect(await isRequired()).toBe(true);
  // One that the asker has just made is nobody's second person.
  const alone = await makeOrg();
  const mine = { ...asking, askedBy: alone.admin.actor.id, subjectId: alone.operator.actor.id };
  await touchAccount(alone, { userId: alone.officer.actor.id, byId: alone.admin.actor.id }, 'created');
  expect((await inOrg(alone.orgId, (tx) => secondPersons(tx, mine, new Date()))).required).toBe(false);
});

test('what is stopped never takes effect; an asker may stop their own', async () => {
  const org = await makeOrg();
  const { handlers, done } = noting();
  const [first, second] = [await ask(org, org.admin, new Date()), await ask(org, org.admin)];
  await stopApproval(org.officer, { id: first }, handlers);
  await stopApproval(org.admin, { id: second }, handlers);
  expect(await settleApprovals(org.orgId, handlers, new Date(Date.now() + HOUR_MS))).toBe(0);
  expect(done).toEqual([`${first} stopped`, `${second} stopped`]);
});

test('what has a time takes effect by itself when it comes, once, as the system, and is told', async () => {
  const org = await makeOrg();
  const { handlers, done } = noting();
  const endsAt = new Date(Date.now() + HOUR_MS);
  const id = await ask(org, org.admin, endsAt);
  expect(await settleApprovals(org.orgId, handlers, new Date(endsAt.getTime() - 1000))).toBe(0);
  expect(await settleApprovals(org.orgId, handlers, endsAt)).toBe(1);
  expect(await settleApprovals(org.orgId, handlers, endsAt)).toBe(0);
  expect(done).toEqual([`${id} by system`]);
  expect(await eventsOf(org.orgId, 'approval.elapse')).toHaveLength(1);
  expect((await listNotices(org.officer)).notices[0]?.words).toContain('its time came');
});
