import { z } from 'zod';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { wholeNumber } from '@/lib/platform/read-input';
import type { Call } from '../endpoint';
import { openPage, type PageAsked, pageTokenSchema } from '../records/page-token';

const MOST = 99;
/** Beyond it, narrow by time: an offset costs what lies before it. */
const LAST_PAGE = 1000;

export const pageQuery = {
  page: wholeNumber(1, LAST_PAGE).default(1),
  limit: wholeNumber(1, MOST).default(20),
  page_token: pageTokenSchema,
};

/** Which rows to read for a page, and the token of the page behind it. @throws as `openPage` */
export async function pageOf<Place>({ ctx }: Call, asked: Asked, { limit, ...given }: PageAsked & { limit: number }) {
  const { place, skipped, next } = openPage<Place>(await keysOfOrg(ctx.orgId), asked, given);
  return {
    reads: { ...(place !== null && { behind: place }), skip: skipped(limit), limit },
    next: (last: Place | null | undefined) => next(last).next_page_token,
  };
}

/** A time in milliseconds, as SalesIQ writes it. */
export const timeParameter = z
  .string()
  .regex(/^\d{1,14}$/)
  .transform((text) => new Date(Number(text)));
