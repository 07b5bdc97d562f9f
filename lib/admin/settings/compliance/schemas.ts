/** What the verbs of Compliance Settings take, as it comes from outside. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { RAISES } from '@/lib/protection/compliance/budgets';
import { HOLD_HOURS, RESTRICTABLE_DOORS } from '@/lib/protection/compliance/doors';

/** The longest reason for declining encryption. */
const MAX_REASON_LENGTH = 200;

const moduleName = z.string().min(1).max(100);
const fieldId = z.string().refine(isId, 'This is no field.');
/** The name typed to confirm; the verb says which one it must be. */
const confirmation = z.string().max(200);

export const setHipaaEnabledSchema = z.object({ enabled: z.boolean(), confirmation: confirmation.optional() });
export type SetHipaaEnabled = z.infer<typeof setHipaaEnabledSchema>;

export const setRestrictionSchema = z.object({ door: z.enum(RESTRICTABLE_DOORS), restricted: z.boolean() });
export const previewRestrictionSchema = setRestrictionSchema.pick({ door: true });
export type SetRestriction = z.infer<typeof setRestrictionSchema>;

export const setHoldHoursSchema = z.object({ hours: z.union(HOLD_HOURS.map((hours) => z.literal(hours))) });
export type SetHoldHours = z.infer<typeof setHoldHoursSchema>;

const MOST_RECORDS = 10_000_000;
const HOW_MANY = 'Give a whole number from 1 to 10,000,000.';
const records = z.int(HOW_MANY).min(1, HOW_MANY).max(MOST_RECORDS, HOW_MANY);
const limitSchema = z
  .object({ hour: records, day: records })
  .refine(({ hour, day }) => hour <= day, { error: 'A day holds at least what an hour does.', path: ['day'] });
export const setBudgetsSchema = z.object({ one: limitSchema, bulk: limitSchema });
export type SetBudgets = z.infer<typeof setBudgetsSchema>;

const id = z.string().refine(isId, 'Choose one of the list.');
/** Null: those of the organisation. */
export const setProfileBudgetsSchema = z.object({ profileId: id, budgets: setBudgetsSchema.nullable() });
export type SetProfileBudgets = z.infer<typeof setProfileBudgetsSchema>;

export const raiseBudgetSchema = z.object({ userId: id, times: z.union(RAISES.map((times) => z.literal(times))) });
export type RaiseBudget = z.infer<typeof raiseBudgetSchema>;

export const selectModuleSchema = z.object({ module: moduleName });
export type SelectModule = z.infer<typeof selectModuleSchema>;

export const deselectModuleSchema = z.object({ module: moduleName, confirmation: confirmation.optional() });
export type DeselectModule = z.infer<typeof deselectModuleSchema>;

/** API names of the modules whose marks come back, or are forgotten. */
export const removedMarksSchema = z.object({ modules: z.array(moduleName).min(1).max(100) });
export type RemovedMarksChoice = z.infer<typeof removedMarksSchema>;

/** Without a module: what switching HIPAA off would lose. */
export const previewLossSchema = z.object({ module: moduleName.optional() });
export type PreviewLoss = z.infer<typeof previewLossSchema>;

export const fieldChoiceSchema = z.object({ module: moduleName, fieldId });
export type FieldChoice = z.infer<typeof fieldChoiceSchema>;

export const markFieldSchema = fieldChoiceSchema.extend({
  /** Encrypt field. */
  encrypt: z.boolean(),
  /** Why encryption is declined; required then. */
  reason: z.string().trim().max(MAX_REASON_LENGTH, `At most ${MAX_REASON_LENGTH} characters.`).optional(),
});
export type MarkField = z.infer<typeof markFieldSchema>;
