'use server';

import { createRecord } from '@/lib/crm/records/create';
import { lookupOptions } from '@/lib/crm/records/lookup-options';
import { createRecordSchema, lookupSchema, updateRecordSchema } from '@/lib/crm/records/schemas';
import { updateRecord } from '@/lib/crm/records/update';
import { action } from '@/lib/ways-in/http/action';
import { answer } from '@/lib/ways-in/http/answer';

export const addRecord = action(createRecordSchema, createRecord, { refresh: false });
export const saveRecord = action(updateRecordSchema, updateRecord);
export const findLookups = answer(lookupSchema, lookupOptions);
