'use server';

import { openEntryDetails } from '@/lib/audit/details';
import { entryRequestSchema, exportRequestSchema, filterOf } from '@/lib/audit/query';
import { createExtract } from '@/lib/chat/extracts/create';
import { revokeExtract as revoke } from '@/lib/chat/extracts/revoke';
import { extractIdSchema, newExtractSchema } from '@/lib/chat/extracts/schemas';
import { startAuditExport } from '@/lib/exports/audit/export';
import { action } from '@/lib/http/action';

export const openDetails = action(entryRequestSchema, (ctx, { id }) => openEntryDetails(ctx, id), { refresh: false });

export const startExport = action(
  exportRequestSchema,
  async (ctx, { query, bom }) => ({
    jobId: await startAuditExport(ctx, { filter: filterOf(query, ctx.timeZone), bom, group: 'chat' }),
  }),
  { refresh: false },
);

/** The page is not rendered anew while link and secret are shown: they are told once. */
export const makeExtract = action(newExtractSchema, createExtract, { refresh: false });

export const revokeExtract = action(extractIdSchema, revoke);
