import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** A program with scopes of its own that acts for its owner. Revoked ones stay, for the ledger's sake. */
export const apiClients = pgTable(
  'api_clients',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    ownerId: id('owner_id').notNull(),
    /** SHA-256; the secret itself is shown once. The client's keyed check binds it (`lib/protection/integrity/rights.ts`). */
    secretHash: bytea('secret_hash').notNull(),
    /** As Zoho writes them; none: it may do nothing. */
    scopes: text('scopes').array().notNull(),
    /** Addresses and CIDR ranges; none: any address. */
    allowedIps: text('allowed_ips').array().notNull(),
    callsPerMinute: integer('calls_per_minute').notNull().default(600),
    createdAt: time('created_at').notNull().default(sql`now()`),
    expiresAt: time('expires_at'),
    revokedAt: time('revoked_at'),
    /** When its owner accepted it as it is; null: it waits for that, and none of its tokens opens anything. */
    acceptedAt: time('accepted_at'),
    /** Null: made before this was kept. 0: by the command on the server's machine. */
    madeBy: id('made_by'),
    /** Whose change the owner has to accept. */
    askedBy: id('asked_by'),
    /** Nobody has its secret: the owner is given one with accepting. */
    secretDue: boolean('secret_due').notNull().default(false),
    /** It may search by protected values in an address. */
    protectedInAddress: boolean('protected_in_address').notNull().default(false),
    /** It may send its secret, and what it gets tokens for, in an address; those of before it was asked about may. */
    secretInAddress: boolean('secret_in_address').notNull().default(false),
    /** It may get tokens by its secret alone (client credentials); else by a refresh token, and by codes that its owner makes. */
    bySecretAlone: boolean('by_secret_alone').notNull().default(false),
    /** What for it reads, of `lib/protection/accounting/purposes.ts`; `unstated` of those made before it was asked. */
    purpose: text('purpose').notNull().default('unstated'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('api_clients_name').on(t.orgId, sql`lower(${t.name})`).where(sql`revoked_at is null`),
    index('api_clients_owner').on(t.orgId, t.ownerId).where(sql`revoked_at is null`),
    foreignKey({ columns: [t.orgId, t.ownerId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** Grant codes, refresh tokens and access tokens. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    clientId: id('client_id').notNull(),
    kind: text('kind').$type<'code' | 'refresh' | 'access'>().notNull(),
    /** Keyed digest, bound to client, kind, scopes and end. */
    secretHash: bytea('secret_hash').notNull(),
    /** Null: whatever the client may do at the time. Never more than that. */
    scopes: text('scopes').array(),
    /** The refresh token an access token came from; the code a refresh token came from. */
    parentId: id('parent_id'),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at'),
    /** When a refresh token last gave an access token: unused for 90 days it is over. */
    usedAt: time('used_at').notNull().default(sql`now()`),
    /** Used (a code), revoked, or pushed out by newer ones. */
    endedAt: time('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('api_tokens_live').on(t.orgId, t.clientId, t.kind, t.parentId).where(sql`ended_at is null`),
    index('api_tokens_family').on(t.orgId, t.parentId).where(sql`ended_at is null`),
    foreignKey({ columns: [t.orgId, t.clientId], foreignColumns: [apiClients.orgId, apiClients.id] }),
  ],
);

/** What all processes counted in a client's present minute, and when it was last used. */
export const apiClientUse = pgTable(
  'api_client_use',
  {
    orgId: id('org_id').notNull(),
    clientId: id('client_id').notNull(),
    windowStart: time('window_start').notNull(),
    windowCalls: integer('window_calls').notNull(),
    lastUsedAt: time('last_used_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.clientId] })],
);

export const apiCalls = pgTable(
  'api_calls',
  {
    orgId: id('org_id').notNull(),
    clientId: id('client_id').notNull(),
    hour: time('hour').notNull(),
    calls: integer('calls').notNull(),
    errors: integer('errors').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.clientId, t.hour] })],
);

/** Which client read which field on which day (UTC). Names only. */
export const apiFieldReads = pgTable(
  'api_field_reads',
  {
    orgId: id('org_id').notNull(),
    module: text('module').notNull(),
    field: text('field').notNull(),
    day: date('day').notNull(),
    clientId: id('client_id').notNull(),
    reads: integer('reads').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.module, t.field, t.day, t.clientId] })],
);

/**
 * Answers to writes that came with an `Idempotency-Key`, kept for a day. `status` and `body` are null while the first such
 * call runs. Hashes and ids, no values.
 */
export const apiAnswers = pgTable(
  'api_answers',
  {
    orgId: id('org_id').notNull(),
    clientId: id('client_id').notNull(),
    keyHash: bytea('key_hash').notNull(),
    requestHash: bytea('request_hash').notNull(),
    createdAt: time('created_at').notNull(),
    status: integer('status'),
    body: text('body'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.clientId, t.keyHash] }),
    index('api_answers_age').on(t.orgId, t.createdAt),
    foreignKey({
      name: 'api_answers_client_fk',
      columns: [t.orgId, t.clientId],
      foreignColumns: [apiClients.orgId, apiClients.id],
    }),
  ],
);
