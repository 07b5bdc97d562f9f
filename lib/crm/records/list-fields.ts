/** What a list can show, filter and sort by: the module's fields and four system columns, as the asker may use them. Pure. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { dateTime } from '@/lib/crm/modules/field-types/date-time';
import { type FieldDescription, isSortable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { singleLine } from '@/lib/crm/modules/field-types/single-line';
import type { FilterOperator } from '@/lib/crm/modules/field-types/type';
import { user } from '@/lib/crm/modules/field-types/user';
import type { ProfileRights } from '@/lib/people/rights';
import type { ComplianceSettings, Door } from '@/lib/protection/compliance/doors';
import { filterOperatorsFor } from '@/lib/protection/compliance/policy';

export const SYSTEM_COLUMNS = ['Name', 'Owner', 'Created_Time', 'Modified_Time'] as const;
export type SystemColumn = (typeof SYSTEM_COLUMNS)[number];

export interface ListField extends FieldDescription {
  /** A column of every record rather than a field of the module. */
  system: SystemColumn | null;
  indexSlot: number | null;
  /** Those that this asker may use; none where they may not read. */
  operators: readonly FilterOperator[];
  sortable: boolean;
}

/** A module, and what the asker may do with its fields at a door. */
export interface Listable {
  module: ModuleDefinition;
  fields: readonly ListField[];
}

/** Marked or sealed: its values are searched by equality at most, and never travel in a URL or a saved view. */
export const isProtected = (field: Pick<FieldDescription, 'marked' | 'sealed'>): boolean =>
  field.marked || field.sealed;

/** Whether the record's name is made of protected fields, so that no row holds it, and nobody sorts or searches it. */
export const isNameHidden = (module: ModuleDefinition): boolean =>
  module.fields.some((field) => module.nameFields.includes(field.apiName) && isProtected(field));

/**
 * The sealed fields of a name that is not marked: screens that read the record itself open it. Empty where the row holds the
 * name, or nobody may see it.
 */
export function sealedNameFields(module: ModuleDefinition): FieldDefinition[] {
  const sources = module.fields.filter((field) => module.nameFields.includes(field.apiName));
  return sources.some((field) => field.marked) ? [] : sources.filter((field) => field.sealed);
}

/** API names of what a screen that shows these columns discloses: those that are protected, and what names are made of. */
export const disclosedBy = (module: ModuleDefinition, columns: readonly ListField[]): string[] => [
  ...new Set([...columns.filter(isProtected), ...sealedNameFields(module)].map(({ apiName }) => apiName)),
];

/**
 * All columns of a module's list: name, fields in the order of the first layout, then the system's.
 * @param door where what the filters find goes.
 */
export function listFieldsOf(
  module: ModuleDefinition,
  compliance: ComplianceSettings,
  rights: ProfileRights,
  door: Door = 'screen',
): ListField[] {
  const placed = module.layouts[0]?.sections.flatMap((section) => section.fields) ?? [];
  const others = module.fields.filter((field) => !placed.some(({ id }) => id === field.id));
  return [
    systemField(module, 'Name'),
    ...[...placed, ...others]
      .filter((field) => !isTheName(module, field))
      .map((field): ListField => {
        const { moduleId: _, custom: __, unsealedReason: ___, heldBy: ____, ...description } = field;
        const operators = filterOperatorsFor(field, door, compliance, rights);
        return { ...description, system: null, operators, sortable: isSortable(field) };
      }),
    systemField(module, 'Owner'),
    systemField(module, 'Created_Time'),
    systemField(module, 'Modified_Time'),
  ];
}

/** A custom module's only name field is the name column itself, unless its values are protected. */
const isTheName = (module: ModuleDefinition, field: FieldDefinition): boolean =>
  field.apiName === 'Name' && module.nameFields.join() === 'Name' && !isProtected(field);

function systemField(module: ModuleDefinition, column: SystemColumn): ListField {
  const hidden = column === 'Name' && isNameHidden(module);
  return {
    id: '0',
    // Two columns must not share a name: the hidden name of a custom module leaves `Name` to its field.
    apiName: hidden && module.fields.some((field) => field.apiName === 'Name') ? 'Record_Name' : column,
    system: column,
    indexSlot: null,
    required: false,
    readOnly: true,
    unique: false,
    marked: false,
    sealed: false,
    options: {},
    ...LOOKS[column](module),
    ...(hidden && { operators: [], sortable: false }),
  };
}

type Look = Pick<ListField, 'label' | 'type' | 'operators' | 'sortable'>;

const TIMES: readonly FilterOperator[] = ['greater_equal', 'less_than', 'between'];

const LOOKS: Record<SystemColumn, (module: ModuleDefinition) => Look> = {
  Name: (module) => ({
    label: `${module.singular} Name`,
    type: singleLine.key,
    operators: ['contains', 'starts_with', 'equals'],
    sortable: true,
  }),
  Owner: () => ({ label: 'Owner', type: user.key, operators: ['equals', 'not_equal', 'in'], sortable: true }),
  Created_Time: () => ({ label: 'Created', type: dateTime.key, operators: TIMES, sortable: true }),
  Modified_Time: () => ({ label: 'Modified', type: dateTime.key, operators: TIMES, sortable: true }),
};

const FEW = 6;

/** The columns shown until somebody chooses others: lookups, fields with a quick sort, marked and sealed ones come first. */
export function defaultColumns(module: ModuleDefinition, fields: readonly ListField[]): string[] {
  const own = fields.filter((field) => !field.system && !module.nameFields.includes(field.apiName));
  const telling = own.filter((field) => field.indexSlot !== null || isProtected(field) || pointsToOne(field));
  const short = own.filter((field) => fieldType(field.type).text !== 'lines');
  const chosen = new Set([...telling, ...short].slice(0, Math.max(telling.length, FEW)).slice(0, FEW));
  return [...own.filter((field) => chosen.has(field)), ...fields.filter(({ system }) => system === 'Owner')].map(
    (field) => field.apiName,
  );
}

function pointsToOne({ type }: ListField): boolean {
  const { refersTo, list } = fieldType(type);
  return refersTo === 'record' && !list;
}
