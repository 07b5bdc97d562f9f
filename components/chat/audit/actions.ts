'use server';

import { createExtract } from '@/lib/admin/audit/extracts/of-conversation';
import { revokeExtract as revoke } from '@/lib/admin/audit/extracts/revoke';
import { extractIdSchema, newExtractSchema } from '@/lib/admin/audit/extracts/schemas';
import { action, command } from '@/lib/ways-in/http/action';

/** The page is not rendered anew while link and secret are shown: they are told once. */
export const makeExtract = action(newExtractSchema, createExtract, { refresh: false });

export const revokeExtract = command(extractIdSchema, revoke);
