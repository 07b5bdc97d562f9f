'use server';

import { action } from '@/lib/http/action';
import { answer } from '@/lib/http/answer';
import { countChosen as count } from '@/lib/mass-changes/choose';
import { getMassOutcome } from '@/lib/mass-changes/queries';
import { chosenSchema, massChangeRefSchema, massChangeSchema } from '@/lib/mass-changes/schemas';
import { startMassChange, undoMassDelete } from '@/lib/mass-changes/start';

export const countChosen = answer(chosenSchema, count);
export const changeMany = action(massChangeSchema, startMassChange, { refresh: false });
export const massOutcome = answer(massChangeRefSchema, getMassOutcome);
export const undoDelete = action(massChangeRefSchema, undoMassDelete, { refresh: false });
