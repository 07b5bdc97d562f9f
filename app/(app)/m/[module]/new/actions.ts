'use server';

import { action } from '@/lib/http/action';
import { answer } from '@/lib/http/answer';
import { createRecord } from '@/lib/records/create';
import { lookupOptions } from '@/lib/records/lookup-options';
import { createRecordSchema, lookupSchema } from '@/lib/records/schemas';

export const addRecord = action(createRecordSchema, createRecord, { refresh: false });
export const findLookups = answer(lookupSchema, lookupOptions);
