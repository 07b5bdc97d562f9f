import { isInRanges } from '@/lib/platform/address-ranges';

/** From which addresses a client may call: without ranges from anywhere, with some not from one that nobody knows. */
export function isAllowedFrom(ip: string | null, ranges: readonly string[]): boolean {
  return ranges.length === 0 || (ip !== null && isInRanges(ip, ranges));
}
