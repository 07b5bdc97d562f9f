import { z } from 'zod';
import { LONGEST_TOKEN } from '@/lib/platform/paging/page-token';

const place = z.string().max(LONGEST_TOKEN);
const apiName = z.string().max(100);

/** Records that may be chosen in a list at once, for an export or a change of them. */
export const MOST_CHOSEN = 10_000;

export const listFilterSchema = z.object({
  field: apiName,
  operator: z.string().max(30),
  value: z.union([z.string().max(255), z.array(z.string().max(255)).max(50)]).optional(),
});

export const listSortSchema = z.object({ field: apiName, order: z.enum(['asc', 'desc']) });

/** What a list in the browser asks for. */
export const listRequestSchema = z.object({
  module: apiName,
  columns: z.array(apiName).max(100).optional(),
  filters: z.array(listFilterSchema).max(20).optional(),
  search: z.string().max(200).optional(),
  sort: listSortSchema.nullable().optional(),
  after: place.optional(),
  before: place.optional(),
  perPage: z.number().int().min(1).max(200).optional(),
});
