/** What is made of the audit log for people: extracts that are given away, filters that one keeps. */
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Entries about one conversation or one record, given to somebody by a one-time link and a second secret. */
export const extracts = pgTable(
  'extracts',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    conversationId: id('conversation_id'),
    recordId: id('record_id'),
    /** API name of the record's module. */
    module: text('module'),
    /** Which entry says that it was made: to whom it is given is sealed in it. Of a record. */
    entryId: id('entry_id'),
    entryIds: jsonb('entry_ids').$type<string[]>().notNull(),
    audience: text('audience').$type<'operator' | 'visitor' | 'patient'>().notNull(),
    linkHash: bytea('link_hash').notNull(),
    secretHash: text('secret_hash').notNull(),
    failedTries: integer('failed_tries').notNull().default(0),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    openedAt: time('opened_at'),
    revokedAt: time('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('extracts_conversation').on(t.orgId, t.conversationId),
    index('extracts_record').on(t.orgId, t.recordId, t.id),
    check('extracts_of_one', sql`num_nonnulls(${t.conversationId}, ${t.recordId}) = 1`),
  ],
);

/** A filter of the audit log that a person keeps. Ids, names and days, as its address has them. */
export const auditFilters = pgTable(
  'audit_filters',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    ownerId: id('owner_id').notNull(),
    name: text('name').notNull(),
    query: jsonb('query').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('audit_filters_name').on(t.orgId, t.ownerId, t.name)],
);
