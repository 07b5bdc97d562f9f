import { sql } from 'drizzle-orm';
import { foreignKey, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { SharedValues } from '@/lib/platform/context';
import { id } from '../columns';
import { modules } from './modules';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What a group is made of. `role_below`: a role and all below it. */
export type MemberKind = 'person' | 'role' | 'role_below';
/** Whose records a rule shares, and with whom. */
export type PartyKind = 'group' | 'role' | 'role_below';

/** A group of people beside the role tree. Each has a keyed check over name and members. */
export const userGroups = pgTable(
  'user_groups',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    name: text('name').notNull(),
    members: jsonb('members').$type<readonly { kind: MemberKind; id: string }[]>().notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('user_groups_name').on(t.orgId, sql`lower(${t.name})`)],
);

/** Which records of a module are shared with whom, by owners or by a value. Each has a keyed check over all of it. */
export const sharingRules = pgTable(
  'sharing_rules',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    name: text('name').notNull(),
    /** Whose records; null where it goes by a value. */
    fromKind: text('from_kind').$type<PartyKind>(),
    fromId: id('from_id'),
    /** Which records; null where it goes by owners. */
    criteria: jsonb('criteria').$type<SharedValues>(),
    toKind: text('to_kind').$type<PartyKind>().notNull(),
    toId: id('to_id').notNull(),
    access: text('access').$type<'read' | 'write'>().notNull(),
    createdAt: time('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('sharing_rules_name').on(t.orgId, sql`lower(${t.name})`),
    foreignKey({
      name: 'sharing_rules_module_fk',
      columns: [t.orgId, t.moduleId],
      foreignColumns: [modules.orgId, modules.id],
    }),
  ],
);
