import { z } from 'zod';
import { isTimeZone } from '@/lib/platform/time-zones';

/** A time zone as a browser says it, UTC for one that is not known: nobody was asked for it. */
export const browserTimeZone = z
  .string()
  .max(64)
  .transform((name) => (isTimeZone(name) ? name : 'UTC'));
