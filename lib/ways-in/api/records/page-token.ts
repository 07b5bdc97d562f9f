import { z } from 'zod';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Asked, LONGEST_TOKEN, readPageToken, type Unfit, writePageToken } from '@/lib/platform/paging/page-token';
import { ApiError } from '../api-error';

export const pageTokenSchema = z
  .string()
  .max(LONGEST_TOKEN)
  .optional()
  .describe('next_page_token of the page before, with the same parameters but `page`. Good for 24 hours');

/** Behind which place a page begins, and its number. */
interface Numbered<Place> {
  place: Place;
  page: number;
}

/** As Zoho CRM names what is wrong with a token. */
const REFUSALS: Record<Unfit, [code: string, message: string]> = {
  invalid: ['INVALID_DATA', 'the page token is not valid'],
  expired: ['EXPIRED_VALUE', 'the page token has expired'],
  other: ['TOKEN_BOUND_DATA_MISMATCH', 'the page token belongs to another list, or to other parameters'],
};

function placeOf<Place>(keys: OrgKeys, asked: Asked, token: string | undefined): Numbered<Place> | null {
  if (token === undefined) return null;
  const read = readPageToken<Numbered<Place>>(keys, asked, token);
  if ('place' in read) return read.place;
  const [code, message] = REFUSALS[read.unfit];
  throw new ApiError(400, code, message, { param_name: 'page_token' });
}

/** What an answer's `info` says of the page behind it; `place` is null on the last. */
export function nextPage<Place>(keys: OrgKeys, asked: Asked, place: Place | null | undefined, page: number) {
  const next = place && writePageToken<Numbered<Place>>(keys, asked, { place, page: page + 1 });
  return {
    next_page_token: next?.token ?? null,
    page_token_expiry: next?.expiresAt.toISOString().replace(/\.\d{3}Z$/, '+00:00') ?? null,
  };
}

/** A page as a call asks for it: behind a token, or by its number. */
export interface PageAsked {
  page?: number | undefined;
  page_token?: string | undefined;
}

/**
 * Where a page begins, and how to answer with it.
 * @throws INVALID_DATA, EXPIRED_VALUE or TOKEN_BOUND_DATA_MISMATCH for a token that is no place in this list as it is asked for.
 */
export function openPage<Place>(keys: OrgKeys, asked: Asked, { page: number = 1, page_token }: PageAsked) {
  const given = placeOf<Place>(keys, asked, page_token);
  const page = given?.page ?? number;
  const next = (place: Place | null | undefined) => nextPage(keys, asked, place, page);
  return {
    page,
    /** Null where it is asked for by its number. */
    place: given?.place ?? null,
    /** How many rows lie between the place, or the beginning, and the page. */
    skipped: (perPage: number) => (given ? 0 : (page - 1) * perPage),
    next,
    /** Cuts the page out of rows of which one more than the page was read. */
    cut<Row>(rows: readonly Row[], perPage: number, placeIn: (row: Row) => Place) {
      const shown = rows.slice(0, perPage);
      const last = rows.length > perPage ? shown.at(-1) : undefined;
      const info = { page, per_page: perPage, count: shown.length, more_records: rows.length > perPage };
      return { shown, info: { ...info, ...next(last && placeIn(last)) } };
    },
  };
}
