'use server';

import { getCalendar } from '@/lib/crm/calendars/get';
import { calendarRequestSchema } from '@/lib/crm/calendars/schemas';
import { action } from '@/lib/ways-in/http/action';

/** The calendar by a search or filters that may not stand in an address. */
export const searchCalendar = action(
  calendarRequestSchema,
  (ctx, { module, ...request }) => getCalendar(ctx, module, request),
  { refresh: false },
);
