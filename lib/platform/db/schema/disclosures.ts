import { sql } from 'drizzle-orm';
import { date, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { orgs } from './orgs';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * A line of the accounting of disclosures (45 CFR 164.528): marked values that left, to whom and what for. Written in the
 * transaction of the event of the exit (`lib/protection/accounting`). Names of fields and ids, never values.
 */
export const disclosures = pgTable(
  'disclosures',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    at: time('at').notNull(),
    /** A key of `EXITS`. */
    exit: text('exit').notNull(),
    /** Person or entity that received it, 164.528(b)(2)(ii). */
    recipient: text('recipient').notNull(),
    address: text('address').notNull(),
    purpose: text('purpose').notNull(),
    moduleId: id('module_id'),
    /** API names, 164.528(b)(2)(iii), and of `PARTS` what is no field. */
    fields: text('fields').array().notNull(),
    conversationId: id('conversation_id'),
    /** Whoever let it out: a person, an API client's owner; 0: the system. */
    actorId: id('actor_id').notNull(),
    /** The connection, client or job. */
    subjectId: id('subject_id'),
    /** The keyed check of all of it (`lib/protection/accounting/kept-line.ts`). */
    mac: bytea('mac'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('disclosures_conversation').on(t.orgId, t.conversationId, t.id).where(sql`conversation_id is not null`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/**
 * Whose values they were: many leave together in an export, so there is no foreign key: looked up for each of 100,000 rows it
 * took as long as the export. They are written with their line, and no line is ever removed. A conversation that was deleted
 * for good leaves a row of the record that it was linked to, under its own id.
 */
export const disclosureRecords = pgTable(
  'disclosure_records',
  {
    orgId: id('org_id').notNull(),
    recordId: id('record_id').notNull(),
    disclosureId: id('disclosure_id').notNull(),
    /** The keyed check of its line together with the record. */
    mac: bytea('mac'),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.recordId, t.disclosureId] })],
);

/** Until when an agency wants a patient not told of disclosures to it, 164.528(a)(2). */
export const accountingSuspensions = pgTable(
  'accounting_suspensions',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    recordId: id('record_id').notNull(),
    agency: text('agency').notNull(),
    statement: text('statement').$type<'written' | 'oral'>().notNull(),
    startsOn: date('starts_on').notNull(),
    /** Of an oral statement 30 days at most. */
    endsOn: date('ends_on').notNull(),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    endedAt: time('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('accounting_suspensions_record').on(t.orgId, t.recordId),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** The accounting of one record, given to the person it is about by a one-time link and a second secret. */
export const accountingLinks = pgTable(
  'accounting_links',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    recordId: id('record_id').notNull(),
    /** First and last day that it is of. */
    fromDay: date('from_day').notNull(),
    toDay: date('to_day').notNull(),
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
    index('accounting_links_record').on(t.orgId, t.recordId, t.id),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);
