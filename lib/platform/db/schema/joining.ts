import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { orgs } from './orgs';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What is to be sent by mail, or was (`lib/people/mail`). Whom to, the facts and a link stand in `sealed` and nowhere else. */
export const mails = pgTable(
  'mails',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    template: text('template').notNull(),
    /** Whom to, if they have an account. */
    userId: id('user_id'),
    /** What its link is of: an invitation, or a link to choose a password. */
    linkId: id('link_id'),
    /** Null once it was sent or its time is over. */
    sealed: bytea('sealed'),
    /** `kept`: there is no mail server, so an administrator reads it on the screen. */
    state: text('state').$type<'waiting' | 'kept' | 'sent' | 'given_up' | 'over'>().notNull(),
    tries: integer('tries').notNull().default(0),
    /** When it is tried next; whoever tries moves it ahead first. */
    dueAt: time('due_at').notNull(),
    createdAt: time('created_at').notNull(),
    /** After it nobody wants it any more: its link has ended. */
    endsAt: time('ends_at').notNull(),
    sentAt: time('sent_at'),
    /** Why the last try failed, a word of ours. */
    problem: text('problem'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('mails_due').on(t.orgId, t.dueAt).where(sql`state = 'waiting'`),
    index('mails_ends').on(t.orgId, t.endsAt).where(sql`sealed is not null`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** Whether somebody wants a kind of notice by mail too, where they chose otherwise than the default. */
export const mailChoices = pgTable(
  'mail_choices',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    /** Of `lib/people/notices/by-mail.ts`. */
    topic: text('topic').notNull(),
    byMail: boolean('by_mail').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId, t.topic] }),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** Somebody was asked to join. What it grants is bound by the keyed digest of its link. */
export const invitations = pgTable(
  'invitations',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    /** Lower case. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    profileId: id('profile_id').notNull(),
    roleId: id('role_id').notNull(),
    linkHash: bytea('link_hash').notNull(),
    byMail: boolean('by_mail').notNull(),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Who came of it. */
    userId: id('user_id'),
    acceptedAt: time('accepted_at'),
    withdrawnAt: time('withdrawn_at'),
    /** Another link was made in its place. */
    replacedAt: time('replaced_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('invitations_open')
      .on(t.orgId, t.email)
      .where(sql`accepted_at is null and withdrawn_at is null and replaced_at is null`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** By which somebody chooses a new password, once. */
export const passwordLinks = pgTable(
  'password_links',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    userId: id('user_id').notNull(),
    linkHash: bytea('link_hash').notNull(),
    /** Keyed check of the account as it was: another address or password ends the link. */
    accountMac: bytea('account_mac').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    usedAt: time('used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('password_links_user').on(t.orgId, t.userId, t.createdAt),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);
