/**
 * How often an app may send us records. Counted in the process: by address before anything is read or looked up, by
 * connection once a message is known to be its own, so that nobody else uses up its share.
 */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { once } from '@/lib/platform/once';
import { addressKey, count } from '@/lib/ways-in/widget/rate-limits';

const MINUTE = 60;

const limiters = once('ways-in/apps/rate-limits', () => ({
  /** As often as a webhook of ours is told at most (`lib/apps/connectors/webhook.ts`). */
  connection: new RateLimiterMemory({ points: 600, duration: MINUTE }),
  /** Several apps may share one. */
  address: new RateLimiterMemory({ points: 1200, duration: MINUTE }),
}));

/** Counts a request, whatever it is. @throws limited, with `retryAfter` seconds */
export const countFrom = (address: string | null): Promise<void> => count(limiters.address, addressKey(address));

/** Counts a message that is signed by a connection's app. @throws limited, with `retryAfter` seconds */
export const countMessage = (connection: string): Promise<void> => count(limiters.connection, connection);
