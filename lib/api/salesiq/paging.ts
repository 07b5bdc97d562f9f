import { z } from 'zod';
import { keysOfOrg } from '../../org-keys';
import type { Asked } from '../../paging/page-token';
import type { Call } from '../endpoint';
import { nextPage, pageTokenSchema, placeOf } from '../records/page-token';

const MOST = 99;
/** Beyond it, narrow by time: an offset costs what lies before it. */
const LAST_PAGE = 1000;

export const pageQuery = {
  page: z.coerce.number().int().min(1).max(LAST_PAGE).default(1),
  limit: z.coerce.number().int().min(1).max(MOST).default(20),
  page_token: pageTokenSchema,
};

interface PageAsked {
  page: number;
  limit: number;
  page_token?: string | undefined;
}

/** Which rows to read for a page, and the token of the page behind it. @throws as `placeOf` */
export async function pageOf<Place>({ ctx }: Call, asked: Asked, { page: number, limit, page_token }: PageAsked) {
  const keys = await keysOfOrg(ctx.orgId);
  const given = placeOf<Place>(keys, asked, page_token);
  const page = given?.page ?? number;
  return {
    reads: given ? { behind: given.place, limit } : { skip: (page - 1) * limit, limit },
    next: (last: Place | null | undefined) => nextPage(keys, asked, last, page).next_page_token,
  };
}

/** A time in milliseconds, as SalesIQ writes it. */
export const timeParameter = z
  .string()
  .regex(/^\d{1,14}$/)
  .transform((text) => new Date(Number(text)));
