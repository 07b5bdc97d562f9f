import { isIP } from 'node:net';
import { env } from '@/lib/platform/env';
import { PEER_HEADER } from './mark-requests';

/**
 * The address a request came from. Behind a proxy of ours (`TRUST_PROXY`) it is the last one in X-Forwarded-For: what
 * stands before it was written by the client. Without a proxy, and where it names none, it is the connection's own, as
 * `mark-requests.ts` wrote it down.
 */
export function clientAddress(headers: Headers): string | null {
  const forwarded = env().TRUST_PROXY ? headers.get('x-forwarded-for')?.split(',').at(-1) : undefined;
  const given = forwarded ?? headers.get(PEER_HEADER);
  const address = given?.trim().replace(/^::ffff:/i, '') ?? '';
  return isIP(address) === 0 ? null : address;
}
