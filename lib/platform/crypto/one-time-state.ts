/** What has become of a link that opens something once (`one-time-link.ts`). Pure. */

import { clock } from '@/lib/platform/clock';

export const MOST_TRIES = 5;

export interface LinkTimes {
  failedTries: number;
  expiresAt: Date | string;
  openedAt: Date | string | null;
  revokedAt: Date | string | null;
}

/** `ready`: whoever has link and secret may open it, once. `burnt`: too many wrong secrets. */
export type LinkState = 'ready' | 'opened' | 'revoked' | 'burnt' | 'expired';

export function stateOf({ failedTries, expiresAt, openedAt, revokedAt }: LinkTimes, now = clock.nowMs()): LinkState {
  if (openedAt) return 'opened';
  if (revokedAt) return 'revoked';
  if (failedTries >= MOST_TRIES) return 'burnt';
  return new Date(expiresAt).getTime() <= now ? 'expired' : 'ready';
}
