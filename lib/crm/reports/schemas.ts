import { z } from 'zod';
import { MAX_FILTERS } from '@/lib/crm/records/filter';
import { listFilterSchema } from '@/lib/crm/records/list-schemas';
import { isId } from '@/lib/platform/ids';
import { CHARTS, GROUP_UNITS, MEASURES } from '@/lib/platform/report-kinds';

export const MOST_GROUPS = 2;
export const MOST_MEASURES = 3;

const id = z.string().refine(isId, 'Not an id.');
const apiName = z.string().min(1).max(100);
const name = z.string().trim().min(1, 'Enter a name.').max(80, 'At most 80 characters.');
const folder = z.string().trim().max(60, 'At most 60 characters.');

export const reportDefinitionSchema = z.object({
  filters: z.array(listFilterSchema).max(MAX_FILTERS),
  groups: z
    .array(z.object({ field: z.string().min(1).max(201), unit: z.enum(GROUP_UNITS).optional() }))
    .max(MOST_GROUPS),
  measures: z.array(z.object({ of: z.enum(MEASURES), field: apiName })).max(MOST_MEASURES),
  chart: z.object({ kind: z.enum(CHARTS), measure: z.number().int().min(0).max(MOST_MEASURES) }),
});

export const createReportSchema = z.object({
  module: apiName,
  name,
  folder: folder.default(''),
  shared: z.boolean().default(false),
  definition: reportDefinitionSchema,
});
export const updateReportSchema = z.object({
  id,
  name: name.optional(),
  folder: folder.optional(),
  shared: z.boolean().optional(),
  definition: reportDefinitionSchema.optional(),
});
export const deleteReportSchema = z.object({ id });
export const dashboardSchema = z.object({ cards: z.array(z.string().max(40)).max(12, 'At most 12 reports.') });

export type CreateReport = z.input<typeof createReportSchema>;
export type UpdateReport = z.input<typeof updateReportSchema>;
