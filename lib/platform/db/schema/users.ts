import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
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
    /** When they were last warned that they do not come (`lib/people/users/dormant`). */
    dormantWarnedAt: timestamp('dormant_warned_at', { withTimezone: true, precision: 3 }),
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
      | 'signed_out'
      | 'idle'
      | 'expired'
      | 'ended_by_user'
      | 'ended_by_administrator'
      | 'replaced'
      | 'password_over'
      | 'outside_addresses'
      | 'outside_hours'
    >(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    /** How it was opened; null for one from before there were second factors, which a password opened. */
    signedInBy: text('signed_in_by').$type<'password' | 'passkey' | 'oidc' | 'saml' | 'offline_kit'>(),
    /** When a second factor was last given in it; null while none was. */
    factorAt: timestamp('factor_at', { withTimezone: true, precision: 3 }),
    /** When the password was last given in it after the sign-in. */
    passwordAt: timestamp('password_at', { withTimezone: true, precision: 3 }),
    /** The keyed check of these three. */
    factorMac: bytea('factor_mac'),
    /** When it was looked at whether the sign-in is unusual for its person (`lib/people/users/odd-sign-ins`). */
    lookedAt: timestamp('looked_at', { withTimezone: true, precision: 3 }),
    /** Why it is, as facts; null where it is not. */
    odd: jsonb('odd').$type<Record<string, string | number>>(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('sessions_user').on(t.orgId, t.userId, t.lastSeenAt),
    index('sessions_not_looked_at').on(t.orgId, t.id).where(sql`looked_at is null`),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** What somebody has beside a password: a passkey or an authenticator app. Never deleted; which ones count is bound by a keyed check. */
export const factors = pgTable(
  'factors',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    userId: id('user_id').notNull(),
    kind: text('kind').$type<'passkey' | 'totp'>().notNull(),
    name: text('name').notNull(),
    /** Of a passkey: its id, base64url. */
    credentialId: text('credential_id'),
    publicKey: bytea('public_key'),
    transports: text('transports').array(),
    /** The signature counter as last seen; some authenticators stay at 0. */
    counter: bigint('counter', { mode: 'number' }).notNull().default(0),
    /** Of an app: the secret, sealed for this row. */
    sealed: bytea('sealed'),
    /** Of an app: the time step of the last code that was taken. Each is taken once. */
    lastStep: bigint('last_step', { mode: 'number' }),
    /** Wrong codes since `wrong_since`. */
    wrong: integer('wrong').notNull().default(0),
    wrongSince: timestamp('wrong_since', { withTimezone: true, precision: 3 }),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    lastUsedAt: timestamp('last_used_at', { withTimezone: true, precision: 3 }),
    removedAt: timestamp('removed_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('factors_user').on(t.orgId, t.userId),
    uniqueIndex('factors_credential').on(t.orgId, t.credentialId),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** One-time codes for who has lost a factor. Only keyed digests are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    userId: id('user_id').notNull(),
    digest: bytea('digest').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    /** Used, or replaced by newer ones. */
    usedAt: timestamp('used_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('recovery_codes_user').on(t.orgId, t.userId),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);
