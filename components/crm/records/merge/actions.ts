'use server';

import { mergeRecords } from '@/lib/crm/records/merge/merge';
import { mergeSchema, unmergeSchema } from '@/lib/crm/records/merge/schemas';
import { undoMerge } from '@/lib/crm/records/merge/undo';
import { action } from '@/lib/ways-in/http/action';

export const mergeChosen = action(mergeSchema, mergeRecords, { refresh: false });
export const undoMerging = action(unmergeSchema, undoMerge);
