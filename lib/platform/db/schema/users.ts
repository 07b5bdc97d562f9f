import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ProfileRights } from '@/lib/people/rights';
import { bytea, id } from '../columns';

export const profiles = pgTable(
  'profiles',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    /** One of the three that come with the product: cannot be renamed or deleted. */
    standard: boolean('standard').notNull().default(false),
    rights: jsonb('rights').$type<ProfileRights>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('profiles_name').on(t.orgId, t.name)],
);

/** The role tree. `path` is `/<root>/…/<id>/`, so that "below" is a prefix. */
export const roles = pgTable(
  'roles',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    parentId: id('parent_id'),
    path: text('path').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('roles_name').on(t.orgId, t.name),
    index('roles_path').on(t.orgId, t.path),
  ],
);

export const users = pgTable(
  'users',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    /** Lower case. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    /** argon2id, PHC string. */
    passwordHash: text('password_hash').notNull(),
    profileId: id('profile_id').notNull(),
    roleId: id('role_id').notNull(),
    active: boolean('active').notNull().default(true),
    /** The right to reveal rests until a second person has confirmed what was done to the account (`lib/people/approvals`). */
    phiSuspended: boolean('phi_suspended').notNull().default(false),
    /** A temporary password: until then it serves to choose another, and for nothing else. */
    passwordEndsAt: timestamp('password_ends_at', { withTimezone: true, precision: 3 }),
    timeZone: text('time_zone').notNull().default('UTC'),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().default(sql`now()`),
    lastSignInAt: timestamp('last_sign_in_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('users_email').on(t.orgId, t.email),
    index('users_role').on(t.orgId, t.roleId),
    foreignKey({ columns: [t.orgId, t.profileId], foreignColumns: [profiles.orgId, profiles.id] }),
    foreignKey({ columns: [t.orgId, t.roleId], foreignColumns: [roles.orgId, roles.id] }),
  ],
);

/** A signed-in browser. Ending it is one UPDATE, in force at the next request. */
export const sessions = pgTable(
  'sessions',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    userId: id('user_id').notNull(),
    /** Keyed digest of the secret that the browser's cookie carries, bound to whose it is and when it began. */
    secretHash: bytea('secret_hash').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true, precision: 3 }).notNull(),
    /** The keyed check of `last_seen_at`. */
    seenMac: bytea('seen_mac'),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
    endReason: text('end_reason').$type<
      'signed_out' | 'idle' | 'expired' | 'ended_by_user' | 'ended_by_administrator' | 'replaced' | 'password_over'
    >(),
    ip: text('ip'),
    userAgent: text('user_agent'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('sessions_user').on(t.orgId, t.userId, t.lastSeenAt),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);
