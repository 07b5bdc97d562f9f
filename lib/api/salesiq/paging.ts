import { z } from 'zod';

const MOST = 99;
/** Beyond it, narrow by time: an offset costs what lies before it. */
const LAST_PAGE = 1000;

export const pageQuery = {
  page: z.coerce.number().int().min(1).max(LAST_PAGE).default(1),
  limit: z.coerce.number().int().min(1).max(MOST).default(20),
};

export const pageOf = ({ page, limit }: { page: number; limit: number }) => ({ skip: (page - 1) * limit, limit });

/** A time in milliseconds, as SalesIQ writes it. */
export const timeParameter = z
  .string()
  .regex(/^\d{1,14}$/)
  .transform((text) => new Date(Number(text)));
