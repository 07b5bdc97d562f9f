/** What has become of a link to sign. Pure. */
import { clock } from '@/lib/platform/clock';

export const MOST_TRIES = 5;

export interface SigningTimes {
  wrongSecrets: number;
  expiresAt: Date | string;
  signedAt: string | null;
  endedAt: string | null;
}

/** `open`: whoever has link and secret may read and sign. `burnt`: too many wrong secrets. */
export type SigningState = 'open' | 'signed' | 'revoked' | 'burnt' | 'expired';

export function signingStateOf(
  { wrongSecrets, expiresAt, signedAt, endedAt }: SigningTimes,
  now = clock.nowMs(),
): SigningState {
  if (signedAt) return 'signed';
  if (endedAt) return 'revoked';
  if (wrongSecrets >= MOST_TRIES) return 'burnt';
  return new Date(expiresAt).getTime() <= now ? 'expired' : 'open';
}
