/**
 * By what the very same file is known when it comes again: a digest under the organisation's keys, another in each module,
 * so that neither guesses of what a file held can be tried against it, nor files of two modules be told to be one.
 */

import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { contentDigest, requestDigest } from '@/lib/platform/crypto/request-digest';
import type { Id } from '@/lib/platform/ids';

/** The same bytes, and their digest once all of them have passed. */
export function withDigest(
  keys: OrgKeys,
  moduleId: Id,
  source: AsyncIterable<Buffer | Uint8Array>,
): { bytes: AsyncIterable<Buffer>; digest: () => string } {
  const content = contentDigest(keys);
  async function* passing(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      const bytes = Buffer.from(chunk);
      content.update(bytes);
      yield bytes;
    }
  }
  const digest = () =>
    requestDigest(keys, 'request', ['import-file', moduleId, content.digest()]).toString('base64url');
  return { bytes: passing(), digest };
}
