'use server';

import { purgeRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { recordIdsSchema } from '@/lib/crm/records/schemas';
import { action } from '@/lib/ways-in/http/action';

export const restore = action(recordIdsSchema, restoreRecords);
export const purge = action(recordIdsSchema, purgeRecords);
