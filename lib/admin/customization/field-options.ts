/** Reads the settings of a field, by what its type knows. Pure. */

import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { looksLikeMask } from '@/lib/crm/modules/field-types/mask-text';
import { isFixedSetting, SINGLE_LINE_MAX_LENGTH } from '@/lib/crm/modules/field-types/option-rules';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldOptions, FieldTypeKey, OptionKey, PickListOption } from '@/lib/crm/modules/field-types/type';
import { type FieldErrors, invalid } from '@/lib/platform/errors';
import type { OptionsInput } from './schemas';

/** The settings of a new field. @throws invalid, its fields keyed as `options.min`. */
export function newOptions(type: FieldTypeKey, given: OptionsInput, metadata: OrgMetadata): FieldOptions {
  const { options, errors } = read(type, given);
  const lookup = options.lookupModule;
  if (
    fieldType(type).settings.includes('lookupModule') &&
    !metadata.modules.some((module) => module.apiName === lookup)
  ) {
    errors['options.lookupModule'] = 'Choose the module to look up.';
  }
  refuseIfAny(errors);
  return options;
}

/**
 * The settings of a field that is there, all of them given anew. What would make values already kept unreadable or wrong
 * is refused: another currency, a shorter text, fewer decimals.
 * @throws invalid
 */
export function changedOptions(
  field: { type: FieldTypeKey; options: FieldOptions },
  given: OptionsInput,
): FieldOptions {
  const { options, errors } = read(field.type, given);
  for (const key of fieldType(field.type).settings) {
    if (isFixedSetting(key)) {
      if (options[key] !== undefined && options[key] !== field.options[key]) {
        errors[`options.${key}`] = 'This cannot change once the field is there.';
      }
    } else if (extent(field.type, key, options) < extent(field.type, key, field.options)) {
      errors[`options.${key}`] = 'This can grow, not shrink: values already kept would no longer fit.';
    }
  }
  refuseIfAny(errors);
  const fixed = Object.entries(field.options).filter(([key]) => isFixedSetting(key as OptionKey));
  return { ...options, ...Object.fromEntries(fixed) };
}

function refuseIfAny(errors: FieldErrors): void {
  if (Object.keys(errors).length > 0)
    throw invalid('Some settings of the field need your attention.', { fields: errors });
}

/** How much a setting lets in; settings that are no measure are all alike. */
function extent(type: FieldTypeKey, key: OptionKey, options: FieldOptions): number {
  if (key === 'maxLength') return options.maxLength ?? SINGLE_LINE_MAX_LENGTH;
  if (key === 'size') return options.size === 'large' ? 1 : 0;
  if (key === 'decimals') return options.decimals ?? fieldType(type).numeric?.decimals ?? 0;
  return 0;
}

function read(type: FieldTypeKey, given: OptionsInput): { options: FieldOptions; errors: FieldErrors } {
  const errors: FieldErrors = {};
  const known = fieldType(type).settings;
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined && !known.includes(key as OptionKey)) {
      errors[`options.${key}`] = `A ${fieldType(type).label} field has no such setting.`;
    }
  }
  const { pickList, ...rest } = given;
  const options: FieldOptions = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined && value !== ''),
  );
  if (known.includes('pickList')) options.pickList = readPickList(pickList ?? [], errors);
  if (options.min !== undefined && options.max !== undefined && options.min > options.max) {
    errors['options.max'] = 'The maximum is less than the minimum.';
  }
  if (options.currency !== undefined && !Intl.supportedValuesOf('currency').includes(options.currency)) {
    errors['options.currency'] = 'There is no such currency.';
  }
  return { options, errors };
}

function readPickList(given: NonNullable<OptionsInput['pickList']>, errors: FieldErrors): PickListOption[] {
  const list = given.map(({ value, label }) => ({ value: value ?? label, label }));
  if (list.length === 0) errors['options.pickList'] = 'Enter at least one option.';
  const owner = new Map<string, number>();
  list.forEach((option, index) => {
    for (const text of new Set([option.value.toLowerCase(), option.label.toLowerCase()])) {
      if (owner.has(text))
        errors['options.pickList'] = `Option ${index + 1} repeats option ${(owner.get(text) ?? 0) + 1}.`;
      else owner.set(text, index);
    }
    // A semicolon parts several values in one CSV cell; a mask could be sent back as a value.
    if (option.value.includes(';')) errors['options.pickList'] = `Option ${index + 1} holds a semicolon.`;
    if (looksLikeMask(option.value)) errors['options.pickList'] = `Option ${index + 1} looks like a mask.`;
  });
  return list;
}
