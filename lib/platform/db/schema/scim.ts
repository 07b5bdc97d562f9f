import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** A directory that provisions people by SCIM: its token, and what it gives to whom. Ended ones stay, for the ledger's sake. */
export const scimConnections = pgTable(
  'scim_connections',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    /** Keyed digest of the token's secret. The row's own keyed check binds it and all that counts. */
    secretHash: bytea('secret_hash').notNull(),
    /** Who made the token and the rules: what it does to accounts is theirs. */
    madeBy: id('made_by').notNull(),
    /** The profile and role of whoever is in no group of the rules, and the rules. */
    rules: jsonb('rules').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at'),
    endedAt: time('ended_at'),
    lastUsedAt: time('last_used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('scim_connections_name').on(t.orgId, sql`lower(${t.name})`).where(sql`ended_at is null`),
  ],
);

/** What a directory says of a user beyond what `users` holds. Kept and given back; opens nothing. */
export const scimPeople = pgTable(
  'scim_people',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    externalId: text('external_id'),
    kept: jsonb('kept').notNull(),
    /** Deleted by the directory: gone for it while the user is inactive. */
    removedAt: time('removed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    index('scim_people_external').on(t.orgId, t.externalId),
    foreignKey({ name: 'scim_people_user_fk', columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** Groups as a directory knows them. Each has a keyed check over name and members. */
export const scimGroups = pgTable(
  'scim_groups',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    externalId: text('external_id'),
    members: bigint('members', { mode: 'bigint' }).array().notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('scim_groups_name').on(t.orgId, sql`lower(${t.name})`)],
);
