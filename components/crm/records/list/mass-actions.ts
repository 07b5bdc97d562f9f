'use server';

import { countChosen as count } from '@/lib/crm/mass-changes/choose';
import { getMassOutcome } from '@/lib/crm/mass-changes/queries';
import { chosenSchema, massChangeRefSchema, massChangeSchema } from '@/lib/crm/mass-changes/schemas';
import { startMassChange, undoMassDelete } from '@/lib/crm/mass-changes/start';
import { action } from '@/lib/ways-in/http/action';
import { answer } from '@/lib/ways-in/http/answer';

export const countChosen = answer(chosenSchema, count);
export const changeMany = action(massChangeSchema, startMassChange, { refresh: false });
export const massOutcome = answer(massChangeRefSchema, getMassOutcome);
export const undoDelete = action(massChangeRefSchema, undoMassDelete, { refresh: false });
