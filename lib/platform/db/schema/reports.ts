import { boolean, foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { modules } from './modules';
import { users } from './users';
import type { ViewFilter } from './views';

export const GROUP_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type GroupUnit = (typeof GROUP_UNITS)[number];

export const MEASURES = ['sum', 'average', 'min', 'max'] as const;
export type MeasureKind = (typeof MEASURES)[number];

export const CHARTS = ['none', 'bars', 'line', 'donut', 'funnel', 'heat'] as const;
export type ChartKind = (typeof CHARTS)[number];

export interface ReportGroup {
  /** API name of a field, or of a lookup and of a field of the record it points to: `Account_Name.Industry`. */
  field: string;
  /** Of a date or time; a month when absent. */
  unit?: GroupUnit;
}

export interface ReportMeasure {
  of: MeasureKind;
  field: string;
}

/** What a report counts. Fields by API name; none of them is ever a marked or sealed one, and so no value of one is in it. */
export interface ReportDefinition {
  filters: ViewFilter[];
  /** None: figures alone. One: lines. Two: a matrix. */
  groups: ReportGroup[];
  /** Beside the count, which is always there. */
  measures: ReportMeasure[];
  /** `measure`: which figure is drawn, 0 the count, 1 the first of `measures`. */
  chart: { kind: ChartKind; measure: number };
}

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
