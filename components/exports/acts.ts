import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { ExportPlan } from '@/lib/exports/record-export';
import type { recordExportSchema } from '@/lib/exports/schemas';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';

type Act<Value> = SingleInputActionFn<ErrorAnswer, typeof recordExportSchema, undefined, Value>;

/** The server actions of exports, as pages hand them to client components. */
export interface ExportActs {
  planExport: Act<ExportPlan>;
  startExport: Act<{ jobId: Id }>;
}
