/**
 * Where a connected app gets what is sent: what an agreement names. Guarantees: whoever changes the address, a setting (a
 * list, a channel, an organisation there) or the credentials of a connection has made another destination, which no
 * agreement covers until it says so.
 * Against: an administrator alone, who would otherwise turn what an agreement lets out towards an account of their own.
 */

import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { mac } from '@/lib/platform/crypto/mac';

/** What decides who receives, as the connection has it. */
export interface Leading {
  address: string;
  settings: Readonly<Record<string, string>>;
  /** Sealed, and sealed anew each time they are given. */
  credentials: Buffer | null;
}

const MARK_BYTES = 12;

/** The origin, which people read, and a keyed mark of all that decides who receives: `https://lists.example 3q2-7w…`. */
export function destinationOf(
  keys: OrgKeys,
  connectionId: string,
  { address, settings, credentials }: Leading,
): string {
  const asked = Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([keys.orgId, connectionId, address, asked, credentials?.toString('base64') ?? null]);
  const mark = mac(keys.key('policy', 'destination', keys.first).secret, text).subarray(0, MARK_BYTES);
  return `${new URL(address).origin} ${mark.toString('base64url')}`;
}

/** What people read of a destination. */
export const placeOf = (destination: string): string => destination.split(' ')[0] ?? '';
