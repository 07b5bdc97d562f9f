'use server';

import { findAllSchema, togetherSchema } from '@/lib/crm/records/duplicates/schemas';
import { startDuplicateSearch } from '@/lib/crm/records/duplicates/start';
import { takeBackApart, tellApart } from '@/lib/crm/records/duplicates/tell-apart';
import { action, command } from '@/lib/ways-in/http/action';

export const findAll = action(findAllSchema, startDuplicateSearch);
export const setApart = command(togetherSchema, tellApart, { refresh: false });
export const takeBack = command(togetherSchema, takeBackApart);
