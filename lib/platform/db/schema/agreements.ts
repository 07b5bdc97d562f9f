import { date, foreignKey, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { orgs } from './orgs';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * A business associate agreement (45 CFR 164.504(e)). What decides whether it covers a service is bound by a keyed check
 * (`lib/protection/agreements`).
 */
export const agreements = pgTable(
  'agreements',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    kind: text('kind').$type<'business_associate' | 'subcontractor' | 'covered_entity'>().notNull(),
    party: text('party').notNull(),
    contactName: text('contact_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    startsOn: date('starts_on').notNull(),
    /** The last day of it; null: until it is withdrawn. */
    endsOn: date('ends_on'),
    renewal: text('renewal').notNull(),
    /** `signed` by both; only then it may cover anything. */
    state: text('state').$type<'draft' | 'sent' | 'signed' | 'withdrawn'>().notNull(),
    /** A second person confirmed it, or none was there to ask. Null: it covers nothing yet. */
    inForceAt: time('in_force_at'),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    signedAt: time('signed_at'),
    withdrawnAt: time('withdrawn_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('agreements_ends').on(t.orgId, t.endsOn),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** What an agreement covers. Bound with the agreement. */
export const agreementCovers = pgTable(
  'agreement_covers',
  {
    orgId: id('org_id').notNull(),
    agreementId: id('agreement_id').notNull(),
    /** `connection`, `file_scanner`, `mail_relay` or any other service by its name. */
    service: text('service').notNull(),
    /** Of a connection; 0 else. */
    connectionId: id('connection_id').notNull(),
    /** The origin that the connection had when it was agreed on: another address is not covered. Empty else. */
    destination: text('destination').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.agreementId, t.service, t.connectionId] }),
    index('agreement_covers_connection').on(t.orgId, t.connectionId),
    foreignKey({
      name: 'agreement_covers_agreement_fk',
      columns: [t.orgId, t.agreementId],
      foreignColumns: [agreements.orgId, agreements.id],
    }),
  ],
);

/** Versions of its paper, each sealed in the file store under its own id. */
export const agreementFiles = pgTable(
  'agreement_files',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    agreementId: id('agreement_id').notNull(),
    kind: text('kind').$type<'document' | 'signed'>().notNull(),
    name: text('name').notNull(),
    size: integer('size').notNull(),
    /** Of the file's bytes; a contract holds no PHI. */
    sha256: bytea('sha256').notNull(),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('agreement_files_agreement').on(t.orgId, t.agreementId, t.id),
    foreignKey({
      name: 'agreement_files_agreement_fk',
      columns: [t.orgId, t.agreementId],
      foreignColumns: [agreements.orgId, agreements.id],
    }),
  ],
);

/** A link by which the other side reads and signs, once. */
export const agreementSignings = pgTable(
  'agreement_signings',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    agreementId: id('agreement_id').notNull(),
    /** The document that is signed. */
    fileId: id('file_id').notNull(),
    linkHash: bytea('link_hash').notNull(),
    secretHash: text('secret_hash').notNull(),
    wrongSecrets: integer('wrong_secrets').notNull().default(0),
    /** Ours, who signed first. */
    ourName: text('our_name').notNull(),
    ourTitle: text('our_title').notNull(),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    openedAt: time('opened_at'),
    signedAt: time('signed_at'),
    theirName: text('their_name'),
    theirTitle: text('their_title'),
    endedAt: time('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('agreement_signings_agreement').on(t.orgId, t.agreementId, t.id),
    foreignKey({
      name: 'agreement_signings_agreement_fk',
      columns: [t.orgId, t.agreementId],
      foreignColumns: [agreements.orgId, agreements.id],
    }),
  ],
);

/** Which reminder of which end was told, so that each is told once. 0 days: that it has ended. */
export const agreementReminders = pgTable(
  'agreement_reminders',
  {
    orgId: id('org_id').notNull(),
    agreementId: id('agreement_id').notNull(),
    endsOn: date('ends_on').notNull(),
    daysBefore: integer('days_before').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.agreementId, t.endsOn, t.daysBefore] }),
    foreignKey({
      name: 'agreement_reminders_agreement_fk',
      columns: [t.orgId, t.agreementId],
      foreignColumns: [agreements.orgId, agreements.id],
    }),
  ],
);
