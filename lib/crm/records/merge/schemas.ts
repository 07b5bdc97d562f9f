import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { MOST_MERGED } from './limits';

const id = z.string().refine(isId, 'Not an id.');

export const mergeSchema = z.object({
  module: z.string().max(100),
  /** The record that stays. */
  keepId: id,
  otherIds: z
    .array(id)
    .min(1)
    .max(MOST_MERGED - 1),
  /** Record → the version the person saw. */
  versions: z.record(z.string(), z.int()),
  /**
   * API name → the record whose value the one that stays gets; its own where it is absent. Of a hidden field an empty value
   * never comes before one that is there.
   */
  choices: z.record(z.string().max(100), id),
});
export type MergeRequest = z.infer<typeof mergeSchema>;

export const unmergeSchema = z.object({ module: z.string().max(100), mergeId: id });
