import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { orgs } from './orgs';

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
    /** The entry `ledger.expire` that says why this one has no body any more (`lib/protection/ledger/retention`). */
    expiredBy: id('expired_by'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id, t.at] }),
    index('ledger_entries_actor').on(t.orgId, t.actorId, t.id),
    index('ledger_entries_record').on(t.orgId, t.recordId, t.id).where(sql`record_id is not null`),
    index('ledger_entries_action').on(t.orgId, t.action, t.id),
    index('ledger_entries_refused').on(t.orgId, t.id).where(sql`outcome = 'refused'`),
    // Counted before each sign-in that is looked at; whoever guesses must not make that long.
    index('ledger_entries_wrong_password')
      .on(t.orgId, t.actorId, t.id)
      .where(sql`action = 'user.sign_in_failed' and facts = '{"reason":"wrong_password"}'`),
  ],
);

/** Entries that no tree holds yet: written with the entry, removed by the one worker that integrates. */
export const ledgerPending = pgTable(
  'ledger_pending',
  { orgId: id('org_id').notNull(), entryId: id('entry_id').notNull() },
  (t) => [primaryKey({ columns: [t.orgId, t.entryId] })],
);

/**
 * The ledger's tree (`lib/protection/ledger/tree`), append-only by rights and triggers: which entry is its leaf number
 * `index`, counted from 0. An entry without a leaf is pending, and a leaf without an entry was removed.
 */
export const ledgerLeaves = pgTable(
  'ledger_leaves',
  {
    orgId: id('org_id').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    entryId: id('entry_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.index] }), unique('ledger_leaves_entry').on(t.orgId, t.entryId)],
);

/** Its hashes in tiles (C2SP tlog-tiles): of a tile that is not full the hashes may grow, and never change. */
export const ledgerTiles = pgTable(
  'ledger_tiles',
  {
    orgId: id('org_id').notNull(),
    level: smallint('level').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    hashes: bytea('hashes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.level, t.index] })],
);

/** What the tree was at a size, signed (`lib/protection/ledger/tree/checkpoint.ts`). */
export const ledgerCheckpoints = pgTable(
  'ledger_checkpoints',
  {
    orgId: id('org_id').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    incarnation: integer('incarnation').notNull(),
    root: bytea('root').notNull(),
    /** The digests of the security state that the checkpoint's own digest is over: canonical JSON text. */
    state: text('state').notNull(),
    /** The signed note. */
    note: text('note').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.size] })],
);

/**
 * Legal holds: entries that no retention lets expire. The reason is sealed in the entry `ledger.hold` that has its id. Its check
 * is a setting's (`lib/admin/audit/retention/holds.ts`).
 */
export const ledgerHolds = pgTable(
  'ledger_holds',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    scope: text('scope').$type<'org' | 'record' | 'conversation' | 'person'>().notNull(),
    /** The record, conversation or person; null for everything. */
    subjectId: id('subject_id'),
    setBy: id('set_by').notNull(),
    setAt: timestamp('set_at', { withTimezone: true, precision: 3 }).notNull(),
    liftedBy: id('lifted_by'),
    /** By the database's clock: it holds for a day more. */
    liftedAt: timestamp('lifted_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] })],
);

/**
 * The map from subjects to their entries (`lib/protection/ledger/map`), whose root is in each checkpoint: how many leaves of the
 * tree it covers.
 */
export const ledgerMaps = pgTable('ledger_maps', {
  orgId: id('org_id').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull(),
});

/** A subject, by its pseudonym: how many entries it has, and the hashes of the whole subtrees of their list. */
export const ledgerMapSubjects = pgTable(
  'ledger_map_subjects',
  {
    orgId: id('org_id').notNull(),
    key: bytea('key').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    peaks: bytea('peaks').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.key] })],
);

/** The list itself, in parts of 40: leaf number (8 bytes) and leaf hash of each. What stands in one never changes. */
export const ledgerMapLists = pgTable(
  'ledger_map_lists',
  {
    orgId: id('org_id').notNull(),
    key: bytea('key').notNull(),
    part: bigint('part', { mode: 'number' }).notNull(),
    items: bytea('items').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.key, t.part] })],
);

/** The map's nodes of 16 places (`map/node.ts`). */
export const ledgerMapNodes = pgTable(
  'ledger_map_nodes',
  {
    orgId: id('org_id').notNull(),
    /** A byte for each place on the way to it. */
    path: bytea('path').notNull(),
    places: bytea('places').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.path] })],
);
