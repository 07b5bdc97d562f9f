import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { id } from '../columns';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** How an operator stands in live chat. No row: away. */
export const chatOperators = pgTable(
  'chat_operators',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    available: boolean('available').notNull(),
    maxConversations: integer('max_conversations').notNull().default(5),
    /** Told by the operator's open console; one that was not seen for a while counts as away. */
    seenAt: time('seen_at').notNull(),
    /** When a conversation was last offered, for taking turns. */
    lastOfferedAt: time('last_offered_at'),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.userId] })],
);

/** The words, colours and questions of a widget, and the sites it may stand on. None of it is about a person. */
export const chatBrands = pgTable(
  'chat_brands',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    /** Shape: `lib/chat/setup/brand-schema.ts`. */
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    createdAt: time('created_at').notNull(),
    modifiedAt: time('modified_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('chat_brands_name').on(t.orgId, sql`lower(${t.name})`)],
);

export const chatDepartments = pgTable(
  'chat_departments',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    /** Users who answer for it; none: every operator. */
    memberIds: jsonb('member_ids').$type<string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('chat_departments_name').on(t.orgId, sql`lower(${t.name})`),
  ],
);

/** An answer ready to send, found by its short name after `/`. */
export const chatCannedResponses = pgTable(
  'chat_canned_responses',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    shortName: text('short_name').notNull(),
    text: text('text').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('chat_canned_responses_name').on(t.orgId, sql`lower(${t.shortName})`),
  ],
);

/** A custom field of the JS API that an administrator declared: typed, and its changes are events. */
export const chatCustomFields = pgTable(
  'chat_custom_fields',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    /** As the site's script names it. */
    name: text('name').notNull(),
    type: text('type').$type<'text' | 'number' | 'boolean' | 'date'>().notNull(),
    maxLength: integer('max_length').notNull().default(200),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('chat_custom_fields_name').on(t.orgId, sql`lower(${t.name})`),
  ],
);

/** What scripts of a brand's sites called and the widget does not have: the name of the call, never what was handed to it. */
export const chatUnknownCalls = pgTable(
  'chat_unknown_calls',
  {
    orgId: id('org_id').notNull(),
    brandId: id('brand_id').notNull(),
    /** Below `$zoho.salesiq`; shape: `lib/chat/setup/call-path.ts`. */
    path: text('path').notNull(),
    /** Tabs of browsers in which it was called. */
    visits: integer('visits').notNull(),
    firstSeenAt: time('first_seen_at').notNull(),
    lastSeenAt: time('last_seen_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.brandId, t.path] }),
    foreignKey({ columns: [t.orgId, t.brandId], foreignColumns: [chatBrands.orgId, chatBrands.id] }).onDelete(
      'cascade',
    ),
    check(
      'chat_unknown_calls_path',
      sql`length(path) <= 120 and path ~ '^[A-Za-z_$][A-Za-z0-9_$]*([.][A-Za-z_$][A-Za-z0-9_$]*)*$'`,
    ),
  ],
);

/** Where a brand's widget was seen, of the sites of its settings. */
export const chatSites = pgTable(
  'chat_sites',
  {
    orgId: id('org_id').notNull(),
    brandId: id('brand_id').notNull(),
    /** As the settings write it, or empty for our own page to try the chat on. */
    site: text('site').notNull(),
    lastSeenAt: time('last_seen_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.brandId, t.site] }),
    foreignKey({ columns: [t.orgId, t.brandId], foreignColumns: [chatBrands.orgId, chatBrands.id] }).onDelete(
      'cascade',
    ),
  ],
);
