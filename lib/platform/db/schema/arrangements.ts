import { foreignKey, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { id } from '../columns';
import { profiles, users } from './users';

type Arrangement = readonly { key: string; shown: boolean }[];

/** How somebody arranged the cards of their home. */
export const homeArrangements = pgTable(
  'home_arrangements',
  {
    orgId: id('org_id').notNull(),
    userId: id('user_id').notNull(),
    /** By the keys of `lib/people/users/home/cards.ts`. */
    cards: jsonb('cards').$type<Arrangement>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    foreignKey({ columns: [t.orgId, t.userId], foreignColumns: [users.orgId, users.id] }),
  ],
);

/** How the modules stand in the bar of whoever has a profile. */
export const moduleArrangements = pgTable(
  'module_arrangements',
  {
    orgId: id('org_id').notNull(),
    profileId: id('profile_id').notNull(),
    /** By the ids of modules. */
    modules: jsonb('modules').$type<Arrangement>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.profileId] }),
    foreignKey({ columns: [t.orgId, t.profileId], foreignColumns: [profiles.orgId, profiles.id] }).onDelete('cascade'),
  ],
);
