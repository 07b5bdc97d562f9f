import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { LossPreview } from '@/lib/settings/compliance/preview';
import type { RestrictionPreview } from '@/lib/settings/compliance/preview-restriction';
import type {
  deselectModuleSchema,
  previewLossSchema,
  previewRestrictionSchema,
  raiseBudgetSchema,
  removedMarksSchema,
  selectModuleSchema,
  setBudgetsSchema,
  setHipaaEnabledSchema,
  setHoldHoursSchema,
  setProfileBudgetsSchema,
  setRestrictionSchema,
} from '@/lib/settings/compliance/schemas';
import type { Sealing } from '@/lib/settings/compliance/sealing';

/** A server action as the page hands it to its client components. */
type Act<Schema extends z.ZodType, Value = void> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

export interface ComplianceActs {
  setHipaaEnabled: Act<typeof setHipaaEnabledSchema>;
  setRestriction: Act<typeof setRestrictionSchema>;
  setHoldHours: Act<typeof setHoldHoursSchema>;
  setBudgets: Act<typeof setBudgetsSchema>;
  setProfileBudgets: Act<typeof setProfileBudgetsSchema>;
  raiseBudget: Act<typeof raiseBudgetSchema>;
  selectModule: Act<typeof selectModuleSchema>;
  deselectModule: Act<typeof deselectModuleSchema>;
  restoreMarks: Act<typeof removedMarksSchema, { fields: number }>;
  forgetMarks: Act<typeof removedMarksSchema>;
  sealAgain: Act<typeof selectModuleSchema>;
  previewLoss: Act<typeof previewLossSchema, LossPreview>;
  previewRestriction: Act<typeof previewRestrictionSchema, RestrictionPreview>;
  watchSealing: Act<z.ZodVoid, Sealing[]>;
}
