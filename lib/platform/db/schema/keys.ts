import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

/** An org's data keys, wrapped by the root key, which the database never holds. */
export const dataKeys = pgTable(
  'data_keys',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    wrapped: bytea('wrapped').notNull(),
    provider: text('provider').notNull(),
    checkValue: bytea('check_value').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    retiredAt: timestamp('retired_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] })],
);
