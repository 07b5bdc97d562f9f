import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { MOST_FIELDS, MOST_TOGETHER } from './limits';

const id = z.string().refine(isId, 'Not an id.');
const module = z.string().max(100);

export const findAllSchema = z.object({
  module,
  /** API names of the fields whose values must all be the same. */
  by: z.array(z.string().max(100)).min(1).max(MOST_FIELDS),
});

/** Records with the versions that the person saw. */
export const togetherSchema = z.object({
  module,
  records: z
    .array(z.object({ id, version: z.int() }))
    .min(2)
    .max(MOST_TOGETHER),
});

export type FindAllRequest = z.infer<typeof findAllSchema>;
export type Together = z.infer<typeof togetherSchema>;
