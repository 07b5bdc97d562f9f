import { z } from 'zod';
import { SPANS } from '@/lib/crm/records/calendar-span';
import { listRequestSchema } from '@/lib/crm/records/list-schemas';

const apiName = z.string().max(100);

/** What a calendar in the browser asks for. */
export const calendarRequestSchema = listRequestSchema
  .pick({ module: true, filters: true, search: true })
  .extend({ by: apiName.optional(), at: z.string().max(10).optional(), span: z.enum(SPANS).optional() });
