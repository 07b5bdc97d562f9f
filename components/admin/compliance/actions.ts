'use server';

import { z } from 'zod';
import { deselectModule as deselectModuleVerb } from '@/lib/admin/settings/compliance/deselect-module';
import { forgetMarks as forgetMarksVerb } from '@/lib/admin/settings/compliance/forget-marks';
import {
  previewLoss as previewLossQuery,
  previewMark as previewMarkQuery,
} from '@/lib/admin/settings/compliance/preview';
import { previewRestriction as previewRestrictionQuery } from '@/lib/admin/settings/compliance/preview-restriction';
import { raiseBudget as raiseBudgetVerb } from '@/lib/admin/settings/compliance/raise-budget';
import { restoreMarks as restoreMarksVerb } from '@/lib/admin/settings/compliance/restore-marks';
import {
  deselectModuleSchema,
  fieldChoiceSchema,
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
} from '@/lib/admin/settings/compliance/schemas';
import { sealAgain as sealAgainVerb } from '@/lib/admin/settings/compliance/seal-again';
import { listSealing } from '@/lib/admin/settings/compliance/sealing';
import { selectModule as selectModuleVerb } from '@/lib/admin/settings/compliance/select-module';
import {
  setBudgets as setBudgetsVerb,
  setProfileBudgets as setProfileBudgetsVerb,
} from '@/lib/admin/settings/compliance/set-budgets';
import { setHipaaEnabled as setHipaaEnabledVerb } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setHoldHours as setHoldHoursVerb } from '@/lib/admin/settings/compliance/set-hold-hours';
import { setRestriction as setRestrictionVerb } from '@/lib/admin/settings/compliance/set-restriction';
import { action, command } from '@/lib/ways-in/http/action';

export const setHipaaEnabled = command(setHipaaEnabledSchema, setHipaaEnabledVerb);

export const setRestriction = command(setRestrictionSchema, setRestrictionVerb);

export const setHoldHours = command(setHoldHoursSchema, setHoldHoursVerb);

export const setBudgets = command(setBudgetsSchema, setBudgetsVerb);

export const setProfileBudgets = command(setProfileBudgetsSchema, setProfileBudgetsVerb);

export const raiseBudget = command(raiseBudgetSchema, (ctx, input) => raiseBudgetVerb(ctx, input));

export const selectModule = command(selectModuleSchema, selectModuleVerb);

export const deselectModule = command(deselectModuleSchema, deselectModuleVerb);

export const restoreMarks = action(removedMarksSchema, restoreMarksVerb);

export const forgetMarks = command(removedMarksSchema, forgetMarksVerb);

export const sealAgain = command(selectModuleSchema, sealAgainVerb);

export const previewLoss = action(previewLossSchema, previewLossQuery, { refresh: false });

export const previewRestriction = action(previewRestrictionSchema, previewRestrictionQuery, { refresh: false });

/** For the layout editor, before a field is marked. */
export const previewMark = action(fieldChoiceSchema, previewMarkQuery, { refresh: false });

/** Asked by the page itself every few seconds. */
export const watchSealing = action(z.void(), (ctx) => listSealing(ctx), { refresh: false, activity: 'background' });
