import { sql } from 'drizzle-orm';
import {
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { bytea, id } from '../columns';
import { modules } from './modules';
import { orgs } from './orgs';

/** Text compared byte by byte, so that a sort key's order is the same on every machine. */
const key = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' });

const live = sql`deleted_at is null`;

/**
 * One row a record, of any module. `values` holds what is not sealed, `sealed` one envelope with all that is; both are
 * keyed by field API name. `name` and the sort slots never hold anything of a marked or sealed field.
 */
export const records = pgTable(
  'records',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    ownerId: id('owner_id').notNull(),
    name: text('name'),
    nameKey: key('name_key'),
    values: jsonb('values').$type<Record<string, StoredValue>>().notNull(),
    sealed: bytea('sealed'),
    /** Which envelope of the record `sealed` is, bound into it. 0: none yet, or one from before they were counted. */
    sealVersion: integer('seal_version').notNull().default(0),
    version: integer('version').notNull().default(1),
    /** How it came: by hand, by import, by API, from a chat. */
    source: text('source').$type<RecordSource>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    createdBy: id('created_by').notNull(),
    modifiedAt: timestamp('modified_at', { withTimezone: true, precision: 3 }).notNull(),
    modifiedBy: id('modified_by').notNull(),
    deletedAt: timestamp('deleted_at', { withTimezone: true, precision: 3 }),
    deletedBy: id('deleted_by'),
    importId: id('import_id'),
    k1: key('k1'),
    k2: key('k2'),
    k3: key('k3'),
    k4: key('k4'),
    k5: key('k5'),
    k6: key('k6'),
    k7: key('k7'),
    k8: key('k8'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
    index('records_module').on(t.orgId, t.moduleId, t.id).where(live),
    index('records_created').on(t.orgId, t.moduleId, t.createdAt, t.id).where(live),
    index('records_modified').on(t.orgId, t.moduleId, t.modifiedAt, t.id).where(live),
    index('records_name').on(t.orgId, t.moduleId, t.nameKey, t.id).where(live),
    index('records_owner').on(t.orgId, t.moduleId, t.ownerId, t.id).where(live),
    // What home asks: what of somebody's was changed last, and which of their tasks are due and not done (slots of Tasks).
    index('records_owner_modified').on(t.orgId, t.ownerId, t.modifiedAt, t.id).where(live),
    index('records_owner_due')
      .on(t.orgId, t.moduleId, t.ownerId, t.k2, t.id)
      .where(sql`deleted_at is null and k2 > '' and k3 is distinct from 'completed'`),
    index('records_deleted').on(t.orgId, t.moduleId, t.deletedAt, t.id).where(sql`deleted_at is not null`),
    ...[t.k1, t.k2, t.k3, t.k4, t.k5, t.k6, t.k7, t.k8].map((slot, n) =>
      index(`records_k${n + 1}`)
        .on(t.orgId, t.moduleId, slot, t.id)
        .where(sql`deleted_at is null and ${sql.identifier(`k${n + 1}`)} is not null`),
    ),
  ],
);

export type RecordSource = 'screen' | 'import' | 'api' | 'chat' | 'app' | 'conversion' | 'seed';

/** A lookup's other end, so that a record's related lists need no scan. The value itself is in `records.values`. */
export const links = pgTable(
  'links',
  {
    orgId: id('org_id').notNull(),
    fieldId: id('field_id').notNull(),
    recordId: id('record_id').notNull(),
    targetId: id('target_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.recordId, t.fieldId, t.targetId] }),
    index('links_target').on(t.orgId, t.targetId, t.fieldId, t.recordId),
  ],
);

/** Blind index: truncated keyed hashes of normalised values; a match is a candidate, confirmed by opening. */
export const blindIndex = pgTable(
  'blind_index',
  {
    orgId: id('org_id').notNull(),
    fieldId: id('field_id').notNull(),
    token: bytea('token').notNull(),
    recordId: id('record_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.fieldId, t.token, t.recordId] }),
    index('blind_index_record').on(t.orgId, t.recordId),
  ],
);

/** Full keyed hashes of unique fields' values, sealed or not: the primary key is what holds uniqueness. */
export const uniqueValues = pgTable(
  'unique_values',
  {
    orgId: id('org_id').notNull(),
    fieldId: id('field_id').notNull(),
    token: bytea('token').notNull(),
    recordId: id('record_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.fieldId, t.token] }),
    index('unique_values_record').on(t.orgId, t.recordId),
  ],
);

/** The next number of each Auto-Number field. */
export const autoNumbers = pgTable(
  'auto_numbers',
  { orgId: id('org_id').notNull(), fieldId: id('field_id').notNull(), next: id('next').notNull() },
  (t) => [primaryKey({ columns: [t.orgId, t.fieldId] })],
);

/** Which records a page of a walk through a sorted list held. Ids only, for a day and a bit. */
export const listWalks = pgTable(
  'list_walks',
  {
    orgId: id('org_id').notNull(),
    walkId: id('walk_id').notNull(),
    page: integer('page').notNull(),
    given: id('given').array().notNull(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.walkId, t.page] }),
    index('list_walks_age').on(t.orgId, t.at),
    foreignKey({ name: 'list_walks_org_fk', columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);
