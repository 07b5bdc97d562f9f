import { isIP } from 'node:net';
import { OutboundError } from './error';
import { standingOf } from './reachable';
import type { Resolve } from './resolve';

/** A name has few addresses; of one that has many the first are as good as the others. */
const MOST_TRIED = 6;
const UNKNOWN = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NODATA', 'EAI_NONAME']);

export interface Place {
  /** For TLS; an address has none. */
  servername: string;
  addresses: readonly { address: string; isPublic: boolean }[];
}

/**
 * Looks a name up, once, and looks at every address of it. One that may not be reached refuses the name as a whole: a
 * name that is inside and outside at once is a mistake or an attack (DNS rebinding), and which of its addresses is meant
 * is not ours to guess.
 * @throws OutboundError `refused_address`, `no_such_host` or `no_connection`.
 */
export async function findPlace(url: URL, allowed: readonly string[], resolve: Resolve): Promise<Place> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = isIP(host) !== 0;
  const found = isAddress ? [host] : [...new Set(await resolve(host).catch(notResolved))];
  if (found.length === 0) throw new OutboundError('no_such_host');
  const addresses = found.map((address) => {
    const standing = standingOf(address, allowed);
    if (standing === 'refused') throw new OutboundError('refused_address', { facts: { address } });
    // What others could read on the way stays in the own network, also where somebody allowed a public address.
    if (standing === 'public' && url.protocol === 'http:') {
      const said = 'Without TLS (http://), only addresses of the own network are connected to that are allowed.';
      throw new OutboundError('refused_address', { said, facts: { address } });
    }
    return { address, isPublic: standing === 'public' };
  });
  return { servername: isAddress ? '' : host, addresses: addresses.slice(0, MOST_TRIED) };
}

function notResolved(error: { code?: string }): never {
  const { code = 'unknown' } = error;
  throw new OutboundError(UNKNOWN.has(code) ? 'no_such_host' : 'no_connection', { facts: { code } });
}
