import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { bytea, id } from '../columns';
import { orgs } from './orgs';
import { records } from './records';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Tokens of some of a record's fields. Hex. */
export interface HeldTokens {
  blind: { fieldId: string; token: string }[];
  unique: { fieldId: string; token: string }[];
}

/**
 * A record as it was before an act that can be undone (an import, a merge) changed it first. What was encrypted stays so:
 * the envelope is a copy of the record's, and opens as the record's only.
 */
export const beforeImages = pgTable(
  'before_images',
  {
    orgId: id('org_id').notNull(),
    actId: id('act_id').notNull(),
    recordId: id('record_id').notNull(),
    /** API names of what the act changed. */
    fields: text('fields').array().notNull(),
    /** All that were not encrypted. */
    values: jsonb('values').$type<Record<string, StoredValue>>().notNull(),
    sealed: bytea('sealed'),
    sealVersion: integer('seal_version').notNull(),
    tokens: jsonb('tokens').$type<HeldTokens>().notNull(),
    /** The record's version that the act made: with another one somebody has changed it since. */
    versionAfter: integer('version_after').notNull(),
    madeAt: time('made_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actId, t.recordId] }),
    index('before_images_record').on(t.orgId, t.recordId),
    index('before_images_made').on(t.orgId, t.madeAt),
    foreignKey({ columns: [t.orgId, t.recordId], foreignColumns: [records.orgId, records.id] }).onDelete('cascade'),
  ],
);

/** What came to the record that stayed, by ids; undoing the merge gives it back. */
export interface Moved {
  notes: { id: string; from: string }[];
  attachments: { id: string; from: string }[];
  conversations: { id: string; from: string }[];
  /** Lookups of other records. `both`: the record pointed to the one that stayed as well. */
  links: { fieldId: string; recordId: string; from: string; both: boolean }[];
  unique: { fieldId: string; token: string; from: string }[];
}

/** Records that became one. The others are in the recycle bin until it is undone or they are deleted for good. */
export const merges = pgTable(
  'merges',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    /** The record that stayed. */
    recordId: id('record_id').notNull(),
    moved: jsonb('moved').$type<Moved>().notNull(),
    mergedAt: time('merged_at').notNull(),
    mergedBy: id('merged_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('merges_record').on(t.orgId, t.recordId),
    foreignKey({ columns: [t.orgId, t.recordId], foreignColumns: [records.orgId, records.id] }).onDelete('cascade'),
  ],
);

/**
 * The records that went into another one, and which. They stay when either of them, or the merge, is gone for good: by them
 * the accounting of disclosures knows whose lines are one patient's (`lib/crm/accounting`). Ids only.
 */
export const mergedRecords = pgTable(
  'merged_records',
  {
    orgId: id('org_id').notNull(),
    recordId: id('record_id').notNull(),
    mergeId: id('merge_id').notNull(),
    /** The record that stayed. */
    keptId: id('kept_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.recordId] }),
    index('merged_records_merge').on(t.orgId, t.mergeId),
    index('merged_records_kept').on(t.orgId, t.keptId),
    foreignKey({ columns: [t.orgId], foreignColumns: [orgs.orgId] }),
  ],
);
