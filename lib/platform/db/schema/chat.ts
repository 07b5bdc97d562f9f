import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** A browser on a customer's website. What it says of a person stands in the conversation, sealed. */
export const chatVisitors = pgTable(
  'chat_visitors',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    brandId: id('brand_id').notNull(),
    /** Keyed digest; the secret itself is in the visitor's browser only. */
    secretHash: bytea('secret_hash').notNull(),
    /** The visit that is going on: a new one begins after half an hour of silence. */
    visitId: id('visit_id').notNull(),
    createdAt: time('created_at').notNull(),
    lastSeenAt: time('last_seen_at').notNull(),
    secretMadeAt: time('secret_made_at').notNull().defaultNow(),
    /** Given out, and the secret once it is used: an answer that was lost locks nobody out. */
    nextSecretHash: bytea('next_secret_hash'),
    /** Of the secret before, good until `old_until`: for what another tab has on its way. */
    oldSecretHash: bytea('old_secret_hash'),
    oldUntil: time('old_until'),
    /** Since when no page of theirs is open; null while one is. */
    leftAt: time('left_at'),
    /** Ended by the visitor: no secret opens it any more. */
    endedAt: time('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('chat_visitors_age').on(t.orgId, t.lastSeenAt)],
);

/** `missed`: nobody picked it up in time; it still can be. */
export type ConversationStatus = 'waiting' | 'open' | 'missed' | 'closed';
export type CloseReason = 'operator' | 'visitor' | 'idle';

export const chatConversations = pgTable(
  'chat_conversations',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    visitorId: id('visitor_id').notNull(),
    visitId: id('visit_id').notNull(),
    brandId: id('brand_id').notNull(),
    departmentId: id('department_id'),
    status: text('status').$type<ConversationStatus>().notNull(),
    /** A key of its own, wrapped; null once purged, and nothing of the conversation opens any more. */
    wrappedKey: bytea('wrapped_key'),
    /**
     * Name, email, phone, custom fields, page, referrer, browser, address, and the texts that are hidden in the
     * conversation: one envelope. The question is the first message.
     */
    sealed: bytea('sealed'),
    /** Which envelope of the conversation it is, bound into it. 0: one from before they were counted. */
    sealVersion: integer('seal_version').notNull().default(0),
    /** 1: the key is bound to its conversation only, as versions of before did; 2: to its visitor too. */
    keyForm: smallint('key_form').notNull().default(2),
    /** 1: the envelope may hold the question too, as versions of before wrote it. */
    detailsForm: smallint('details_form').notNull().default(2),
    /** Grows with every change of the conversation or its messages; only ever under the row's lock, so it has no gaps. */
    seq: integer('seq').notNull().default(0),
    operatorId: id('operator_id'),
    /** The keyed check of `operator_id`. */
    operatorMac: bytea('operator_mac'),
    /** Whom it is offered to first, until `offered_until`; then to all. */
    offeredTo: id('offered_to'),
    offeredUntil: time('offered_until'),
    startedAt: time('started_at').notNull(),
    pickedUpAt: time('picked_up_at'),
    lastMessageAt: time('last_message_at').notNull(),
    /** Who wrote last: what waits for an answer. */
    lastFromVisitor: boolean('last_from_visitor').notNull().default(true),
    closedAt: time('closed_at'),
    closeReason: text('close_reason').$type<CloseReason>(),
    /** When it ends by itself unless somebody writes. */
    endsAt: time('ends_at'),
    rating: smallint('rating'),
    transcriptAsked: boolean('transcript_asked').notNull().default(false),
    /** The record it was linked to. */
    recordId: id('record_id'),
    recordModule: text('record_module'),
    deletedAt: time('deleted_at'),
    deletedBy: id('deleted_by'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('chat_conversations_live').on(t.orgId, t.status, t.id).where(sql`status <> 'closed' and deleted_at is null`),
    index('chat_conversations_closed').on(t.orgId, t.id).where(sql`status = 'closed' and deleted_at is null`),
    index('chat_conversations_deleted').on(t.orgId, t.deletedAt).where(sql`deleted_at is not null`),
    index('chat_conversations_old_form').on(t.orgId, t.id).where(sql`details_form < 2 or key_form < 2`),
    index('chat_conversations_operator').on(t.orgId, t.operatorId, t.id),
    index('chat_conversations_visitor').on(t.orgId, t.visitorId, t.id),
    index('chat_conversations_record').on(t.orgId, t.recordId).where(sql`record_id is not null`),
    foreignKey({ columns: [t.orgId, t.visitorId], foreignColumns: [chatVisitors.orgId, chatVisitors.id] }),
  ],
);

/** `note`: for operators only. `event`: what the product itself says, such as who joined. */
export type MessageKind = 'visitor' | 'operator' | 'note' | 'event';

export const chatMessages = pgTable(
  'chat_messages',
  {
    orgId: id('org_id').notNull(),
    conversationId: id('conversation_id').notNull(),
    id: id('id').notNull(),
    /** Its place: messages are shown in this order. */
    seq: integer('seq').notNull(),
    /** The conversation's `seq` when it last changed: what a client that is behind asks for. */
    changedSeq: integer('changed_seq').notNull(),
    /** Made by who wrote it: sent again, it is the same message. */
    clientId: uuid('client_id').notNull(),
    kind: text('kind').$type<MessageKind>().notNull(),
    /** The user who wrote it. */
    authorId: id('author_id'),
    /** Its text, or what an event names: always sealed. */
    sealed: bytea('sealed').notNull(),
    /** Which envelope of the message it is, bound into it. 0: one from before they were counted. */
    sealVersion: integer('seal_version').notNull().default(0),
    fileId: id('file_id'),
    at: time('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.conversationId, t.id] }),
    uniqueIndex('chat_messages_client').on(t.orgId, t.conversationId, t.clientId),
    index('chat_messages_changes').on(t.orgId, t.conversationId, t.changedSeq),
    foreignKey({
      columns: [t.orgId, t.conversationId],
      foreignColumns: [chatConversations.orgId, chatConversations.id],
    }).onDelete('cascade'),
  ],
);

/** `clean` without a scanner means: nobody looked. */
export type FileState = 'clean' | 'quarantined';

/** A file in a conversation; its bytes are a sealed stream in the file store, under the conversation's own key. */
export const chatFiles = pgTable(
  'chat_files',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    conversationId: id('conversation_id').notNull(),
    sealedName: bytea('sealed_name').notNull(),
    contentType: text('content_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    state: text('state').$type<FileState>().notNull(),
    /** The scanner that looked, if one did. */
    scannedBy: text('scanned_by'),
    fromVisitor: boolean('from_visitor').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('chat_files_conversation').on(t.orgId, t.conversationId),
    foreignKey({
      columns: [t.orgId, t.conversationId],
      foreignColumns: [chatConversations.orgId, chatConversations.id],
    }).onDelete('cascade'),
  ],
);

/** Who opened a conversation, by an event; only they are told what is said in it, and only for that session. */
export const chatReaders = pgTable(
  'chat_readers',
  {
    orgId: id('org_id').notNull(),
    conversationId: id('conversation_id').notNull(),
    userId: id('user_id').notNull(),
    /** The sign-in it was opened in; null outside a browser. */
    sessionId: id('session_id'),
    openedAt: time('opened_at').notNull(),
    /** The keyed check of who opened it when; null: asked in, and not opened yet. */
    mac: bytea('mac'),
    /** Asked in by the operator whose conversation it is. */
    participant: boolean('participant').notNull().default(false),
    /** What this person has seen of it. */
    seenSeq: integer('seen_seq').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.conversationId, t.userId] }),
    index('chat_readers_user').on(t.orgId, t.userId),
    foreignKey({
      columns: [t.orgId, t.conversationId],
      foreignColumns: [chatConversations.orgId, chatConversations.id],
    }).onDelete('cascade'),
  ],
);

