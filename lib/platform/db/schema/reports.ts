import { boolean, foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ReportDefinition } from '@/lib/platform/report-kinds';
import { id } from '../columns';
import { modules } from './modules';
import { users } from './users';

/** A report over a module that somebody saved. */
export const reports = pgTable(
  'reports',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    ownerId: id('owner_id').notNull(),
    name: text('name').notNull(),
    /** Empty: in no folder. */
    folder: text('folder').notNull().default(''),
    shared: boolean('shared').notNull().default(false),
    definition: jsonb('definition').$type<ReportDefinition>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('reports_name').on(t.orgId, t.ownerId, t.name),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
  ],
);

/** Which reports stand on somebody's dashboard, in order: ids of saved ones, and keys of standard ones. */
export const reportDashboards = pgTable(
  'report_dashboards',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    cards: jsonb('cards').$type<readonly string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);
