'use server';

import { action } from '@/lib/http/action';
import { findAllSchema, togetherSchema } from '@/lib/records/duplicates/schemas';
import { startDuplicateSearch } from '@/lib/records/duplicates/start';
import { takeBackApart, tellApart } from '@/lib/records/duplicates/tell-apart';

export const findAll = action(findAllSchema, startDuplicateSearch);
export const setApart = action(togetherSchema, tellApart, { refresh: false });
export const takeBack = action(togetherSchema, takeBackApart);
