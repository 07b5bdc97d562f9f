/** Marks that were taken away, remembered so that they can be offered back. Pure. */

import {
  type FieldDefinition,
  fieldsWithMark,
  findField,
  hasMark,
  isSelected,
  type ModuleDefinition,
  type OrgMetadata,
} from '@/lib/crm/modules/definition';
import type { RemovedMarks } from '@/lib/platform/db/schema/compliance';

/** The marks of modules as they are remembered: the last removal of a module counts, others' stay. */
export function rememberMarks(
  earlier: RemovedMarks | null,
  modules: readonly ModuleDefinition[],
  removedAt: Date,
): RemovedMarks {
  const removed = modules.map(
    (module) => [module.apiName, fieldsWithMark(module).map((field) => field.apiName)] as const,
  );
  return { removedAt: removedAt.toISOString(), modules: { ...earlier?.modules, ...Object.fromEntries(removed) } };
}

/** What is left to offer when some modules were restored or forgotten; null when nothing is. */
export function withoutModules(removed: RemovedMarks, names: readonly string[]): RemovedMarks | null {
  const left = Object.entries(removed.modules).filter(([name]) => !names.includes(name));
  return left.length === 0 ? null : { ...removed, modules: Object.fromEntries(left) };
}

/** As `withoutModules`, for one field. */
export function withoutField(removed: RemovedMarks, module: string, field: string): RemovedMarks | null {
  const left = removed.modules[module]?.filter((name) => name !== field) ?? [];
  if (left.length === 0) return withoutModules(removed, [module]);
  return { ...removed, modules: { ...removed.modules, [module]: left } };
}

export interface Restorable {
  module: ModuleDefinition;
  /** Fields that were marked, are there still, and are not marked by now. */
  fields: readonly FieldDefinition[];
}

/** What can be offered back: modules that would get a mark or be selected again. */
export function restorableMarks(metadata: OrgMetadata, removed: RemovedMarks | null): Restorable[] {
  return metadata.modules.flatMap((module) => {
    const names = removed?.modules[module.apiName];
    if (!names) return [];
    const fields = names
      .map((name) => findField(module, name))
      .filter((field) => field !== undefined && !hasMark(field));
    const found = fields as FieldDefinition[];
    return found.length > 0 || !isSelected(module) ? [{ module, fields: found }] : [];
  });
}
