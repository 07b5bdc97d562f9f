/**
 * Where a page of a list ended, as a token for the page behind it.
 * Guarantees: a token holds the place itself (the key sorted by, and the id), not the name of a row, so that it stays good
 * whatever becomes of the row; it opens only with the keys of its own org, is good for one list asked for in one way, and
 * for 24 hours. Against: a walk that loses records when others rename or delete; whoever alters a token, or gives one of
 * another list. Not: that a record whose own key changes while it is walked past is met where it was; that is remembered
 * by the walk (docs/decisions/2026-11-29-page-tokens.md).
 */

import { clock } from '@/lib/platform/clock';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { openPosition, sealPosition } from '@/lib/platform/crypto/position';
import { requestDigest } from '@/lib/platform/crypto/request-digest';

/** Every list that is read behind a token. One that is added is walked in lib/tools/testing/walks/table.ts. */
export const PAGED_LISTS = [
  'records',
  'recycle_bin',
  'duplicates',
  'users',
  'sessions',
  'api.records',
  'api.search',
  'api.deleted',
  'api.users',
  'api.notes',
  'api.every_note',
  'api.attachments',
  'api.timeline',
  'api.conversations',
  'api.messages',
  'api.bulk_read',
] as const;
export type PagedList = (typeof PAGED_LISTS)[number];

/** A list as it was asked for. */
export interface Asked {
  list: PagedList;
  /** All that chooses and orders its rows: module, record, sort, filters. Not how many rows a page has. */
  by: unknown;
}

export const TOKEN_DAYS = 1;
const VALID_FOR_MS = TOKEN_DAYS * 24 * 60 * 60 * 1000;
const DIGEST_BYTES = 16;
/** Longer than any token; for the schemas of requests. */
export const LONGEST_TOKEN = 4000;

/** Why a token is no place: it was never made here or was altered, its time is over, or it belongs to another list. */
export type Unfit = 'invalid' | 'expired' | 'other';

interface Inside<Place> {
  for: string;
  until: number;
  place: Place;
}

/** @param place small and of JSON */
export function writePageToken<Place>(
  keys: OrgKeys,
  asked: Asked,
  place: Place,
  nowMs = clock.nowMs(),
): { token: string; expiresAt: Date } {
  const until = nowMs + VALID_FOR_MS;
  const inside: Inside<Place> = { for: digestOf(keys, asked), until, place };
  return { token: sealPosition(JSON.stringify(inside), keys), expiresAt: new Date(until) };
}

/** The place that a token holds, or why it is none for this list. */
export function readPageToken<Place>(
  keys: OrgKeys,
  asked: Asked,
  token: string,
  nowMs = clock.nowMs(),
): { place: Place } | { unfit: Unfit } {
  let inside: Inside<Place>;
  try {
    inside = JSON.parse(openPosition(token, keys));
  } catch (error) {
    if (error instanceof OpenError) return { unfit: 'invalid' };
    throw error;
  }
  if (inside.for !== digestOf(keys, asked)) return { unfit: 'other' };
  return inside.until < nowMs ? { unfit: 'expired' } : { place: inside.place };
}

/** As `readPageToken`, for a list that begins anew where it is given no place, or one that is none: null. */
export function placeOrStart<Place>(keys: OrgKeys, asked: Asked, token: string | undefined): Place | null {
  const read = token === undefined ? null : readPageToken<Place>(keys, asked, token);
  return read && 'place' in read ? read.place : null;
}

/** Keyed, as what was asked for may hold values. */
const digestOf = (keys: OrgKeys, { list, by }: Asked): string =>
  requestDigest(keys, 'request', [list, JSON.stringify(by)])
    .subarray(0, DIGEST_BYTES)
    .toString('base64url');
