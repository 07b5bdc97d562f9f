/**
 * `If-Match` and `If-Unmodified-Since`: a write is done only to a record that is still as the program read it, asked under
 * the record's lock. An entity tag names record and version, so that one header can speak of several records. A write
 * that does not look at them refuses the headers by name.
 */

import type { Expected } from '@/lib/crm/records/expected';
import type { Id } from '@/lib/platform/ids';
import { ApiError, invalidData } from './api-error';
import type { Endpoint, RequestHead } from './endpoint';

const HEADERS = ['If-Match', 'If-Unmodified-Since'] as const;
const TAGS = /^\s*(?:(?:W\/)?"[\x21\x23-\x7e]*"\s*(?:,\s*|$))+$/;

/** The tag of a record as it stands. */
export const tagOf = (id: Id, version: number): string => `"${id}-${version}"`;

/** @throws INVALID_DATA naming the header. Without either header: undefined, for every record. */
export function expectedIn({ headers }: RequestHead): (id: Id) => Expected | undefined {
  const tags = tagsIn(headers.get('if-match'));
  const unchangedSince = timeIn(headers.get('if-unmodified-since'));
  if (tags === null && unchangedSince === null) return () => undefined;
  return (id) => ({
    ...(tags && { versions: versionsOf(id, tags) }),
    ...(unchangedSince && { unchangedSince }),
  });
}

/** Null where nothing is asked: no header, or `*`, which every record that is there fulfils. */
function tagsIn(header: string | null): string[] | null {
  if (header === null || header.trim() === '*') return null;
  if (!TAGS.test(header)) throw invalidData('the header is not valid', { header_name: 'If-Match' });
  return [...header.matchAll(/(?:W\/)?"[^"]*"/g)].map(([tag]) => tag);
}

/** A tag that compressing made weak names the version all the same: clients send back what they were given. */
const versionsOf = (id: Id, tags: readonly string[]): number[] =>
  tags.flatMap((tag) => {
    const [, of, version] = /^(?:W\/)?"(\d+)-(\d{1,10})"$/.exec(tag) ?? [];
    return of === id ? [Number(version)] : [];
  });

function timeIn(header: string | null): Date | null {
  if (header === null) return null;
  const ms = Date.parse(header);
  if (Number.isNaN(ms)) throw invalidData('the date is not valid', { header_name: 'If-Unmodified-Since' });
  return new Date(ms);
}

/** @throws NOT_SUPPORTED for a write that does not look at the headers it was sent with. */
export function assertLookedAt({ method, reads, conditional }: Endpoint, { headers }: RequestHead): void {
  if (method === 'get' || reads || conditional) return;
  const unseen = HEADERS.find((name) => headers.has(name));
  if (unseen) throw new ApiError(400, 'NOT_SUPPORTED', 'the header is not supported here', { header_name: unseen });
}
