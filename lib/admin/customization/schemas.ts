/** What the verbs of Modules and Fields take, as it comes from outside. */
import { z } from 'zod';
import {
  MOST_DECIMALS,
  MOST_PICK_LIST_OPTIONS,
  PICK_LIST_TEXT_LENGTH,
  SINGLE_LINE_MAX_LENGTH,
} from '@/lib/crm/modules/field-types/option-rules';
import { isFieldTypeKey } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { isId } from '@/lib/platform/ids';
import { API_NAME, API_NAME_LENGTH } from './api-name';

const id = z.string().refine(isId, 'This is no id.');
const moduleName = z.string().min(1).max(API_NAME_LENGTH).regex(API_NAME, 'This is no module.');

/** A text of one line that people read: trimmed, inner white space as one space. */
const line = (maxLength: number) =>
  z
    .string()
    .max(1_000, `At most ${maxLength} characters.`)
    .refine(
      (text) => text.isWellFormed() && !/\p{Cc}/u.test(text.replace(/\s/gu, '')),
      'This holds unreadable characters.',
    )
    .transform((text) => text.trim().replace(/\s+/gu, ' '))
    .pipe(z.string().min(1, 'Enter a name.').max(maxLength, `At most ${maxLength} characters.`));

const label = line(100);
const helpText = line(255);
const optionText = line(PICK_LIST_TEXT_LENGTH);
const safeNumber = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

export const optionsSchema = z.strictObject({
  maxLength: z.int().min(1).max(SINGLE_LINE_MAX_LENGTH, `At most ${SINGLE_LINE_MAX_LENGTH}.`).optional(),
  size: z.enum(['small', 'large']).optional(),
  /** An option without a value is new: its label becomes its value. */
  pickList: z
    .array(z.strictObject({ value: optionText.optional(), label: optionText }))
    .max(MOST_PICK_LIST_OPTIONS, `At most ${MOST_PICK_LIST_OPTIONS} options.`)
    .optional(),
  decimals: z.int().min(0).max(MOST_DECIMALS, `At most ${MOST_DECIMALS}.`).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Enter a code of three letters.')
    .optional(),
  min: safeNumber.optional(),
  max: safeNumber.optional(),
  prefix: z
    .string()
    .max(20, 'At most 20 characters.')
    .regex(/^\P{Cc}*$/u)
    .optional(),
  suffix: z
    .string()
    .max(20, 'At most 20 characters.')
    .regex(/^\P{Cc}*$/u)
    .optional(),
  startNumber: z.int().min(0, 'Enter 0 or more.').max(1_000_000_000_000, 'Enter less.').optional(),
  lookupModule: moduleName.optional(),
});
export type OptionsInput = z.output<typeof optionsSchema>;

export const createModuleSchema = z.strictObject({
  singular: line(50),
  plural: line(50),
  /** Made from the plural when left out. */
  apiName: z
    .string()
    .trim()
    .min(1, 'Enter an API name.')
    .max(API_NAME_LENGTH, `At most ${API_NAME_LENGTH} characters.`)
    .regex(API_NAME, 'Letters, digits and underscores only, a letter first.')
    .optional(),
});

export const updateModuleSchema = z.strictObject({ module: moduleName, singular: line(50), plural: line(50) });

export const createFieldSchema = z.strictObject({
  module: moduleName,
  label,
  type: z.custom<FieldTypeKey>(isFieldTypeKey, 'There is no such type.'),
  options: optionsSchema.default({}),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  helpText: helpText.optional(),
  /** Where it goes; without it, to the end of the first section of every layout. */
  place: z.strictObject({ layoutId: id, sectionId: id, position: z.int().min(0).max(1_000).optional() }).optional(),
});

export const updateFieldSchema = z.strictObject({
  module: moduleName,
  fieldId: id,
  label: label.optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  /** `null` removes it. */
  helpText: helpText.nullable().optional(),
  options: optionsSchema.optional(),
});

/** What the dialog Edit Properties sends: the field's properties and, where they changed, its mark and encryption. */
export const saveFieldSchema = updateFieldSchema.extend({
  health: z
    .discriminatedUnion('marked', [
      z.strictObject({ marked: z.literal(true), encrypt: z.boolean(), reason: z.string().max(200).optional() }),
      z.strictObject({ marked: z.literal(false) }),
    ])
    .optional(),
});

export const deleteFieldSchema = z.strictObject({ module: moduleName, fieldId: id });

export const saveLayoutSchema = z.strictObject({
  module: moduleName,
  layoutId: id,
  /** The version of the layout the person saw. */
  version: z.string().max(64),
  sections: z
    .array(
      z.strictObject({
        /** Left out for a new section. */
        id: id.optional(),
        name: line(80),
        columns: z.union([z.literal(1), z.literal(2)]),
        fieldIds: z.array(id).max(1_000),
      }),
    )
    .min(1, 'A layout has at least one section.')
    .max(100, 'At most 100 sections.'),
});

export type CreateModule = z.input<typeof createModuleSchema>;
export type UpdateModule = z.input<typeof updateModuleSchema>;
export type CreateField = z.input<typeof createFieldSchema>;
export type UpdateField = z.input<typeof updateFieldSchema>;
export type SaveField = z.input<typeof saveFieldSchema>;
export type DeleteField = z.input<typeof deleteFieldSchema>;
export type SaveLayout = z.input<typeof saveLayoutSchema>;
