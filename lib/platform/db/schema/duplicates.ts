import { foreignKey, integer, pgTable, primaryKey, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { jobs } from './jobs';
import { modules } from './modules';

/** What a search for duplicates found: some groups of record ids a row, sealed, as that two values are the same says much. */
export const duplicateGroups = pgTable(
  'duplicate_groups',
  {
    orgId: id('org_id').notNull(),
    jobId: id('job_id').notNull(),
    n: integer('n').notNull(),
    sealed: bytea('sealed').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.jobId, t.n] }),
    foreignKey({ columns: [t.orgId, t.jobId], foreignColumns: [jobs.orgId, jobs.id] }),
  ],
);

/** Groups of which somebody said that they are different: a keyed digest of the records. */
export const toldApart = pgTable(
  'told_apart',
  {
    orgId: id('org_id').notNull(),
    moduleId: id('module_id').notNull(),
    digest: bytea('digest').notNull(),
    toldBy: id('told_by').notNull(),
    toldAt: timestamp('told_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.moduleId, t.digest] }),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
  ],
);
