/** Addresses and ranges of them, as people write them in a list. */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Whether a text is an address, or a range such as `203.0.113.0/24` or `2001:db8::/32`. */
export function isAddressRange(text: string): boolean {
  return rangeOf(text) !== null;
}

/** Whether an address lies in one of the ranges. What is no address lies in none, and what is no range holds none. */
export function isInRanges(ip: string, ranges: readonly string[]): boolean {
  if (ranges.length === 0 || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  return ranges.some((text) => {
    const range = rangeOf(text);
    return range !== null && range[0].kind() === address.kind() && address.match(range);
  });
}

/** Where a network of one's own is: the machine itself, and addresses that the internet does not lead to. */
const OWN = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal']);

/** Whether an address, as a socket names it, is of this machine or a private network. */
export const isOwnNetwork = (ip: string): boolean =>
  ipaddr.isValid(ip) && OWN.has(ipaddr.process(ip.replace(/%.*$/, '')).range());

/** Whether every address of a range lies in another. */
export function coversRange(outer: string, inner: string): boolean {
  const [out, inn] = [rangeOf(outer), rangeOf(inner)];
  if (out === null || inn === null || out[0].kind() !== inn[0].kind()) return false;
  return inn[1] >= out[1] && inn[0].match(out);
}

function rangeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  // Node's "127.1" and the like are addresses to some programs and not to others.
  if (ipaddr.IPv4.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  if (ipaddr.isValid(text)) {
    const address = ipaddr.process(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  if (!ipaddr.isValidCIDR(text)) return null;
  const [address, bits] = ipaddr.parseCIDR(text);
  return address instanceof ipaddr.IPv4 && !ipaddr.IPv4.isValidCIDRFourPartDecimal(text) ? null : [address, bits];
}

const WHOLE_INTERNET = ['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'];

/** One that an administrator allows to be connected to, though it is private. */
export const allowedRange = z
  .string()
  .trim()
  .refine(isAddressRange, { error: 'Give an address or a range, such as 10.0.4.7 or 10.0.4.0/24.' })
  .refine((range) => !WHOLE_INTERNET.some((all) => coversRange(range, all)), {
    error: 'Name the addresses you mean: this is all of them.',
  });
