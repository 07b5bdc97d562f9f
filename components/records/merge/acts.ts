import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';
import type { mergeSchema, unmergeSchema } from '@/lib/records/merge/schemas';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of merging, as pages hand them to client components. */
export interface MergeActs {
  mergeChosen: Act<typeof mergeSchema, { mergeId: Id }>;
  undoMerging: Act<typeof unmergeSchema, { restored: Id[] }>;
}
