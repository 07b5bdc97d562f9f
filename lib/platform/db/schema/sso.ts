import { foreignKey, integer, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { bytea, id } from '../columns';
import { orgs } from './orgs';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * A provider that an organisation's people sign in by (`lib/people/users/sso`). What it is connected with is sealed as a whole,
 * bound to its id; the row is bound by a keyed check.
 */
export const ssoConnections = pgTable(
  'sso_connections',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').$type<'oidc' | 'saml'>().notNull(),
    /** `waits` for a second person; only one that is `on` lets anybody in. */
    state: text('state').$type<'off' | 'waits' | 'on'>().notNull(),
    /** Counted up by each change: what was asked of an earlier one counts no more. */
    revision: integer('revision').notNull(),
    config: bytea('config').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] })],
);

/** By which connection the addresses of a domain sign in. The connection's sealed settings name it too. */
export const ssoDomains = pgTable(
  'sso_domains',
  {
    orgId: id('org_id').notNull(),
    /** ASCII, lower case. */
    domain: text('domain').notNull(),
    connectionId: id('connection_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.domain] }),
    foreignKey({
      name: 'sso_domains_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [ssoConnections.orgId, ssoConnections.id],
    }),
  ],
);

/** Which person somebody is for whom a provider answers. Both digests are keyed. */
export const ssoPeople = pgTable(
  'sso_people',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    connectionId: id('connection_id').notNull(),
    /** Of the issuer and its name for them. */
    subject: bytea('subject').notNull(),
    userId: id('user_id').notNull(),
    /** Binds the two. */
    mac: bytea('mac').notNull(),
    linkedAt: time('linked_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('sso_people_subject').on(t.orgId, t.connectionId, t.subject),
    unique('sso_people_user').on(t.orgId, t.connectionId, t.userId),
    foreignKey({
      name: 'sso_people_connection_fk',
      columns: [t.orgId, t.connectionId],
      foreignColumns: [ssoConnections.orgId, ssoConnections.id],
    }),
  ],
);
