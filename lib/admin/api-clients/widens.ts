/** Whether a changed client may do more, from more places or for longer than its owner agreed to. Pure. */
import { coversRange } from '@/lib/platform/address-ranges';
import type { ClientRow } from './find';
import { inBoth } from './scopes';

type Reach = Pick<ClientRow, 'scopes' | 'allowedIps' | 'expiresAt'>;

export function widens(before: Reach, after: Reach): boolean {
  const moreScopes = after.scopes.some((scope) => !inBoth([scope], before.scopes).includes(scope));
  const { expiresAt: end } = before;
  const longer = end !== null && (after.expiresAt === null || Date.parse(after.expiresAt) > Date.parse(end));
  return moreScopes || longer || morePlaces(before.allowedIps, after.allowedIps);
}

/** No range at all is everywhere. */
function morePlaces(before: readonly string[], after: readonly string[]): boolean {
  if (before.length === 0) return false;
  return after.length === 0 || after.some((range) => !before.some((known) => coversRange(known, range)));
}
