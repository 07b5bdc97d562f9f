'use server';

import { action } from '@/lib/http/action';
import { mergeRecords } from '@/lib/records/merge/merge';
import { mergeSchema, unmergeSchema } from '@/lib/records/merge/schemas';
import { undoMerge } from '@/lib/records/merge/undo';

export const mergeChosen = action(mergeSchema, mergeRecords, { refresh: false });
export const undoMerging = action(unmergeSchema, undoMerge);
