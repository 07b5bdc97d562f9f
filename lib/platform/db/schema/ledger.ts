import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

/**
 * The ledger: append-only by grants and trigger, partitioned by month of `at` (see the hand-written migration).
 * No foreign keys to subjects: entries outlive them. The meaning of each column is in `lib/protection/ledger/entry.ts`.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    action: text('action').notNull(),
    outcome: text('outcome').$type<'done' | 'refused'>().notNull(),
    actorKind: text('actor_kind').$type<'user' | 'system' | 'client' | 'visitor'>().notNull(),
    actorId: id('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    requestId: text('request_id').notNull(),
    ip: text('ip'),
    module: text('module'),
    recordId: id('record_id'),
    subjectId: id('subject_id'),
    door: text('door'),
    purpose: text('purpose'),
    fields: text('fields').array().notNull(),
    /** Facts that are never values of records: counts, limits, names of settings. Canonical JSON text. */
    facts: text('facts').notNull(),
    sealedDetail: bytea('sealed_detail'),
    salt: bytea('salt').notNull(),
    leafHash: bytea('leaf_hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id, t.at] }),
    index('ledger_entries_actor').on(t.orgId, t.actorId, t.id),
    index('ledger_entries_record').on(t.orgId, t.recordId, t.id).where(sql`record_id is not null`),
    index('ledger_entries_action').on(t.orgId, t.action, t.id),
    index('ledger_entries_refused').on(t.orgId, t.id).where(sql`outcome = 'refused'`),
  ],
);

/** Entries that no tree holds yet: written with the entry, removed by the one worker that integrates. */
export const ledgerPending = pgTable(
  'ledger_pending',
  { orgId: id('org_id').notNull(), entryId: id('entry_id').notNull() },
  (t) => [primaryKey({ columns: [t.orgId, t.entryId] })],
);
