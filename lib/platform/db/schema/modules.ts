import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { FieldOptions, FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { id } from '../columns';

export type Sharing = 'private' | 'public_read' | 'public_read_write';

/** A CRM module: a kind of record. `hipaa` says it is selected in Compliance Settings (at most 10 an org, by trigger). */
export const modules = pgTable(
  'modules',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    /** As in Zoho CRM's API: `Contacts`. Never changes. */
    apiName: text('api_name').notNull(),
    singular: text('singular').notNull(),
    plural: text('plural').notNull(),
    custom: boolean('custom').notNull().default(false),
    position: smallint('position').notNull(),
    /** API names of the fields that make a record's name, in order. */
    nameFields: text('name_fields').array().notNull(),
    sharing: text('sharing').$type<Sharing>().notNull().default('public_read_write'),
    hipaa: boolean('hipaa').notNull().default(false),
    /** The approval that is to end its protection: it was deselected, and nobody has confirmed that yet. */
    heldBy: id('held_by'),
    /** Every record has an envelope, be it empty: one without has lost it. */
    everySealed: boolean('every_sealed').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('modules_api_name').on(t.orgId, t.apiName)],
);

/** A field of a module. A deleted field's row stays, so that its API name is never given to another. */
export const fields = pgTable(
  'fields',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    apiName: text('api_name').notNull(),
    label: text('label').notNull(),
    type: text('type').$type<FieldTypeKey>().notNull(),
    options: jsonb('options').$type<FieldOptions>().notNull().default({}),
    helpText: text('help_text'),
    required: boolean('required').notNull().default(false),
    readOnly: boolean('read_only').notNull().default(false),
    uniqueValues: boolean('unique_values').notNull().default(false),
    custom: boolean('custom').notNull().default(false),
    /** Contains Personal Health Data (at most 25 a module, by trigger). */
    marked: boolean('marked').notNull().default(false),
    /** The approval that is to end its protection: its mark was taken away, and nobody has confirmed that yet. */
    heldBy: id('held_by'),
    /** Encrypt field. */
    sealed: boolean('sealed').notNull().default(false),
    /** Why Encrypt field was declined on a marked field. */
    unsealedReason: text('unsealed_reason'),
    /** The sort slot of `records` (k1…k8) that holds this field's keys, if any. */
    indexSlot: smallint('index_slot'),
    deletedAt: timestamp('deleted_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('fields_api_name').on(t.orgId, t.moduleId, t.apiName),
    uniqueIndex('fields_index_slot').on(t.orgId, t.moduleId, t.indexSlot),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
    check('fields_markable', sql`not (${t.marked} and ${t.type} in ('lookup', 'multi_lookup', 'auto_number'))`),
    check(
      'fields_slot_not_protected',
      sql`not ((${t.marked} or ${t.heldBy} is not null or ${t.sealed}) and ${t.indexSlot} is not null)`,
    ),
  ],
);

export const layouts = pgTable(
  'layouts',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    moduleId: id('module_id').notNull(),
    name: text('name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('layouts_name').on(t.orgId, t.moduleId, t.name),
    foreignKey({ columns: [t.orgId, t.moduleId], foreignColumns: [modules.orgId, modules.id] }),
  ],
);

export const sections = pgTable(
  'sections',
  {
    orgId: id('org_id').notNull(),
    id: id('id').notNull(),
    layoutId: id('layout_id').notNull(),
    name: text('name').notNull(),
    position: smallint('position').notNull(),
    columns: smallint('columns').notNull().default(2),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('sections_layout').on(t.orgId, t.layoutId, t.position),
    foreignKey({ columns: [t.orgId, t.layoutId], foreignColumns: [layouts.orgId, layouts.id] }),
  ],
);

/** Where a field stands in a layout. A field that no section holds is "unused" there. */
export const layoutFields = pgTable(
  'layout_fields',
  {
    orgId: id('org_id').notNull(),
    layoutId: id('layout_id').notNull(),
    fieldId: id('field_id').notNull(),
    sectionId: id('section_id').notNull(),
    position: smallint('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.layoutId, t.fieldId] }),
    foreignKey({ columns: [t.orgId, t.layoutId], foreignColumns: [layouts.orgId, layouts.id] }),
    foreignKey({ columns: [t.orgId, t.sectionId], foreignColumns: [sections.orgId, sections.id] }),
    foreignKey({ columns: [t.orgId, t.fieldId], foreignColumns: [fields.orgId, fields.id] }),
  ],
);
