/** How often directories may call. Counted in the process: by address before anything is looked up, by connection once it is known. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { addressKey, count } from '@/lib/ways-in/widget/rate-limits';

const MINUTE = 60;

const limiters = once('ways-in/scim/rate-limits', () => ({
  /** 25 a second. */
  connection: new RateLimiterMemory({ points: 1_500, duration: MINUTE }),
  /** New people each cost a few events and a lock upon what all people have in common. */
  writes: new RateLimiterMemory({ points: 600, duration: MINUTE }),
  address: new RateLimiterMemory({ points: 3_000, duration: MINUTE }),
}));

/** Counts a call, whatever it is. @throws limited, with `retryAfter` seconds */
export const countFrom = (address: string | null): Promise<void> => count(limiters.address, addressKey(address));

/** Counts a call of a connection. @throws limited, with `retryAfter` seconds */
export async function countCall(connectionId: Id, method: string): Promise<void> {
  await count(limiters.connection, connectionId);
  if (method !== 'GET') await count(limiters.writes, connectionId);
}
