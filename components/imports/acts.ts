import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { importRefSchema, mappedImportSchema, rereadSchema } from '@/lib/imports/schemas';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of imports, as pages hand them to client components. */
export interface MappingActs {
  check: Act<typeof mappedImportSchema, { jobId: string }>;
  start: Act<typeof mappedImportSchema, void>;
}

export type RereadAct = Act<typeof rereadSchema, void>;
export type UndoAct = Act<typeof importRefSchema, { undone: number }>;