export type TransferState = 'offered' | 'accepted' | 'rejected' | 'withdrawn';

export const chatTransfers = pgTable(
  'chat_transfers',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    conversationId: id('conversation_id').notNull(),
    fromUserId: id('from_user_id').notNull(),
    toUserId: id('to_user_id').notNull(),
    state: text('state').$type<TransferState>().notNull(),
    offeredAt: time('offered_at').notNull(),
    settledAt: time('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('chat_transfers_offered').on(t.orgId, t.conversationId).where(sql`state = 'offered'`),
    index('chat_transfers_to').on(t.orgId, t.toUserId, t.state),
    foreignKey({
      columns: [t.orgId, t.conversationId],
      foreignColumns: [chatConversations.orgId, chatConversations.id],
    }).onDelete('cascade'),
  ],
);

/** Blind-index tokens of a conversation's visitor (name, email, phone) and, where the org asked for it, of whole words. */
export const chatTokens = pgTable(
  'chat_tokens',
  {
    orgId: id('org_id').notNull(),
    field: text('field').$type<'name' | 'email' | 'phone' | 'word'>().notNull(),
    token: bytea('token').notNull(),
    conversationId: id('conversation_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.field, t.token, t.conversationId] }),
    index('chat_tokens_conversation').on(t.orgId, t.conversationId),
    foreignKey({
      columns: [t.orgId, t.conversationId],
      foreignColumns: [chatConversations.orgId, chatConversations.id],
    }).onDelete('cascade'),
  ],
);

/** Visitors and addresses that may not write. An address stands here as a keyed hash. */
export const chatBlocks = pgTable(
  'chat_blocks',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    kind: text('kind').$type<'visitor' | 'address'>().notNull(),
    token: bytea('token').notNull(),
    createdBy: id('created_by').notNull(),
    createdAt: time('created_at').notNull(),
    until: time('until'),
    /** Which conversation gave rise to it. */
    conversationId: id('conversation_id'),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('chat_blocks_token').on(t.orgId, t.kind, t.token)],
);

/** Challenges of a proof of work (`lib/ways-in/widget/crowd.ts`) that were used, until they end by themselves. */
export const chatSpentProofs = pgTable(
  'chat_spent_proofs',
  {
    orgId: id('org_id').notNull(),
    /** A keyed hash of the challenge. */
    token: bytea('token').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.token] }), index('chat_spent_proofs_age').on(t.orgId, t.expiresAt)],
);
