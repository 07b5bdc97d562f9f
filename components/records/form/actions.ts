'use server';

import { action } from '@/lib/http/action';
import { answer } from '@/lib/http/answer';
import { createRecord } from '@/lib/records/create';
import { lookupOptions } from '@/lib/records/lookup-options';
import { createRecordSchema, lookupSchema, updateRecordSchema } from '@/lib/records/schemas';
import { updateRecord } from '@/lib/records/update';

export const addRecord = action(createRecordSchema, createRecord, { refresh: false });
export const saveRecord = action(updateRecordSchema, updateRecord);
export const findLookups = answer(lookupSchema, lookupOptions);
