/** A field's metadata as Zoho CRM v8 writes it. Metadata stays visible whatever the doors: it names no value. */
import type { FieldDefinition, ModuleDefinition, OrgMetadata } from '../../modules/definition';
import { isSortable } from '../../modules/field-types/description';
import { fieldType } from '../../modules/field-types/registry';
import type { FieldTypeKey } from '../../modules/field-types/type';
import { isSystemMandatory } from '../../modules/standard/mandatory';

const JSON_TYPES: Partial<Record<FieldTypeKey, string>> = {
  number: 'integer',
  decimal: 'double',
  currency: 'double',
  percent: 'double',
  checkbox: 'boolean',
  multi_pick_list: 'jsonarray',
  multi_lookup: 'jsonarray',
  lookup: 'jsonobject',
  user: 'jsonobject',
};

export const jsonTypeOf = (type: FieldTypeKey): string => JSON_TYPES[type] ?? 'string';

export const dataTypeOf = (type: FieldTypeKey): string => fieldType(type).zohoDataType;

const LENGTHS: Partial<Record<FieldTypeKey, number>> = { single_line: 255, email: 100, phone: 30, url: 450, number: 9 };

export function fieldJson(module: ModuleDefinition, field: FieldDefinition, { compliance, modules }: OrgMetadata) {
  const { options } = field;
  const lookup = modules.find(({ apiName }) => apiName === options.lookupModule);
  return {
    id: field.id,
    api_name: field.apiName,
    field_label: field.label,
    display_label: field.label,
    data_type: dataTypeOf(field.type),
    json_type: jsonTypeOf(field.type),
    length:
      options.maxLength ??
      (options.size === 'large' ? 32_000 : field.type === 'multi_line' ? 2000 : LENGTHS[field.type]) ??
      null,
    decimal_place: options.decimals ?? null,
    system_mandatory: isSystemMandatory(module, field),
    required: field.required,
    custom_field: field.custom,
    read_only: field.readOnly || field.type === 'auto_number',
    field_read_only: field.readOnly,
    unique: field.unique ? { casesensitive: false } : {},
    visible: true,
    searchable: fieldType(field.type).filterOperators.includes('equals'),
    sortable: isSortable(field),
    filterable: fieldType(field.type).filterOperators.length > 0,
    mass_update: !field.unique && !field.readOnly && field.type !== 'auto_number',
    pick_list_values: (options.pickList ?? []).map(({ value, label }) => ({
      actual_value: value,
      display_value: label,
    })),
    lookup: lookup ? { module: { api_name: lookup.apiName, id: lookup.id } } : {},
    crypt: field.sealed ? { mode: 'encryption', status: 1 } : null,
    hipaa_compliance_enabled: field.marked,
    hipaa_compliance: field.marked
      ? { restricted: compliance.restrictApi, restricted_in_export: compliance.restrictExport }
      : null,
    tooltip: field.helpText ? { name: 'static_text', value: field.helpText } : null,
  };
}
