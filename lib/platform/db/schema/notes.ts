import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import type { FileState } from './chat';
import { records } from './records';

/** A note on a record. Free text may hold PHI, so title and body are always sealed. */
export const notes = pgTable(
  'notes',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    recordId: id('record_id').notNull(),
    sealed: bytea('sealed').notNull(),
    /** Which envelope of the note it is, bound into it. 0: one from before they were counted. */
    sealVersion: integer('seal_version').notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    createdBy: id('created_by').notNull(),
    modifiedAt: timestamp('modified_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('notes_record').on(t.orgId, t.recordId, t.id),
    foreignKey({ columns: [t.orgId, t.recordId], foreignColumns: [records.orgId, records.id] }).onDelete('cascade'),
  ],
);

/** What is known of an attached file; its bytes are a sealed stream in the file store under the same id. */
export const attachments = pgTable(
  'attachments',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    recordId: id('record_id').notNull(),
    /** The file's name, which may name a patient. */
    sealedName: bytea('sealed_name').notNull(),
    contentType: text('content_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    state: text('state').$type<FileState>().notNull().default('clean'),
    /** Null: there was no scanner. */
    scannedBy: text('scanned_by'),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    createdBy: id('created_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    check('attachments_state_check', sql`${t.state} in ('clean', 'quarantined')`),
    index('attachments_record').on(t.orgId, t.recordId, t.id),
    foreignKey({ columns: [t.orgId, t.recordId], foreignColumns: [records.orgId, records.id] }).onDelete('cascade'),
  ],
);
