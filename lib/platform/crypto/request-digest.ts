/**
 * Digests by which a request that comes again is known.
 * Guarantees: equal requests have equal digests, and without the org's key none can be made, so that guesses of what a
 * request held (every possible number, say) cannot be tried against it.
 * Against: whoever has the database without the keys.
 * Does not: hide that two requests of one org were the same.
 *
 * The key derives from the org's first data key, so that a change of keys in between makes no request unknown.
 */
import { createHmac } from 'node:crypto';
import { mac } from './mac';
import type { OrgKeys } from './org-keys';

/** 32 bytes for the parts of a request. @param about what is digested: unlike things have unlike digests. */
export function requestDigest(
  keys: OrgKeys,
  about: 'key' | 'request' | 'said',
  parts: readonly (string | Buffer)[],
): Buffer {
  const framed = parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    return [Buffer.from(`${bytes.length}:`), bytes];
  });
  return mac(keys.key('request-digest', about, keys.first).secret, Buffer.concat(framed));
}

/** The same for what is too large to be in memory, taken as it comes. */
export function contentDigest(keys: OrgKeys): { update(bytes: Buffer): void; digest(): Buffer } {
  const hmac = createHmac('sha256', keys.key('request-digest', 'content', keys.first).secret);
  return {
    update(bytes) {
      hmac.update(bytes);
    },
    digest: () => hmac.digest(),
  };
}
