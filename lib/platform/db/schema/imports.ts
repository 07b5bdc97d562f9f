import { boolean, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

/** How a person mapped a header last, so that the same file next month is mapped already. Holds no text of a file. */
export const importMappings = pgTable(
  'import_mappings',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    moduleId: id('module_id').notNull(),
    /** Keyed token of the set of headers: a file without a header would have a patient's values there. */
    headerToken: bytea('header_token').notNull(),
    /** Place of the header among its set in order → API name of the field. */
    mapping: jsonb('mapping').$type<Record<string, string>>().notNull(),
    /** Place → how the column was read: answers, never values. */
    columns: jsonb('columns').$type<Record<string, unknown>>().notNull().default({}),
    usedAt: timestamp('used_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.userId, t.moduleId, t.headerToken] })],
);

/** Every row an import or a dry run refused, and why, and what it left empty or rounded, or found the same as in an earlier row: names fields, never values. Goes when the file goes. */
export const importProblems = pgTable(
  'import_problems',
  {
    orgId: id('org_id').notNull(),
    jobId: id('job_id').notNull(),
    /** As a spreadsheet numbers it. */
    row: integer('row').notNull(),
    /** Counts the problems of one row. */
    place: integer('place').notNull(),
    /** Label of the field; null for the row as a whole. */
    field: text('field'),
    problem: text('problem').notNull(),
    /** The row was taken all the same. */
    isTaken: boolean('is_taken').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.jobId, t.row, t.place] })],
);

/** Rows of an import that point to rows of the same file: until all of them are records. */
export const importWaiting = pgTable(
  'import_waiting',
  {
    orgId: id('org_id').notNull(),
    jobId: id('job_id').notNull(),
    /** As a spreadsheet numbers it. */
    row: integer('row').notNull(),
    recordId: id('record_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.jobId, t.row] })],
);

/** What became of each row of a bulk write while it runs; then the rows stand in its sealed result. */
export const bulkWriteRows = pgTable(
  'bulk_write_rows',
  {
    orgId: id('org_id').notNull(),
    jobId: id('job_id').notNull(),
    /** As a spreadsheet numbers it. */
    row: integer('row').notNull(),
    outcome: text('outcome').$type<'ADDED' | 'UPDATED' | 'SKIPPED'>().notNull(),
    recordId: id('record_id'),
    /** `CODE-Field_Name`, several joined by colons; empty for none. */
    errors: text('errors').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.jobId, t.row] })],
);
