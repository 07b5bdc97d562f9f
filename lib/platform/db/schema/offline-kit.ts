import { sql } from 'drizzle-orm';
import { foreignKey, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { orgs } from './orgs';
import { users } from './users';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export type KitState = 'waits' | 'ready' | 'used' | 'withdrawn' | 'replaced';

/**
 * An offline kit (`lib/people/users/offline-kit`): of its secret there is a slow keyed digest here, and of its cards nothing. The
 * row is bound by a keyed check.
 */
export const offlineKits = pgTable(
  'offline_kits',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    /** `waits` for a second person; only one that is `ready` opens anything, once. */
    state: text('state').$type<KitState>().notNull(),
    /** So many of its cards bring the secret together. */
    needed: integer('needed').notNull(),
    cards: integer('cards').notNull(),
    verifier: text('verifier').notNull(),
    madeAt: time('made_at').notNull(),
    madeBy: id('made_by').notNull(),
    testedAt: time('tested_at'),
    testedBy: id('tested_by'),
    endedAt: time('ended_at'),
    /** Of one that was used: who signed in by it. */
    endedBy: id('ended_by'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('offline_kits_one').on(t.orgId, t.state).where(sql`state in ('waits', 'ready')`),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
    foreignKey({
      name: 'offline_kits_maker_fk',
      columns: [t.orgId, t.madeBy],
      foreignColumns: [users.orgId, users.id],
    }),
  ],
);
