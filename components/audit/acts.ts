import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { EntryDetails } from '@/lib/audit/details';
import type { entryRequestSchema, exportRequestSchema } from '@/lib/audit/query';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of the audit log, as its page hands them to client components. */
export interface AuditActs {
  openDetails: Act<typeof entryRequestSchema, EntryDetails>;
  startExport: Act<typeof exportRequestSchema, { jobId: Id }>;
}
