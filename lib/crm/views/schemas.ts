import { z } from 'zod';
import { MAX_FILTERS } from '@/lib/crm/records/filter';
import { listFilterSchema, listSortSchema } from '@/lib/crm/records/list-schemas';
import { isId } from '@/lib/platform/ids';

const id = z.string().refine(isId, 'Not an id.');
const apiName = z.string().min(1).max(100);
const name = z.string().trim().min(1, 'Enter a name.').max(80, 'At most 80 characters.');

export const definitionSchema = z.object({
  columns: z.array(apiName).max(100),
  filters: z.array(listFilterSchema).max(MAX_FILTERS),
  sort: listSortSchema.nullable(),
  layout: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('board'), by: apiName, sum: apiName.nullable() }),
      z.object({ kind: z.literal('calendar'), by: apiName }),
    ])
    .optional(),
});

export const createViewSchema = z.object({
  module: apiName,
  name,
  shared: z.boolean().default(false),
  definition: definitionSchema,
});
export const updateViewSchema = z.object({
  id,
  name: name.optional(),
  shared: z.boolean().optional(),
  definition: definitionSchema.optional(),
});
export const deleteViewSchema = z.object({ id });

export type CreateView = z.input<typeof createViewSchema>;
export type UpdateView = z.input<typeof updateViewSchema>;
