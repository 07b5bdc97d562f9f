import { boolean, foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { modules } from './modules';

export interface ViewFilter {
  field: string;
  operator: string;
  /** Absent for `is_empty` and `is_not_empty`. Never a value of a marked or sealed field: those are not saved in views. */
  value?: string | string[];
}

/** How a view lays its records out, where not as a table. Fields by API name. */
export type ViewLayout = { kind: 'board'; by: string; sum: string | null } | { kind: 'calendar'; by: string };

export interface ViewDefinition {
  columns: string[];
  filters: ViewFilter[];
  sort: { field: string; order: 'asc' | 'desc' } | null;
  /** A table when absent. */
  layout?: ViewLayout;
}

/** A saved view of a module's list. */
export const views = pgTable(
  'views',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    ownerId: id('owner_id').notNull(),
    name: text('name').notNull(),
    shared: boolean('shared').notNull().default(false),
    definition: jsonb('definition').$type<ViewDefinition>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('views_name').on(t.orgId, t.moduleId, t.ownerId, t.name),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
  ],
);
