import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';

export type JobKind =
  | 'bulk_read'
  | 'bulk_upload'
  | 'bulk_write'
  | 'import'
  | 'import_check'
  | 'export'
  | 'audit_export'
  | 'subject_export'
  | 'seal_field'
  | 'mass_change'
  | 'find_duplicates'
  | 'verify_ledger';
/** `draft`: an uploaded file that waits for its columns to be mapped. */
export type JobStatus = 'draft' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** Long work a person can watch and cancel. `params` and `result` name ids, fields and counts, never values. */
export const jobs = pgTable(
  'jobs',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    kind: text('kind').$type<JobKind>().notNull(),
    status: text('status').$type<JobStatus>().notNull().default('queued'),
    module: text('module'),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    done: integer('done').notNull().default(0),
    total: integer('total'),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    result: jsonb('result').$type<Record<string, unknown>>(),
    error: text('error'),
    createdBy: id('created_by').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    startedAt: timestamp('started_at', { withTimezone: true, precision: 3 }),
    finishedAt: timestamp('finished_at', { withTimezone: true, precision: 3 }),
    expiresAt: timestamp('expires_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('jobs_owner').on(t.orgId, t.createdBy, t.id),
    index('jobs_kind').on(t.orgId, t.kind, t.id),
  ],
);
