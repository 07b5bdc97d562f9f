/**
 * By which fields a report may group, and which numbers it may add up. Guarantees: a field that is marked, sealed or held, or
 * hidden from the asker, is none of them, whatever the asker may reveal; nor is a field of a record that is pointed to, where the
 * asker may not view its module. Pure.
 */
import type { FieldDefinition, ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isChosen } from '@/lib/crm/modules/field-types/type';
import { refuseField } from '@/lib/crm/records/filter';
import { isProtected, type Listable, type ListField, listFieldsOf } from '@/lib/crm/records/list-fields';
import { canInModule, type ProfileRights } from '@/lib/people/rights';
import { invalid } from '@/lib/platform/errors';
import type { MeasureKind } from '@/lib/platform/report-kinds';

export type GroupKind = 'option' | 'yes_or_no' | 'user' | 'record' | 'moment';

/** A field by which lines may be made. */
export interface GroupField {
  /** `Stage`, or `Account_Name.Industry`. */
  path: string;
  label: string;
  kind: GroupKind;
  field: ListField;
  /** The lookup of the report's own module that leads to the field, and where it leads. */
  through: { lookup: ListField; module: ModuleDefinition } | null;
  /** Where the values of a lookup lead. */
  target: ModuleDefinition | null;
}

/** A module as one person may count it. */
export interface Countable extends Listable {
  metadata: OrgMetadata;
  rights: ProfileRights;
}

function kindOf(field: ListField): GroupKind | null {
  const type = fieldType(field.type);
  if (field.system === 'Name' || type.list) return null;
  if (type.moment) return 'moment';
  if (isChosen(type)) return 'option';
  if (type.cell === 'yes_or_no') return 'yes_or_no';
  if (type.refersTo === 'user') return 'user';
  return type.refersTo === 'record' ? 'record' : null;
}

const isHeld = (module: ModuleDefinition, field: ListField): boolean =>
  module.fields.some((one: FieldDefinition) => one.id === field.id && one.heldBy !== null);

const isClear = (module: ModuleDefinition, field: ListField): boolean => !isProtected(field) && !isHeld(module, field);

/** The module that a lookup leads to, where the asker may view it. */
function targetOf({ metadata, rights }: Countable, field: ListField): ModuleDefinition | null {
  const name = field.options.lookupModule;
  const target = metadata.modules.find(({ apiName }) => apiName === name);
  return target && canInModule(rights, target.apiName, 'view') ? target : null;
}

function groupFieldOf(
  of: Countable,
  module: ModuleDefinition,
  field: ListField,
  through: GroupField['through'],
): GroupField[] {
  const kind = kindOf(field);
  const target = kind === 'record' ? targetOf(of, field) : null;
  if (!kind || !isClear(module, field) || (kind === 'record' && !target)) return [];
  const path = through ? `${through.lookup.apiName}.${field.apiName}` : field.apiName;
  const label = through ? `${through.lookup.label}: ${field.label}` : field.label;
  return [{ path, label, kind, field, through, target }];
}

/** All fields by which the asker may group: the module's own, then those of the records that its lookups point to. */
export function groupFields(of: Countable): GroupField[] {
  const own = of.fields.flatMap((field) => groupFieldOf(of, of.module, field, null));
  const related = own.flatMap(({ kind, field: lookup, target }) => {
    if (kind !== 'record' || !target) return [];
    const fields = listFieldsOf(target, of.metadata.compliance, of.rights);
    return fields.flatMap((field) => groupFieldOf(of, target, field, { lookup, module: target }));
  });
  return [...own, ...related];
}

const isNumber = ({ type }: ListField): boolean => {
  const { numeric, list, generated } = fieldType(type);
  return numeric !== undefined && !list && !generated;
};

const isPercent = ({ type }: ListField): boolean => fieldType(type).numeric?.unit === 'percent';

/** The numbers that may be counted with. */
export const measureFields = ({ module, fields }: Listable): ListField[] =>
  fields.filter((field) => isNumber(field) && isClear(module, field));

/** What may be made of a number: percentages are not added up. */
export const measuresOf = (field: ListField): MeasureKind[] =>
  isPercent(field) ? ['average', 'min', 'max'] : ['sum', 'average', 'min', 'max'];

/** @throws forbidden for a protected field; invalid for one that makes no groups, or is not there for the asker. */
export function readGroupField(of: Countable, path: string): GroupField {
  const found = groupFields(of).find((one) => one.path === path);
  if (found) return found;
  throw refusalOf(of, path, 'group');
}

/** @throws forbidden for a protected number; invalid for what cannot be added up. */
export function readMeasureField(of: Countable, name: string, kind: MeasureKind): ListField {
  const found = measureFields(of).find(({ apiName }) => apiName === name);
  if (!found) throw refusalOf(of, name, 'sum');
  if (measuresOf(found).includes(kind)) return found;
  throw invalid(`${found.label} is a percentage: it is not added up.`, { fields: { [name]: 'Not added up.' } });
}

/** Names a field only where the asker knows of it: what is hidden is not there, in the same words. */
function refusalOf(of: Countable, path: string, use: 'group' | 'sum') {
  const [first = '', second] = path.split('.');
  const lookup = second === undefined ? null : of.fields.find(({ apiName }) => apiName === first);
  const target = lookup && isClear(of.module, lookup) ? targetOf(of, lookup) : null;
  const [module, name] = target ? [target, second ?? ''] : [of.module, first];
  const fields = target ? listFieldsOf(target, of.metadata.compliance, of.rights) : of.fields;
  const field = fields.find(({ apiName }) => apiName === name);
  if (!field || (second !== undefined && !target && lookup && isClear(of.module, lookup))) {
    return invalid(`There is no field ${path.slice(0, 50)} here.`, { reason: 'NO_SUCH_FIELD' });
  }
  if (!isClear(module, field)) return refuseField(field, use);
  const cannot = use === 'group' ? 'makes no groups' : 'cannot be added up';
  return invalid(`${field.label} ${cannot}.`, { fields: { [path]: `It ${cannot}.` } });
}
