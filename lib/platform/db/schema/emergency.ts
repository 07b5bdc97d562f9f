import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { orgs } from './orgs';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export type EmergencyVerdict = 'justified' | 'not_justified';

/** Emergency access to one record, or a drill of it. What counts has a keyed check (`lib/protection/integrity/emergency.ts`). */
export const emergencyGrants = pgTable(
  'emergency_grants',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    userId: id('user_id').notNull(),
    /** API name; null in a drill. */
    module: text('module'),
    recordId: id('record_id'),
    reason: text('reason').notNull(),
    drill: boolean('drill').notNull(),
    startedAt: time('started_at').notNull(),
    endsAt: time('ends_at').notNull(),
    endedAt: time('ended_at'),
    /** 0: its time was over. */
    endedBy: id('ended_by'),
    verdict: text('verdict').$type<EmergencyVerdict>(),
    reviewedBy: id('reviewed_by'),
    reviewedAt: time('reviewed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('emergency_grants_one').on(t.orgId, t.userId, t.drill).where(sql`reviewed_at is null`),
    index('emergency_grants_running').on(t.orgId, t.endsAt).where(sql`ended_at is null`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
    foreignKey({
      name: 'emergency_grants_user_fk',
      columns: [t.orgId, t.userId],
      foreignColumns: [users.orgId, users.id],
    }),
  ],
);
