/** What the dialogs about a field keep while they are open, and what they send of it. Pure. */
import type { FieldSetup } from '@/lib/admin/customization/queries';
import type { SaveField } from '@/lib/admin/customization/schemas';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldOptions } from '@/lib/crm/modules/field-types/type';
import { toEdited } from './pick-list-editor';
import type { EditedOptions } from './type-settings';

export interface FieldForm {
  label: string;
  required: boolean;
  unique: boolean;
  helpText: string;
  options: EditedOptions;
  marked: boolean;
  encrypt: boolean;
  reason: string;
}

export const emptyForm: FieldForm = {
  label: '',
  required: false,
  unique: false,
  helpText: '',
  options: {},
  marked: false,
  encrypt: false,
  reason: '',
};

/** Encryption is proposed to whoever marks a field whose type can be encrypted. */
export const formOf = (field: FieldSetup): FieldForm => ({
  label: field.label,
  required: field.required,
  unique: field.unique,
  helpText: field.helpText ?? '',
  options: editedOptions(field.options),
  marked: field.marked,
  encrypt: field.marked ? field.sealed : fieldType(field.type).sealable,
  reason: field.unsealedReason ?? '',
});

function editedOptions({ pickList, ...rest }: FieldOptions): EditedOptions {
  return { ...rest, ...(pickList && { pickList: toEdited(pickList) }) };
}

/** The settings without the rows' keys; an option left empty is none. */
export function optionsToSend({ pickList, ...rest }: EditedOptions): SaveField['options'] {
  const settings = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const list = pickList
    ?.filter((option) => option.label.trim() !== '')
    .map(({ value, label }) => ({ label, ...(value !== undefined && { value }) }));
  return { ...settings, ...(list && { pickList: list }) };
}

/** Only what was changed; `undefined` when nothing was. */
export function changesToSend(field: FieldSetup, form: FieldForm): Omit<SaveField, 'module' | 'fieldId'> | undefined {
  const before = formOf(field);
  const options = optionsToSend(form.options);
  const helpText = form.helpText.trim();
  const changes = {
    ...(form.label.trim() !== before.label && { label: form.label }),
    ...(form.required !== before.required && { required: form.required }),
    ...(form.unique !== before.unique && { unique: form.unique }),
    ...(helpText !== before.helpText && { helpText: helpText || null }),
    ...(JSON.stringify(options) !== JSON.stringify(optionsToSend(before.options)) && { options }),
    ...(hasOtherHealth(before, form) && { health: healthToSend(form) }),
  };
  return Object.keys(changes).length > 0 ? changes : undefined;
}

function hasOtherHealth(before: FieldForm, form: FieldForm): boolean {
  if (before.marked !== form.marked) return true;
  if (!form.marked) return false;
  return before.encrypt !== form.encrypt || (!form.encrypt && before.reason !== form.reason.trim());
}

function healthToSend({ marked, encrypt, reason }: FieldForm): NonNullable<SaveField['health']> {
  if (!marked) return { marked };
  return { marked, encrypt, ...(!encrypt && reason.trim() && { reason: reason.trim() }) };
}
