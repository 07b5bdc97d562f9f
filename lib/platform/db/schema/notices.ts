import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What one person is told. The kinds are in `lib/people/notices/kinds.ts`; `facts` are those of ledger entries, never values. */
export const notices = pgTable(
  'notices',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    id: id('id').notNull(),
    kind: text('kind').notNull(),
    facts: jsonb('facts').notNull(),
    subjectId: id('subject_id'),
    module: text('module'),
    recordId: id('record_id'),
    at: time('at').notNull(),
    readAt: time('read_at'),
    /** Still to be sent by mail. */
    toMail: boolean('to_mail').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId, t.id] }),
    index('notices_unread').on(t.orgId, t.userId).where(sql`read_at is null`),
    index('notices_to_mail').on(t.orgId, t.id).where(sql`to_mail`),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** Up to when an org's reminders were told (`lib/crm/reminders`). */
export const reminderMarks = pgTable(
  'reminder_marks',
  { orgId: id('org_id').notNull(), toldUntil: time('told_until').notNull() },
  (t) => [primaryKey({ columns: [t.orgId] })],
);

/** What waits for a second person or for its time (`lib/people/approvals`), and how it ended. */
export const approvals = pgTable(
  'approvals',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    kind: text('kind').notNull(),
    subjectId: id('subject_id').notNull(),
    facts: jsonb('facts').notNull(),
    /** Whoever has one of these rights may confirm, but for the asker and the person concerned. */
    who: text('who').array().notNull(),
    /** 0: the system. */
    askedBy: id('asked_by').notNull(),
    askedAt: time('asked_at').notNull(),
    /** When it takes effect by itself. */
    endsAt: time('ends_at'),
    state: text('state').$type<'waiting' | 'confirmed' | 'stopped' | 'elapsed' | 'removed'>().notNull(),
    decidedBy: id('decided_by'),
    decidedAt: time('decided_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('approvals_waiting').on(t.orgId, t.kind, t.subjectId).where(sql`state = 'waiting'`),
    index('approvals_ends').on(t.orgId, t.endsAt).where(sql`state = 'waiting'`),
  ],
);

/** What somebody did to the account of somebody else: who did cannot be that person's second person for a while. */
export const accountChanges = pgTable(
  'account_changes',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    userId: id('user_id').notNull(),
    byId: id('by_id').notNull(),
    what: text('what').notNull(),
    /** Whether the person could confirm before. */
    wasSecond: boolean('was_second').notNull(),
    at: time('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('account_changes_user').on(t.orgId, t.userId, t.at)],
);
