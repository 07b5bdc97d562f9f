import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { assertMayRunReviews } from './may-run';
import { stageOf } from './remind';
import { type Assignment, assignReviewers, type Reviewed } from './reviewers';
import { type NewReview, newReviewSchema } from './schemas';

/** Starts a review, and tells reviewers. Gives its id. @throws forbidden, `STEP_UP` too; invalid, naming what is wrong */
export async function startReview(ctx: Context, input: NewReview, at: Date = clock.now()): Promise<Id> {
  const { name, dueOn, by, reviewerId, profileIds, userIds } = readInput(newReviewSchema, input);
  const action = 'access_review.start';
  const id = newId();
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertMayRunReviews(ctx);
    assertFresh(ctx, at.getTime());
    if (dueOn < dayOf(at)) throw refused('dueOn', 'Give a day that is not over.');
    const all = await activePeople(tx);
    const isAll = profileIds.length + userIds.length === 0;
    const chosen = all.filter((one) => isAll || profileIds.includes(one.profileId) || userIds.includes(one.id));
    if (chosen.length === 0) throw refused('profileIds', 'Nobody active is chosen by this.');
    const named = reviewerId === '' ? null : (all.find((one) => one.id === reviewerId) ?? null);
    if (named === null && (reviewerId !== '' || by === 'named'))
      throw refused('reviewerId', 'Choose an active person.');
    const { assigned, without } = assignReviewers(chosen, all, { by, named, starterId: ctx.actor.id });
    if (without.length > 0) throw refused('reviewerId', nobodyFor(without));
    await tx.sql`
      insert into access_reviews (org_id, id, name, due_on, started_by_id, started_by_name, started_at, reminded)
      values (${tx.orgId}, ${id}, ${name}, ${dueOn}::date, ${ctx.actor.id}, ${ctx.actor.name},
        ${at.toISOString()}::timestamptz, ${stageOf(dueOn, at)})`;
    await insertItems(tx, id, assigned);
    const reviewers = [...new Set(assigned.map(({ reviewer }) => reviewer.id))];
    await notify(tx, { userIds: reviewers }, { kind: 'access_review.asked', facts: { name, due: dueOn } }, at);
    const facts = { name, due: dueOn, people: assigned.length, reviewers: reviewers.length };
    return { value: id, entries: [{ action, subjectId: id, facts }] };
  });
}

const refused = (field: string, words: string) => invalid(words, { fields: { [field]: words } });

const nobodyFor = (people: readonly Reviewed[]): string =>
  `Nobody else may review ${people
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ')}: who administers or confirms is reviewed by another who does.`;

/** All active people, with their place. */
export const activePeople = (tx: Tx): Promise<readonly Reviewed[]> =>
  tx.sql<Reviewed[]>`
    select u.id, u.name, u.profile_id as "profileId", p.name as profile, r.name as role, r.path, p.rights
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    join roles r on r.org_id = u.org_id and r.id = u.role_id
    where u.org_id = ${tx.orgId} and u.active order by u.name, u.id`;

async function insertItems(tx: Tx, id: Id, assigned: readonly Assignment[]): Promise<void> {
  const rows = assigned.map(({ person, reviewer }) => ({
    user_id: person.id,
    user_name: person.name,
    profile_name: person.profile,
    role_name: person.role,
    reviewer_id: reviewer.id,
    reviewer_name: reviewer.name,
  }));
  await tx.sql`
    insert into access_review_items (
      org_id, review_id, user_id, user_name, profile_name, role_name, reviewer_id, reviewer_name)
    select ${tx.orgId}, ${id}, r.user_id, r.user_name, r.profile_name, r.role_name, r.reviewer_id, r.reviewer_name
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      user_id bigint, user_name text, profile_name text, role_name text, reviewer_id bigint, reviewer_name text)`;
}
