/** A module and its fields as the code knows them: read from the org's metadata, never changed in place. */

import type { SettingHolds } from '@/lib/platform/db/schema/compliance';
import type { Sharing } from '@/lib/platform/db/schema/modules';
import { invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { BudgetRaise, BudgetSettings } from '@/lib/protection/compliance/budgets';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import type { FieldDescription } from './field-types/description';

export interface FieldDefinition extends FieldDescription {
  moduleId: Id;
  /** The approval that is to end the protection of a field without a mark; null where none is asked for. */
  heldBy: Id | null;
  custom: boolean;
  /** Column `k1`…`k8` of `records` that holds this field's sort keys. */
  indexSlot: number | null;
  unsealedReason: string | null;
  /** In a person's view: their profile lets them read it and not write it (`seen.ts`). */
  onlyRead?: true;
}

export interface SectionDefinition {
  id: Id;
  name: string;
  columns: number;
  /** In order. */
  fields: readonly FieldDefinition[];
}

export interface LayoutDefinition {
  id: Id;
  name: string;
  sections: readonly SectionDefinition[];
}

export interface ModuleDefinition {
  id: Id;
  apiName: string;
  singular: string;
  plural: string;
  custom: boolean;
  position: number;
  nameFields: readonly string[];
  sharing: Sharing;
  /** Holds personal health data: selected in Compliance Settings > HIPAA Compliance, or deselected and `heldBy`. */
  hipaa: boolean;
  /** The approval that is to end the protection of a deselected module. */
  heldBy: Id | null;
  /** Every record has an envelope, be it empty: one without has lost it. */
  everySealed: boolean;
  /** Live fields in order of their making. */
  fields: readonly FieldDefinition[];
  layouts: readonly LayoutDefinition[];
}

export interface OrgMetadata {
  orgId: Id;
  version: number;
  orgName: string;
  /** As in force: a door whose opening is not confirmed yet is closed. */
  /** False: the settings were changed by somebody else than Careledger, and count as if everything were protected. */
  intact: boolean;
  compliance: ComplianceSettings;
  /** Settings whose change is not confirmed yet. */
  settingHolds: Readonly<SettingHolds>;
  /** So long protection that was taken away stays in force when nobody confirms. */
  holdHours: number;
  /** How many records one person may disclose. */
  budgets: BudgetSettings;
  /** People who may disclose more for a day; some may have ended. */
  budgetRaises: readonly BudgetRaise[];
  /** In the order of the navigation. */
  modules: readonly ModuleDefinition[];
}

/** @throws not_found */
export function getModule(metadata: OrgMetadata, apiName: string): ModuleDefinition {
  const found = metadata.modules.find((module) => module.apiName === apiName);
  if (!found) throw notFound('The module');
  return found;
}

/** @throws not_found */
export function getModuleById(metadata: OrgMetadata, id: Id): ModuleDefinition {
  const found = metadata.modules.find((module) => module.id === id);
  if (!found) throw notFound('The module');
  return found;
}

export function findField(module: Pick<ModuleDefinition, 'fields'>, apiName: string): FieldDefinition | undefined {
  return module.fields.find((field) => field.apiName === apiName);
}

/** @throws invalid: a field name is the caller's word, so the answer names it. */
export function getField(module: ModuleDefinition, apiName: string): FieldDefinition {
  const found = findField(module, apiName);
  if (!found) throw invalid(`${module.plural} has no field ${apiName}.`);
  return found;
}

/** @throws not_found */
export function getFieldById(module: ModuleDefinition, id: Id): FieldDefinition {
  const found = module.fields.find((field) => field.id === id);
  if (!found) throw notFound('The field');
  return found;
}

/** Whether each record has an envelope: one that is missing was taken away, and is no "no values". */
export const hasEnvelopes = (module: Pick<ModuleDefinition, 'everySealed' | 'fields'>): boolean =>
  module.everySealed && module.fields.some((field) => field.sealed);

/** The fields protected as personal health data: those with a mark, and those whose mark went without a confirmation yet. */
export const markedFields = (module: ModuleDefinition): FieldDefinition[] =>
  module.fields.filter((field) => field.marked);

/** Whether the mark itself is there: what limits, counters and the checkbox of a field speak of. */
export const hasMark = (field: Pick<FieldDefinition, 'marked' | 'heldBy'>): boolean =>
  field.marked && field.heldBy === null;

export const fieldsWithMark = (module: ModuleDefinition): FieldDefinition[] => module.fields.filter(hasMark);

/** Whether the module is selected for HIPAA: what the limit and the screens of settings speak of. */
export const isSelected = (module: Pick<ModuleDefinition, 'hipaa' | 'heldBy'>): boolean =>
  module.hipaa && module.heldBy === null;
