import { sql } from 'drizzle-orm';
import { boolean, check, jsonb, pgTable, primaryKey, smallint, timestamp } from 'drizzle-orm/pg-core';
import { id } from '../columns';

/** Marks that were removed by deselecting a module or switching HIPAA off, kept so that they can be offered back. */
export interface RemovedMarks {
  removedAt: string;
  /** Module API name → API names of the fields that were marked. */
  modules: Record<string, string[]>;
}

/**
 * Setting → the approval that is to put it in force: a door's switch that was switched off, a shorter `holdHours`. Nobody
 * has confirmed it yet.
 */
export type SettingHolds = Record<string, string>;

/** See `lib/protection/compliance/budgets.ts`. */
export type BudgetKind = 'one' | 'bulk';

/** Records within any hour and any day. A type, so that it may stand among facts. */
export type DisclosureLimit = { hour: number; day: number };

export type Budgets = Readonly<Record<BudgetKind, DisclosureLimit>>;

/** The organisation's budgets, and those of profiles (by id) that have their own. */
export type BudgetSettings = Budgets & { readonly profiles?: Readonly<Record<string, Budgets>> };

/** So many times their budgets a person may disclose until then (ISO time). */
export interface BudgetRaise {
  userId: string;
  times: number;
  until: string;
}

/** The switches of Compliance Settings > HIPAA Compliance; one row an org. */
export const complianceSettings = pgTable(
  'compliance_settings',
  {
    orgId: id('org_id').notNull(),
    hipaaEnabled: boolean('hipaa_enabled').notNull().default(false),
    restrictApi: boolean('restrict_api').notNull().default(false),
    restrictExport: boolean('restrict_export').notNull().default(false),
    restrictZohoApps: boolean('restrict_zoho_apps').notNull().default(false),
    restrictThirdParty: boolean('restrict_third_party').notNull().default(false),
    settingHolds: jsonb('setting_holds').$type<SettingHolds>().notNull().default({}),
    /** So long protection that was taken away stays in force when nobody confirms. */
    holdHours: smallint('hold_hours').notNull().default(24),
    /** Null: the usual ones. */
    budgets: jsonb('budgets').$type<BudgetSettings>(),
    budgetRaises: jsonb('budget_raises').$type<BudgetRaise[]>().notNull().default([]),
    removedMarks: jsonb('removed_marks').$type<RemovedMarks>(),
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.orgId] }), check('compliance_hold_hours', sql`${t.holdHours} between 0 and 168`)],
);
