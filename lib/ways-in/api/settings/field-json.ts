/** A field's metadata as Zoho CRM v8 writes it. Metadata stays visible whatever the doors: it names no value. */
import { createHash } from 'node:crypto';
import { type FieldDefinition, hasMark, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { isEnterable, isSortable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isSystemMandatory } from '@/lib/crm/modules/standard/mandatory';

export function fieldJson(module: ModuleDefinition, field: FieldDefinition, { compliance, modules }: OrgMetadata) {
  const { options } = field;
  const type = fieldType(field.type);
  const lookup = modules.find(({ apiName }) => apiName === options.lookupModule);
  return {
    id: field.id,
    api_name: field.apiName,
    field_label: field.label,
    display_label: field.label,
    data_type: type.zohoDataType,
    json_type: type.jsonType,
    length: options.maxLength ?? type.zohoLength?.(options) ?? null,
    decimal_place: options.decimals ?? null,
    system_mandatory: isSystemMandatory(module, field),
    required: field.required,
    custom_field: field.custom,
    read_only: !isEnterable(field),
    field_read_only: field.readOnly,
    unique: field.unique ? { casesensitive: false } : {},
    visible: true,
    searchable: type.filterOperators.includes('equals'),
    sortable: isSortable(field),
    filterable: type.filterOperators.length > 0,
    mass_update: !field.unique && isEnterable(field),
    pick_list_values: (options.pickList ?? []).map(({ value, label }) => ({
      actual_value: value,
      display_value: label,
    })),
    lookup: lookup ? { module: { api_name: lookup.apiName, id: lookup.id } } : {},
    crypt: field.sealed ? { mode: 'encryption', status: 1 } : null,
    hipaa_compliance_enabled: hasMark(field),
    hipaa_compliance: field.marked
      ? { restricted: compliance.restrictApi, restricted_in_export: compliance.restrictExport }
      : null,
    tooltip: field.helpText ? { name: 'static_text', value: field.helpText } : null,
  };
}

/** What every record carries, with the types by which Zoho's clients convert it. */
const SYSTEM = [
  ['id', 'Record Id', 'bigint', 'string'],
  ['Owner', 'Owner', 'ownerlookup', 'jsonobject'],
  ['Created_By', 'Created By', 'ownerlookup', 'jsonobject'],
  ['Modified_By', 'Modified By', 'ownerlookup', 'jsonobject'],
  ['Created_Time', 'Created Time', 'datetime', 'string'],
  ['Modified_Time', 'Modified Time', 'datetime', 'string'],
  ['Record_Status__s', 'Record Status', 'picklist', 'string'],
] as const;

/** The fields that the system keeps itself, listed among the others as Zoho CRM does. */
export const systemFieldsJson = (module: ModuleDefinition) =>
  SYSTEM.map(([apiName, label, dataType, jsonType]) => ({
    id: systemFieldId(module, apiName),
    api_name: apiName,
    field_label: label,
    display_label: label,
    data_type: dataType,
    json_type: jsonType,
    length: null,
    decimal_place: null,
    system_mandatory: false,
    required: false,
    custom_field: false,
    read_only: apiName !== 'Owner',
    field_read_only: apiName !== 'Owner',
    unique: {},
    visible: true,
    searchable: false,
    sortable: apiName === 'id' || apiName.endsWith('_Time'),
    filterable: apiName.endsWith('_Time'),
    mass_update: apiName === 'Owner',
    pick_list_values: [],
    lookup: {},
    crypt: null,
    hipaa_compliance_enabled: false,
    hipaa_compliance: null,
    tooltip: null,
  }));

/** They have no row and so no id of their own; clients expect one that stays the same. */
const systemFieldId = (module: ModuleDefinition, apiName: string): string =>
  String(createHash('sha256').update(`${module.id}.${apiName}`).digest().readBigUInt64BE() >> 2n);
