import { sql } from 'drizzle-orm';
import { date, foreignKey, index, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** A review of who has which account and profile (`lib/people/users/access-reviews`). */
export const accessReviews = pgTable(
  'access_reviews',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    startedById: id('started_by_id').notNull(),
    startedByName: text('started_by_name').notNull(),
    startedAt: time('started_at').notNull(),
    /** How far reviewers were reminded: 0 not yet, 1 a week before, 2 a day before, 3 when it was over. */
    reminded: smallint('reminded').notNull(),
    closedAt: time('closed_at'),
    closedByName: text('closed_by_name'),
    /** The report, a signed note. */
    report: text('report'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('access_reviews_open').on(t.orgId, t.id).where(sql`closed_at is null`),
  ],
);

/** A person of a review: who reviews them, and what was decided. Names as they were when it began. */
export const accessReviewItems = pgTable(
  'access_review_items',
  {
    orgId: id('org_id').notNull(),
    reviewId: id('review_id').notNull(),
    userId: id('user_id').notNull(),
    userName: text('user_name').notNull(),
    profileName: text('profile_name').notNull(),
    roleName: text('role_name').notNull(),
    reviewerId: id('reviewer_id').notNull(),
    reviewerName: text('reviewer_name').notNull(),
    decision: text('decision').$type<'confirmed' | 'reduced' | 'removed'>(),
    /** The entry of the audit log that says so: without it the decision does not count. */
    entryId: id('entry_id'),
    decidedAt: time('decided_at'),
    decidedByName: text('decided_by_name'),
    /** To which profile it was reduced. */
    newProfileName: text('new_profile_name'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.reviewId, t.userId] }),
    index('access_review_items_reviewer').on(t.orgId, t.reviewerId, t.reviewId),
    foreignKey({
      name: 'access_review_items_review_fk',
      columns: [t.orgId, t.reviewId],
      foreignColumns: [accessReviews.orgId, accessReviews.id],
    }),
    foreignKey({
      name: 'access_review_items_user_fk',
      columns: [t.orgId, t.userId],
      foreignColumns: [users.orgId, users.id],
    }),
  ],
);
