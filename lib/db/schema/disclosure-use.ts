import { foreignKey, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import type { BudgetKind } from './compliance';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** How many records with personal health data a person disclosed in the hour and the day that began with the first. */
export const disclosureUse = pgTable(
  'disclosure_use',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    kind: text('kind').$type<BudgetKind>().notNull(),
    hourStart: time('hour_start').notNull(),
    hourUsed: integer('hour_used').notNull(),
    dayStart: time('day_start').notNull(),
    dayUsed: integer('day_used').notNull(),
    /** When officers were last told that it was spent. */
    toldAt: time('told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId, t.kind] }),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);
