import { sql } from 'drizzle-orm';
import { bigint, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';

/** A tenant. `meta_version` grows with every change to modules, fields, layouts or compliance settings (by trigger). */
export const orgs = pgTable(
  'orgs',
  {
    orgId: id('org_id').notNull(),
    name: text('name').notNull(),
    metaVersion: bigint('meta_version', { mode: 'number' }).notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().default(sql`now()`),
    /** Since when second factors can be asked for: the making of the org, or the upgrade that brought them. Nothing changes it. */
    factorsSince: timestamp('factors_since', { withTimezone: true, precision: 3 }).notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.orgId] })],
);

/** One row a setting: session policy, retention, import mappings. The shape of each is in `lib/admin/settings/schemas.ts`. */
export const settings = pgTable(
  'settings',
  {
    orgId: id('org_id').notNull(),
    key: text('key').notNull(),
    value: jsonb('value').notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull().default(sql`now()`),
    updatedBy: id('updated_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.key] })],
);
