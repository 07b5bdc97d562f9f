/** How often an app may send us records. Counted in the process, before anything is read or looked up. */
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

/** @throws limited, with `retryAfter` seconds */
export async function countMessage(connection: string, address: string | null): Promise<void> {
  await count(limiters.address, addressKey(address));
  await count(limiters.connection, connection);
}
