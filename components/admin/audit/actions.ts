'use server';

import { z } from 'zod';
import { subjectSchema, takeProof as takeAnswer } from '@/lib/admin/audit/answer/take-proof';
import { openEntryDetails } from '@/lib/admin/audit/details';
import { proofOfEntry } from '@/lib/admin/audit/proof';
import { entryRequestSchema, exportRequestSchema, filterOf } from '@/lib/admin/audit/query';
import { startLedgerCheck } from '@/lib/admin/audit/verify/verify';
import { startAuditExport } from '@/lib/crm/exports/audit/export';
import { action } from '@/lib/ways-in/http/action';

export const openDetails = action(entryRequestSchema, (ctx, { id }) => openEntryDetails(ctx, id), { refresh: false });

export const showProof = action(entryRequestSchema, (ctx, { id }) => proofOfEntry(ctx, id), { refresh: false });

export const takeProof = action(subjectSchema, (ctx, subject) => takeAnswer(ctx, subject), { refresh: false });

export const startCheck = action(z.void(), async (ctx) => ({ jobId: await startLedgerCheck(ctx) }), { refresh: false });

export const startExport = action(
  exportRequestSchema,
  async (ctx, { query, ...params }) => ({
    jobId: await startAuditExport(ctx, { filter: filterOf(query, ctx.timeZone), ...params }),
  }),
  { refresh: false },
);
