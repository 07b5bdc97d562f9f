import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ExportPlan } from '@/lib/exports/records/export';
import type { recordExportSchema, subjectExportSchema } from '@/lib/exports/schemas';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of exports, as pages hand them to client components. */
export interface ExportActs {
  planExport: Act<typeof recordExportSchema, ExportPlan>;
  startExport: Act<typeof recordExportSchema, { jobId: Id }>;
  startSubject: Act<typeof subjectExportSchema, { jobId: Id }>;
}
