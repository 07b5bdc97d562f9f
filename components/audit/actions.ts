'use server';

import { openEntryDetails } from '@/lib/audit/details';
import { entryRequestSchema, exportRequestSchema, filterOf } from '@/lib/audit/query';
import { startAuditExport } from '@/lib/exports/audit/export';
import { action } from '@/lib/http/action';

export const openDetails = action(entryRequestSchema, (ctx, { id }) => openEntryDetails(ctx, id), { refresh: false });

export const startExport = action(
  exportRequestSchema,
  async (ctx, { query, ...params }) => ({
    jobId: await startAuditExport(ctx, { filter: filterOf(query, ctx.timeZone), ...params }),
  }),
  { refresh: false },
);
