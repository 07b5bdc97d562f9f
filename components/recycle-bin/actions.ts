'use server';

import { action } from '@/lib/http/action';
import { purgeRecords, restoreRecords } from '@/lib/records/recycle';
import { recordIdsSchema } from '@/lib/records/schemas';

export const restore = action(recordIdsSchema, restoreRecords);
export const purge = action(recordIdsSchema, purgeRecords);
