'use server';

import { createRecordExtract } from '@/lib/admin/audit/extracts/of-record';
import { revokeRecordExtract } from '@/lib/admin/audit/extracts/revoke';
import { extractIdSchema, newRecordExtractSchema } from '@/lib/admin/audit/extracts/schemas';
import { action, command } from '@/lib/ways-in/http/action';

/** The page is not rendered anew while link and secret are shown: they are told once. */
export const giveExtract = action(newRecordExtractSchema, createRecordExtract, { refresh: false });

export const takeBack = command(extractIdSchema, revokeRecordExtract);
