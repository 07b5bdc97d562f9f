import { z } from 'zod';
import type { OrgKeys } from '../../crypto/keyring';
import { type Asked, LONGEST_TOKEN, readPageToken, type Unfit, writePageToken } from '../../paging/page-token';
import { ApiError } from '../api-error';

export const pageTokenSchema = z
  .string()
  .max(LONGEST_TOKEN)
  .optional()
  .describe('next_page_token of the page before, with the same parameters. Good for 24 hours');

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

/** @throws INVALID_DATA, EXPIRED_VALUE or TOKEN_BOUND_DATA_MISMATCH for a token that is no place in this list as it is asked for. */
export function placeOf<Place>(keys: OrgKeys, asked: Asked, token: string | undefined): Numbered<Place> | null {
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
