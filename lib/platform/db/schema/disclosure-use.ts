import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import type { BudgetKind } from './compliance';
import { users } from './users';

/**
 * How many records with personal health data a person disclosed, in slots of five minutes. The app's role reads it only:
 * `app.spend_disclosure` raises it and nothing lowers it.
 */
export const disclosureUse = pgTable(
  'disclosure_use',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    kind: text('kind').$type<BudgetKind>().notNull(),
    slot: timestamp('slot', { withTimezone: true, precision: 3 }).notNull(),
    used: integer('used').notNull().default(0),
    /** Officers were told in this slot that it was spent. */
    told: boolean('told').notNull().default(false),
  },
  (t) => [
    primaryKey({ name: 'disclosure_use_pk', columns: [t.orgId, t.userId, t.kind, t.slot] }),
    foreignKey({
      name: 'disclosure_use_user',
      columns: [t.orgId, t.userId],
      foreignColumns: [users.orgId, users.id],
    }),
    check('disclosure_use_kind', sql`${t.kind} in ('one', 'bulk')`),
    check('disclosure_use_used', sql`${t.used} >= 0`),
  ],
);
