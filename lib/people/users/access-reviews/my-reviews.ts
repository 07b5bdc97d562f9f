/** Whom the asker reviews: nobody sees whom others review. */
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { givesLess } from './gives-less';
import { mayRunReviews } from './may-run';
import type { Decision } from './schemas';
import { readUse, type Use } from './use';

export interface PersonToReview {
  id: Id;
  name: string;
  profile: string;
  role: string;
  /** ISO time; null: never. */
  lastSignInAt: string | null;
  decision: Decision | null;
  /** To which profile it was reduced. */
  newProfile: string | null;
  /** They have left meanwhile: there is nothing to decide. */
  hasLeft: boolean;
  /** The reviewer has left, and the asker may decide in their place. */
  insteadOf: string | null;
  /** Profiles that give less. */
  less: { id: Id; name: string }[];
  /** Null once it is decided, and for those further down: decide of some first. */
  use: Use | null;
}

export interface ReviewToDo {
  id: Id;
  name: string;
  dueOn: string;
  isOver: boolean;
  people: PersonToReview[];
}

/** The use of so many is read at once. */
const MOST_USES = 25;

interface Row {
  reviewId: Id;
  review: string;
  dueOn: string;
  id: Id;
  name: string;
  profile: string;
  profileId: Id;
  role: string;
  rights: ProfileRights;
  active: boolean;
  lastSignInAt: string | null;
  decision: Decision | null;
  newProfile: string | null;
  reviewerId: Id;
  reviewer: string;
}

/** Open reviews in which the asker has people, those who wait first. */
export function listMyReviews(ctx: Context, at: Date = clock.now()): Promise<ReviewToDo[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await readRows(tx, ctx);
    const profiles = await tx.sql<{ id: Id; name: string; rights: ProfileRights }[]>`
      select id, name, rights from profiles where org_id = ${tx.orgId} order by name`;
    const reviews = new Map<Id, ReviewToDo>();
    let uses = 0;
    for (const row of rows) {
      const { reviewId, review: name, dueOn } = row;
      const review = reviews.get(reviewId) ?? { id: reviewId, name, dueOn, isOver: isOver(dueOn, at), people: [] };
      reviews.set(reviewId, review);
      const waits = row.decision === null && row.active;
      if (waits) uses += 1;
      review.people.push({
        id: row.id,
        name: row.name,
        profile: row.profile,
        role: row.role,
        lastSignInAt: row.lastSignInAt,
        decision: row.decision,
        newProfile: row.newProfile,
        hasLeft: row.decision === null && !row.active,
        insteadOf: row.reviewerId === ctx.actor.id ? null : row.reviewer,
        less: waits
          ? profiles
              .filter((one) => givesLess(row.rights, one.rights))
              .map(({ id, name: label }) => ({ id, name: label }))
          : [],
        use: waits && uses <= MOST_USES ? await readUse(tx, ctx, row, at) : null,
      });
    }
    return [...reviews.values()];
  });
}

const isOver = (dueOn: string, at: Date): boolean => dueOn < at.toISOString().slice(0, 10);

const readRows = (tx: Tx, ctx: Context): Promise<readonly Row[]> =>
  tx.sql<Row[]>`
    select a.id as "reviewId", a.name as review, to_char(a.due_on, 'YYYY-MM-DD') as "dueOn", u.id, u.name,
      p.name as profile, u.profile_id as "profileId", ro.name as role, p.rights, u.active,
      to_char(u.last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSignInAt",
      i.decision, i.new_profile_name as "newProfile", i.reviewer_id as "reviewerId", i.reviewer_name as reviewer
    from access_review_items i
    join access_reviews a on a.org_id = i.org_id and a.id = i.review_id and a.closed_at is null
    join users u on u.org_id = i.org_id and u.id = i.user_id
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    join roles ro on ro.org_id = u.org_id and ro.id = u.role_id
    join users r on r.org_id = i.org_id and r.id = i.reviewer_id
    where i.org_id = ${tx.orgId} and i.user_id <> ${ctx.actor.id}
      and (i.reviewer_id = ${ctx.actor.id} or (not r.active and ${mayRunReviews(ctx)}))
    order by a.id, i.decision is not null, not u.active, u.name, u.id`;
