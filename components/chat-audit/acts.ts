import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { AuditActs } from '@/components/audit/acts';
import type { MadeExtract } from '@/lib/chat/extracts/create';
import type { extractIdSchema, newExtractSchema } from '@/lib/chat/extracts/schemas';
import type { ErrorAnswer } from '@/lib/http/error-answer';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of live chat's audit, as its page hands them to client components. */
export interface ChatAuditActs extends AuditActs {
  makeExtract: Act<typeof newExtractSchema, MadeExtract>;
  revokeExtract: Act<typeof extractIdSchema, void>;
}
