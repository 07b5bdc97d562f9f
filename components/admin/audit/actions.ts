'use server';

import { openEntryDetails } from '@/lib/admin/audit/details';
import { entryRequestSchema, exportRequestSchema, filterOf } from '@/lib/admin/audit/query';
import { startAuditExport } from '@/lib/crm/exports/audit/export';
import { action } from '@/lib/ways-in/http/action';

export const openDetails = action(entryRequestSchema, (ctx, { id }) => openEntryDetails(ctx, id), { refresh: false });

export const startExport = action(
  exportRequestSchema,
  async (ctx, { query, ...params }) => ({
    jobId: await startAuditExport(ctx, { filter: filterOf(query, ctx.timeZone), ...params }),
  }),
  { refresh: false },
);
