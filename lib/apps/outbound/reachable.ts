/** Which addresses may be connected to. Pure. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isInRanges } from '@/lib/platform/address-ranges';

/** The only IPv6 that is handed out for the internet (RFC 4291 2.4): all else is special, known or not yet. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');
/** Azure's metadata and name server has an address like everybody's. */
const METADATA = new Set(['168.63.129.16']);

/** `allowed` is inside, and on the list; what is neither public nor on the list is `refused`. */
export type Standing = 'public' | 'allowed' | 'refused';

/** @param ip One address, as a resolver or a URL parser writes it: unusual spellings are gone by then. */
export function standingOf(ip: string, allowed: readonly string[]): Standing {
  // ipaddr.js takes `::10.1.2.3` for `::ffff:10.1.2.3`, and `1.2.3` for an address.
  if (isIP(ip) === 0 || /^::\d+\./.test(ip)) return 'refused';
  if (isPublic(ip)) return 'public';
  return isInRanges(ip, allowed) ? 'allowed' : 'refused';
}

/**
 * Whether an address is one of the public internet. It is not when another address is written in it (IPv4-mapped, 6to4,
 * Teredo, NAT64), also a public one: nobody's name has such records, and who translates them reaches what we do not see.
 */
function isPublic(ip: string): boolean {
  if (METADATA.has(ip)) return false;
  const address = ipaddr.parse(ip);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL);
}
