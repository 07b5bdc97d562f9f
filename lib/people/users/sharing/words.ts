/** What a sharing rule shares, in words: names of settings, and no value of a record. */
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isSharedBy, sharedValues } from '@/lib/crm/modules/shared-by';
import type { SharedValues } from '@/lib/platform/context';
import { inWords, type Names } from './parties';
import type { Rule } from './stored';

/** The field that a rule goes by, where it may; undefined: the rule shares nothing for now. */
export function fieldOf(module: ModuleDefinition, { fieldId }: SharedValues): FieldDefinition | undefined {
  const field = module.fields.find(({ id }) => id === fieldId);
  return field && isSharedBy(field) ? field : undefined;
}

/** "Status is Open or Closed". */
export function criteriaInWords(module: ModuleDefinition, criteria: SharedValues): string {
  const field = module.fields.find(({ id }) => id === criteria.fieldId);
  if (!field) return 'a field that is not there any more';
  const labels = sharedValues(field, criteria.values).map((value) =>
    fieldType(field.type).format(value, field.options, { timeZone: 'UTC' }),
  );
  return `${field.label} is ${labels.join(' or ') || 'a value that is not there any more'}`;
}

/** "Contacts owned by the role Nurses are shared with the group Front desk, to be read". */
export function ruleInWords(
  module: ModuleDefinition,
  names: Names,
  { from, criteria, to, access }: Omit<Rule, 'id'>,
): string {
  const which = criteria
    ? `${module.plural} where ${criteriaInWords(module, criteria)}`
    : `${module.plural} owned by ${from ? inWords(names, from) : 'nobody'}`;
  return `${which} are shared with ${inWords(names, to)}, ${access === 'write' ? 'to be read and changed' : 'to be read'}`;
}
