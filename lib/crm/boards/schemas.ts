import { z } from 'zod';
import { listRequestSchema } from '@/lib/crm/records/list-schemas';

const apiName = z.string().max(100);

/** What a board in the browser asks for. */
export const boardRequestSchema = listRequestSchema
  .pick({ module: true, columns: true, filters: true, search: true })
  .extend({ by: apiName.optional(), sum: apiName.optional() });
