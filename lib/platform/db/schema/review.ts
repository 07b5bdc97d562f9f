import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { orgs } from './orgs';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** `open` waits for a reviewer; the others are what one said last. */
export type ReviewState = 'open' | 'fine' | 'follow_up' | 'incident';

/** Up to which leaf of the org's tree entries were looked through (`lib/admin/audit/review`). */
export const reviewPositions = pgTable(
  'review_positions',
  {
    orgId: id('org_id').notNull(),
    nextLeaf: bigint('next_leaf', { mode: 'number' }).notNull(),
    at: time('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId] }), foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] })],
);

/** What a rule found worth a look: names and ids of entries only. One for a rule, a person and a `key`, such as a night. */
export const reviewItems = pgTable(
  'review_items',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    rule: text('rule').notNull(),
    /** Whose act it was; of a program, the person it acts for. */
    personId: id('person_id').notNull(),
    personName: text('person_name').notNull(),
    key: text('key').notNull(),
    module: text('module'),
    recordId: id('record_id'),
    score: integer('score').notNull(),
    /** Counts, for the rule's words. */
    facts: jsonb('facts').$type<Record<string, number | string>>().notNull(),
    /** How many entries it has: more may come until its time is over. */
    entries: integer('entries').notNull(),
    /** When the first and the last of them was made. */
    fromAt: time('from_at').notNull(),
    toAt: time('to_at').notNull(),
    foundAt: time('found_at').notNull(),
    state: text('state').$type<ReviewState>().notNull(),
    /** Since when it waits: since it was found, or opened again by a reviewer or by further entries. */
    openSince: time('open_since').notNull(),
    decidedAt: time('decided_at'),
    overdueToldAt: time('overdue_told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('review_items_key').on(t.orgId, t.rule, t.personId, t.key),
    index('review_items_desk').on(t.orgId, t.state, t.score, t.id),
    index('review_items_found').on(t.orgId, t.foundAt, t.id),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);

/** The entries of an item. */
export const reviewItemEntries = pgTable(
  'review_item_entries',
  { orgId: id('org_id').notNull(), itemId: id('item_id').notNull(), entryId: id('entry_id').notNull() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.itemId, t.entryId] }),
    foreignKey({
      name: 'review_item_entries_item_fk',
      columns: [t.orgId, t.itemId],
      foreignColumns: [reviewItems.orgId, reviewItems.id],
    }),
  ],
);

/** What reviewers said, never changed: the last one counts. `id` is that of its ledger entry, which keeps the note sealed. */
export const reviewSignOffs = pgTable(
  'review_sign_offs',
  {
    orgId: id('org_id').notNull(),
    itemId: id('item_id').notNull(),
    id: id('id').notNull(),
    verdict: text('verdict').$type<ReviewState>().notNull(),
    byId: id('by_id').notNull(),
    byName: text('by_name').notNull(),
    at: time('at').notNull(),
    /** How many entries the item had. */
    entries: integer('entries').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.itemId, t.id] }),
    foreignKey({
      name: 'review_sign_offs_item_fk',
      columns: [t.orgId, t.itemId],
      foreignColumns: [reviewItems.orgId, reviewItems.id],
    }),
  ],
);
