/** Reviews of who has which access: who decides, what comes of it, and what the report says. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { listNotices } from '@/lib/people/notices/queries';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createProfile } from '../create-profile';
import { setUserActive } from '../set-user-active';
import { updateProfile } from '../update-profile';
import { closeReview, downloadReport, verifyReport } from './close';
import { decide } from './decide';
import { listMyReviews } from './my-reviews';
import { listReviewChoices, listReviews } from './queries';
import { remindReviews } from './remind';
import type { NewReview } from './schemas';
import { startReview } from './start';

const DAY_MS = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const ALL: NewReview = {
  name: 'Fourth quarter',
  dueOn: dayIn(30),
  by: 'managers',
  reviewerId: '',
  profileIds: [],
  userIds: [],
};

let org: TestOrg;
let lessId: Id;
let olga: Id;
beforeEach(async () => {
  org = await makeOrg();
  olga = org.operator.actor.id;
  lessId = await createProfile(org.admin, { name: 'Reads only', copyOf: org.profileIds.Operator });
  const rights = { everyModule: ['view' as const], modules: {}, org: [] };
  await updateProfile(org.admin, { id: lessId, name: 'Reads only', rights });
});

const decisionOf = (reviewId: Id, userId: Id, decision: 'confirmed' | 'reduced' | 'removed', profileId?: Id) => ({
  reviewId,
  userId,
  decision,
  ...(profileId && { profileId }),
});

/** Whom the person reviews in the one open review. */
const peopleOf = async (ctx: Context) => (await listMyReviews(ctx))[0]?.people ?? [];

/** The reviewer of Olga, who is above her. */
async function reviewerOfOlga(): Promise<Context> {
  for (const ctx of [org.admin, org.officer]) if ((await peopleOf(ctx)).some(({ id }) => id === olga)) return ctx;
  throw new Error('Nobody reviews her.');
}

