/** A module and its fields as the code knows them: read from the org's metadata, never changed in place. */

import type { ComplianceSettings } from '../compliance/doors';
import type { Sharing } from '../db/schema/modules';
import { invalid, notFound } from '../errors';
import type { Id } from '../ids';
import type { FieldDescription } from './field-types/description';

export interface FieldDefinition extends FieldDescription {
  moduleId: Id;
  custom: boolean;
  /** Column `k1`…`k8` of `records` that holds this field's sort keys. */
  indexSlot: number | null;
  unsealedReason: string | null;
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
  /** Selected in Compliance Settings > HIPAA Compliance. */
  hipaa: boolean;
  /** Live fields in order of their making. */
  fields: readonly FieldDefinition[];
  layouts: readonly LayoutDefinition[];
}

export interface OrgMetadata {
  orgId: Id;
  version: number;
  orgName: string;
  compliance: ComplianceSettings;
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

export const markedFields = (module: ModuleDefinition): FieldDefinition[] =>
  module.fields.filter((field) => field.marked);
