import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { modules } from './modules';
import { orgs } from './orgs';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * An app that the organisation sends records to. What it is, where it is and what goes there are bound by a keyed check
 * (`lib/apps/connections/kept.ts`). Ended ones stay, for the ledger's and the accounting's sake.
 */
export const appConnections = pgTable(
  'app_connections',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    /** Key of `lib/apps/connectors`. */
    app: text('app').notNull(),
    name: text('name').notNull(),
    /** Origin and path before the connector's own, such as `https://desk.zoho.eu`. */
    address: text('address').notNull(),
    /** What the connector asks for besides and is no secret, such as the id of a list. */
    settings: jsonb('settings').$type<Record<string, string>>().notNull(),
    /** Private addresses and ranges that an administrator allowed. */
    allowedRanges: text('allowed_ranges').array().notNull(),
    /** Sealed; null: none given yet. */
    credentials: bytea('credentials'),
    state: text('state').$type<'active' | 'paused' | 'ended'>().notNull(),
    /** What for it is sent what it is sent, of `lib/protection/accounting/purposes.ts`. */
    purpose: text('purpose').notNull().default('operations'),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    endedAt: time('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('app_connections_name').on(t.orgId, sql`lower(${t.name})`).where(sql`state <> 'ended'`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** Which records of which module a connection gets, and which fields under which names. Bound with the connection. */
export const appMappings = pgTable(
  'app_mappings',
  {
    orgId: id('org_id').notNull(),
    connectionId: id('connection_id').notNull(),
    moduleId: id('module_id').notNull(),
    /** Of create, change, delete. */
    acts: text('acts').array().notNull(),
    /** The records of a saved view; null: all of the module. */
    viewId: id('view_id'),
    /** Field ids, so that a field may be renamed, with the app's name for each. */
    fields: jsonb('fields').$type<{ field: string; to: string }[]>().notNull(),
    /** Take out of the app what was sent and may not be there any more. */
    removeRestricted: boolean('remove_restricted').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.connectionId, t.moduleId] }),
    index('app_mappings_module').on(t.orgId, t.moduleId),
    foreignKey({
      name: 'app_mappings_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [appConnections.orgId, appConnections.id],
    }),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
  ],
);

/** How a connection fares: the worker's own, bound by nothing. */
export const appHealth = pgTable(
  'app_health',
  {
    orgId: id('org_id').notNull(),
    connectionId: id('connection_id').notNull(),
    /** Attempts that failed since the last that did not. */
    failures: integer('failures').notNull().default(0),
    lastSentAt: time('last_sent_at'),
    lastFailedAt: time('last_failed_at'),
    /** A code of `lib/apps/deliveries/reasons.ts`. */
    lastReason: text('last_reason'),
    /** The app asked for a pause (429, `Retry-After`). */
    restsUntil: time('rests_until'),
    /** Nothing is sent until somebody resumes it. */
    suspendedAt: time('suspended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.connectionId] }),
    foreignKey({
      name: 'app_health_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [appConnections.orgId, appConnections.id],
    }),
  ],
);

/**
 * A change of a record that an app is to hear of, and what became of it. Made by a trigger in the transaction of the change
 * (`app.tell_apps`). Ids, names of fields and counts: what is sent is read when it is sent, by the rule of that moment.
 */
export const appDeliveries = pgTable(
  'app_deliveries',
  {
    orgId: id('org_id').notNull(),
    /** Grows with time; the idempotency key is made of it, so a repeat carries the same. */
    id: bigint('id', { mode: 'bigint' }).generatedByDefaultAsIdentity().notNull(),
    connectionId: id('connection_id').notNull(),
    moduleId: id('module_id').notNull(),
    recordId: id('record_id').notNull(),
    act: text('act').$type<'create' | 'change' | 'delete'>().notNull(),
    /** `sent` whole, `sent_without` what is withheld, `not_sent` by the rule, `skipped`: nothing to send, `failed`: given up. */
    state: text('state')
      .$type<'waiting' | 'sending' | 'sent' | 'sent_without' | 'not_sent' | 'skipped' | 'failed'>()
      .notNull()
      .default('waiting'),
    createdAt: time('created_at').notNull(),
    dueAt: time('due_at').notNull(),
    tries: integer('tries').notNull().default(0),
    /** The worker that sends it. */
    takenBy: integer('taken_by'),
    settledAt: time('settled_at'),
    /** A code of `lib/apps/deliveries/reasons.ts`. */
    reason: text('reason'),
    /** HTTP status of the last answer. */
    status: integer('status'),
    durationMs: integer('duration_ms'),
    /** API names. */
    sentFields: text('sent_fields').array(),
    withheldFields: text('withheld_fields').array(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('app_deliveries_due').on(t.orgId, t.connectionId, t.id).where(sql`state = 'waiting'`),
    index('app_deliveries_open')
      .on(t.orgId, t.connectionId, t.recordId, t.id)
      .where(sql`state in ('waiting', 'sending')`),
    uniqueIndex('app_deliveries_waiting')
      .on(t.orgId, t.connectionId, t.recordId)
      .where(sql`state = 'waiting' and tries = 0 and act <> 'delete'`),
    index('app_deliveries_taken').on(t.orgId, t.takenBy).where(sql`state = 'sending'`),
    index('app_deliveries_history').on(t.orgId, t.connectionId, t.id),
    index('app_deliveries_record').on(t.orgId, t.recordId, t.id),
    foreignKey({
      name: 'app_deliveries_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [appConnections.orgId, appConnections.id],
    }),
  ],
);

/** What an app has of a record. */
export const appRemotes = pgTable(
  'app_remotes',
  {
    orgId: id('org_id').notNull(),
    connectionId: id('connection_id').notNull(),
    recordId: id('record_id').notNull(),
    /** The app's own id for it; null: it gives none. */
    remoteId: text('remote_id'),
    /** API names of the fields that it was let have, marked or not then, and has still. */
    sentMarked: text('sent_marked').array().notNull(),
    sentAt: time('sent_at').notNull(),
    /** The rule forbids it since. */
    restrictedAt: time('restricted_at'),
    removedAt: time('removed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.connectionId, t.recordId] }),
    index('app_remotes_record').on(t.orgId, t.recordId),
    index('app_remotes_remote').on(t.orgId, t.connectionId, t.remoteId),
    foreignKey({
      name: 'app_remotes_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [appConnections.orgId, appConnections.id],
    }),
  ],
);

/** Webhooks that came in, so that none is taken twice. For a day. */
export const appReceived = pgTable(
  'app_received',
  {
    orgId: id('org_id').notNull(),
    connectionId: id('connection_id').notNull(),
    webhookId: text('webhook_id').notNull(),
    at: time('at').notNull(),
    /** A keyed digest of the values of one that made a record: the same again and again goes in circles. */
    said: bytea('said'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.connectionId, t.webhookId] }),
    index('app_received_age').on(t.orgId, t.at),
    index('app_received_said').on(t.orgId, t.said, t.at),
    foreignKey({
      name: 'app_received_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [appConnections.orgId, appConnections.id],
    }),
  ],
);
