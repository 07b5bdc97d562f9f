import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { jobs } from './jobs';

/** A row a record of a change of many. `version`: the one it had when it was chosen. Holds no value. */
export const massChangeRows = pgTable(
  'mass_change_rows',
  {
    orgId: id('org_id').notNull(),
    jobId: id('job_id').notNull(),
    recordId: id('record_id').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<'waiting' | 'done' | 'refused'>().notNull().default('waiting'),
    /** Why it was refused: a key of `REASONS`. */
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.jobId, t.recordId] }),
    foreignKey({ columns: [t.orgId, t.jobId], foreignColumns: [jobs.orgId, jobs.id] }),
    check(
      'mass_change_rows_state',
      sql`${t.state} in ('waiting', 'done', 'refused') and (${t.state} = 'refused') = (${t.reason} is not null)`,
    ),
  ],
);
