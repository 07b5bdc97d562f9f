import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';
import type { findAllSchema, togetherSchema } from '@/lib/records/duplicates/schemas';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of finding duplicates, as the page hands them to client components. */
export interface DuplicatesActs {
  findAll: Act<typeof findAllSchema, { jobId: Id }>;
  setApart: Act<typeof togetherSchema, void>;
  takeBack: Act<typeof togetherSchema, void>;
}