describe('starting a review', () => {
  test('asks whoever is above each person, nobody about themself, and tells them', async () => {
    const id = await startReview(org.admin, ALL);
    const [mine, theirs] = [await peopleOf(org.admin), await peopleOf(org.officer)];
    expect(mine.map(({ id: of }) => of)).not.toContain(org.admin.actor.id);
    expect(theirs.map(({ id: of }) => of)).not.toContain(org.officer.actor.id);
    expect([...mine, ...theirs].map(({ id: of }) => of).sort()).toEqual(
      [org.admin.actor.id, org.officer.actor.id, olga].sort(),
    );
    expect(await peopleOf(org.operator)).toEqual([]);
    expect((await listNotices(org.officer)).notices[0]?.words).toContain('Fourth quarter');
    expect(await eventsOf(org.orgId, 'access_review.start')).toMatchObject([
      { subjectId: id, facts: { name: 'Fourth quarter', people: 3, reviewers: 2 } },
    ]);
  });

  test('is for administrators of users and officers', async () => {
    await expect(startReview(org.operator, ALL)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReviews(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReviewChoices(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startReview(org.officer, ALL)).resolves.toBeDefined();
    expect((await eventsOf(org.orgId, 'access_review.start')).map(({ outcome }) => outcome)).toEqual([
      'refused',
      'done',
    ]);
  });

  test.each<[string, Partial<NewReview>, string]>([
    ['without a name', { name: ' ' }, 'name'],
    ['for a day that is over', { dueOn: dayIn(-2) }, 'dueOn'],
    ['for what is no day', { dueOn: '2026-13-40' }, 'dueOn'],
    ['with a reviewer who is nobody', { by: 'named', reviewerId: '99' }, 'reviewerId'],
    ['by a named one who is not named', { by: 'named' }, 'reviewerId'],
    ['of nobody', { userIds: ['99'] }, 'profileIds'],
  ])('%s is refused, by the field', async (_, given, field) => {
    await expect(startReview(org.admin, { ...ALL, ...given })).rejects.toMatchObject({
      code: 'invalid',
      fields: { [field]: expect.any(String) },
    });
    expect(await listReviews(org.admin)).toEqual([]);
  });

  test('nobody who neither administers nor confirms reviews those who do, though they are named', async () => {
    await startReview(org.admin, { ...ALL, by: 'named', reviewerId: olga });
    expect(await peopleOf(org.operator)).toEqual([]);
    const ofOfficers = (await peopleOf(org.admin)).map(({ id }) => id);
    expect(ofOfficers).toContain(org.officer.actor.id);
  });

  test('may be of one profile, or of people who are named', async () => {
    await startReview(org.admin, { ...ALL, profileIds: [org.profileIds.Operator] });
    expect((await listReviews(org.admin))[0]).toMatchObject({ people: 1, open: 1 });
  });

  test('of another organisation shows nothing, and is decided by nobody there', async () => {
    const id = await startReview(org.admin, ALL);
    const other = await makeOrg();
    expect(await listReviews(other.admin)).toEqual([]);
    expect(await listMyReviews(other.admin)).toEqual([]);
    const given = decisionOf(id, olga, 'confirmed');
    for (const act of [
      () => decide(other.admin, given),
      () => closeReview(other.admin, { id }),
      () => downloadReport(other.admin, { id }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a reviewer', () => {
  test('confirms, which changes nothing of the account and is an event', async () => {
    const id = await startReview(org.admin, ALL);
    await decide(await reviewerOfOlga(), decisionOf(id, olga, 'confirmed'));
    expect(await eventsOf(org.orgId, 'access_review.decide')).toMatchObject([
      { subjectId: olga, facts: { review: id, decision: 'confirmed' } },
    ]);
    expect((await listReviews(org.officer))[0]).toMatchObject({ confirmed: 1, open: 2 });
  });

  test('reduces to a profile that gives less, and to no other', async () => {
    const id = await startReview(org.admin, ALL);
    const reviewer = await reviewerOfOlga();
    const waiting = (await peopleOf(reviewer)).find((one) => one.id === olga);
    expect(waiting?.less.map((one) => one.id)).toContain(lessId);
    for (const more of [org.profileIds.Administrator, org.profileIds.Operator])
      await expect(decide(reviewer, decisionOf(id, olga, 'reduced', more))).rejects.toMatchObject({
        code: 'invalid',
        fields: { profileId: expect.any(String) },
      });
    await expect(decide(reviewer, decisionOf(id, olga, 'reduced'))).rejects.toMatchObject({ code: 'invalid' });
    await decide(reviewer, decisionOf(id, olga, 'reduced', lessId));
    const [user] =
      await ownerSql()`select profile_id::text as profile from users where org_id = ${org.orgId} and id = ${olga}`;
    expect(user?.profile).toBe(lessId);
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({ subjectId: olga, fields: ['profile'] });
    expect((await eventsOf(org.orgId, 'access_review.decide')).at(-1)?.facts).toMatchObject({ profile: 'Reads only' });
  });

  test('removes, which deactivates and tells the person', async () => {
    const id = await startReview(org.admin, ALL);
    await decide(await reviewerOfOlga(), decisionOf(id, olga, 'removed'));
    const [user] = await ownerSql()`select active from users where org_id = ${org.orgId} and id = ${olga}`;
    expect(user?.active).toBe(false);
    expect((await listReviews(org.admin))[0]).toMatchObject({ removed: 1, left: 0 });
  });

  test('has to show once more who they are before taking something away, and not to confirm', async () => {
    const id = await startReview(org.admin, ALL);
    const stale = { ...(await reviewerOfOlga()), sessionId: '1', freshUntilMs: 0 };
    await expect(decide(stale, decisionOf(id, olga, 'removed'))).rejects.toMatchObject({ reason: 'STEP_UP' });
    await decide(stale, decisionOf(id, olga, 'confirmed'));
  });

  test('decides of nobody whom somebody else reviews, nor of themself', async () => {
    const id = await startReview(org.admin, ALL);
    const other = (await reviewerOfOlga()) === org.admin ? org.officer : org.admin;
    for (const ctx of [other, org.operator])
      await expect(decide(ctx, decisionOf(id, olga, 'confirmed'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decide(org.admin, decisionOf(id, org.admin.actor.id, 'confirmed'))).rejects.toMatchObject({
      reason: 'OWN_ACCESS',
    });
    await expect(decide(org.admin, decisionOf(id, '99', 'confirmed'))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of two decisions at once one counts', async () => {
    const id = await startReview(org.admin, ALL);
    const reviewer = await reviewerOfOlga();
    const both = await Promise.allSettled([
      decide(reviewer, decisionOf(id, olga, 'confirmed')),
      decide({ ...reviewer, requestId: randomUUID() }, decisionOf(id, olga, 'removed')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(
      (await eventsOf(org.orgId, 'access_review.decide')).filter(({ outcome }) => outcome === 'done'),
    ).toHaveLength(1);
  });

  test('never takes the last administrator away', async () => {
    const id = await startReview(org.officer, ALL);
    const removal = decisionOf(id, org.admin.actor.id, 'removed');
    await expect(decide(org.officer, removal)).rejects.toMatchObject({ reason: 'LAST_ADMINISTRATOR' });
    expect((await listReviews(org.officer))[0]).toMatchObject({ removed: 0, open: 3 });
  });

  test('who has left is stood in for by an administrator or officer, and by nobody else', async () => {
    const manager = await insertUser(org, 'Mia Manager', org.profileIds.Operator, org.roleIds.CEO);
    const id = await startReview(org.admin, { ...ALL, by: 'named', reviewerId: manager, userIds: [olga] });
    await setUserActive(org.admin, { id: manager, active: false });
    const nora = await insertUser(org, 'Nora', org.profileIds.Operator, org.roleIds.CEO);
    const ctx = contextOf(org.orgId, { id: nora, name: 'Nora', profile: 'Operator', ownerIds: null });
    await expect(decide(ctx, decisionOf(id, olga, 'confirmed'))).rejects.toMatchObject({ code: 'forbidden' });
    expect((await peopleOf(org.officer))[0]).toMatchObject({ id: olga, insteadOf: 'Mia Manager' });
    await decide(org.officer, decisionOf(id, olga, 'confirmed'));
  });

  test('is told how long ago rights were used, and of what is not known', async () => {
    await startReview(org.admin, ALL);
    const reviewer = await reviewerOfOlga();
    const use = (await peopleOf(reviewer)).find(({ id }) => id === olga)?.use;
    expect(use?.rights).toContainEqual({ right: 'revealPhi', module: null, days: null, isTold: true });
    expect(use?.rights.find(({ right, module }) => right === 'view' && module === 'Leads')).toMatchObject({
      days: null,
      isTold: false,
    });
    const officers = (await peopleOf(org.officer)).find(({ id }) => id === org.admin.actor.id)?.use;
    expect(officers?.rights).toContainEqual({ right: 'manageUsers', module: null, days: 0, isTold: true });
  });
});

describe('a person who leaves in the middle', () => {
  test('is decided of by nobody, and stands so in the report', async () => {
    const id = await startReview(org.admin, ALL);
    const reviewer = await reviewerOfOlga();
    await setUserActive(org.admin, { id: olga, active: false });
    await expect(decide(reviewer, decisionOf(id, olga, 'confirmed'))).rejects.toMatchObject({ code: 'conflict' });
    expect((await listReviews(org.admin))[0]).toMatchObject({ left: 1, open: 2 });
    await closeReview(org.admin, { id });
    const { text } = await downloadReport(org.admin, { id });
    expect(text).toContain('Olga Operator');
    expect(text).toContain('left before they were reviewed');
  });
});

describe('reminders', () => {
  test('come a week and a day before, and when the day is over, once each, to those who have people to review', async () => {
    const id = await startReview(org.admin, ALL);
    const reviewer = await reviewerOfOlga();
    const at = (days: number) => new Date(Date.now() + days * DAY_MS);
    const told = async (when: Date) => [await remindReviews(org.orgId, when), await remindReviews(org.orgId, when)];
    expect(await told(at(10))).toEqual([0, 0]);
    expect(await told(at(24))).toEqual([1, 0]);
    expect(await told(at(29.5))).toEqual([1, 0]);
    expect(await told(at(32))).toEqual([1, 0]);
    const words = (await listNotices(reviewer)).notices.map((one) => one.words);
    expect(words.filter((one) => one.includes('for your word in the access review'))).toHaveLength(3);
    expect((await listNotices(org.admin)).notices.some((one) => one.words.includes('is past its day'))).toBe(true);
    await closeReview(org.admin, { id });
    expect(await told(at(60))).toEqual([0, 0]);
  });
});

describe('the report', () => {
  async function closed() {
    const id = await startReview(org.admin, ALL);
    await decide(await reviewerOfOlga(), decisionOf(id, olga, 'reduced', lessId));
    await closeReview(org.officer, { id });
    return { id, ...(await downloadReport(org.officer, { id })) };
  }

  test('is signed, says what was decided and what was not, and is an event', async () => {
    const { id, text } = await closed();
    const [decision] = (await ownerSql()`
      select id::text from ledger_entries where org_id = ${org.orgId} and action = 'access_review.decide'`) as unknown as {
      id: string;
    }[];
    expect(text).toContain('reduced to Reads only by');
    expect(text).toContain(`entry ${decision?.id}`);
    expect(text).toContain('not reviewed, waited for');
    expect(await verifyReport(org.admin, { text })).toBe('signed');
    expect((await eventsOf(org.orgId, 'access_review.close'))[0]).toMatchObject({
      subjectId: id,
      facts: { people: 3, reduced: 1, open: 2, unproven: 0 },
    });
    expect(await eventsOf(org.orgId, 'access_review.download')).toHaveLength(1);
  });

  test('that was altered, or is of another organisation, fails verification', async () => {
    const { id, text } = await closed();
    expect(await verifyReport(org.admin, { text: text.replace('reduced to', 'confirmed') })).toBe('altered');
    expect(await verifyReport(org.admin, { text: text.replace('Reads only', 'Operator') })).toBe('altered');
    expect(await verifyReport(org.admin, { text: 'Some other text' })).toBe('foreign');
    const other = await makeOrg();
    expect(await verifyReport(other.admin, { text })).toBe('foreign');
    await expect(verifyReport(org.operator, { text })).rejects.toMatchObject({ code: 'forbidden' });
    await ownerSql()`update access_reviews set report = ${text.replace('Reads', 'Writes')} where org_id = ${org.orgId}`;
    await expect(downloadReport(org.admin, { id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('does not count a decision that SQL wrote or changed', async () => {
    const id = await startReview(org.admin, ALL);
    await decide(await reviewerOfOlga(), decisionOf(id, olga, 'confirmed'));
    await ownerSql()`
      update access_review_items set decision = 'removed' where org_id = ${org.orgId} and user_id = ${olga}`;
    await ownerSql()`
      update access_review_items set decision = 'confirmed', entry_id = 1
      where org_id = ${org.orgId} and user_id = ${org.admin.actor.id}`;
    await closeReview(org.officer, { id });
    expect((await eventsOf(org.orgId, 'access_review.close'))[0]?.facts).toMatchObject({ confirmed: 0, unproven: 2 });
  });

  test('is made once, and nobody decides after it', async () => {
    const { id } = await closed();
    await expect(closeReview(org.admin, { id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(closeReview(org.operator, { id })).rejects.toMatchObject({ code: 'forbidden' });
    const late = decide(org.officer, decisionOf(id, org.admin.actor.id, 'confirmed'));
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect(await listMyReviews(org.officer)).toEqual([]);
  });
});
