/** Whether a field of another module can hold a lead's value, and whether it protects it as well. Pure. */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type FieldOptions, type FieldType, isChosen, type StoredValue } from '@/lib/crm/modules/field-types/type';
import { isProtected } from '../list-fields';

/** Why no value of a field can ever go to another; null where it can. */
export function whyCannotHold(source: FieldDefinition, target: FieldDefinition): string | null {
  if (!isEnterable(target)) return `${target.label} is not written by people.`;
  const [from, to] = [fieldType(source.type), fieldType(target.type)];
  if (from.key === to.key) {
    const alike = source.options.lookupModule === target.options.lookupModule;
    return alike ? null : `${source.label} and ${target.label} look up different modules.`;
  }
  if (to.text && isWords(from)) return null;
  return `A ${to.label} field cannot hold what a ${from.label} field holds.`;
}

/** A text, or what is kept as one. */
const isWords = ({ list, refersTo, jsonType, moment, numeric }: FieldType): boolean =>
  jsonType === 'string' && !list && refersTo === null && moment === undefined && numeric === undefined;

/**
 * Why a protected value stays on the lead, whatever it is; null where it may go, or where the source is not protected. It
 * goes only where it is protected as well, and only where every value fits: else whether it does would tell something of it.
 * @param mayFind whether the asker may search the target by equality: a unique value that is there already is told to no other
 */
export function whyStays(source: FieldDefinition, target: FieldDefinition, mayFind: boolean): string | null {
  if (!isProtected(source)) return null;
  if (source.marked && !target.marked) return `${target.label} is not marked as personal health data.`;
  if (source.sealed && !target.sealed) return `${target.label} is not encrypted.`;
  if (!holdsEvery(source, target)) return `${target.label} cannot hold every value of ${source.label}.`;
  if (target.unique && !mayFind) return `${target.label} is unique, and you may not search it.`;
  return null;
}

function holdsEvery(source: FieldDefinition, target: FieldDefinition): boolean {
  if (source.type !== target.type) return false;
  const type = fieldType(source.type);
  const [from, to] = [source.options, target.options];
  if (isChosen(type))
    return (from.pickList ?? []).every(({ value }) => to.pickList?.some((one) => one.value === value));
  return isWithin(from, to) && placesOf(type, from) <= placesOf(type, to) && from.currency === to.currency;
}

function isWithin(from: FieldOptions, to: FieldOptions): boolean {
  const below = (own?: number, most?: number) => most === undefined || (own !== undefined && own <= most);
  const above = (own?: number, least?: number) => least === undefined || (own !== undefined && own >= least);
  const lines = from.lines === undefined || to.lines !== undefined;
  const size = from.size !== 'large' || to.size === 'large';
  return lines && size && below(from.maxLength, to.maxLength) && below(from.max, to.max) && above(from.min, to.min);
}

const placesOf = ({ numeric }: FieldType, { decimals }: FieldOptions): number => decimals ?? numeric?.decimals ?? 0;

/** A value that is not protected, as another field keeps it, or what is wrong with it there. */
export const asValueOf = (source: FieldDefinition, target: FieldDefinition, value: StoredValue) =>
  fieldType(target.type).parse(fieldType(source.type).exportText(value, source.options), target.options);
