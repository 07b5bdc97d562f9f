import { STANDARD_MODULES } from './all';

const mandatory = new Map(
  STANDARD_MODULES.map((spec) => [
    spec.apiName,
    new Set(
      spec.sections
        .flatMap((section) => section.fields)
        .filter((field) => field.required)
        .map((field) => field.apiName),
    ),
  ]),
);

/**
 * Whether the module cannot do without a field: it stays required and in every layout. In a custom module that is the
 * name it started with.
 */
export function isSystemMandatory(
  module: { apiName: string; custom: boolean; nameFields: readonly string[] },
  field: { apiName: string; custom: boolean },
): boolean {
  if (field.custom) return false;
  if (module.custom) return module.nameFields.includes(field.apiName);
  return mandatory.get(module.apiName)?.has(field.apiName) ?? false;
}
