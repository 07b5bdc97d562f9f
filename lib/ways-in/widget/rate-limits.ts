/**
 * How often the visitor's door may be used, by visitor and by address. Counted in the process: nothing is written for a
 * call that is refused, and no row is fought over (docs/decisions/2026-11-22-visitor-limits.md).
 */
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Calls within seconds. A visitor's own limit comes first; an address may be a clinic's whole network, so what it may do
 * is many visitors' share, and new conversations beyond `free` need a proof of work.
 */
const LIMITS = {
  brand: { address: [1200, MINUTE] },
  visit: { address: [300, MINUTE] },
  conversation: { visitor: [10, HOUR], free: [60, HOUR], address: [3000, HOUR] },
  message: { visitor: [60, MINUTE], address: [3000, MINUTE] },
  upload: { visitor: [20, MINUTE], address: [300, MINUTE] },
  typing: { visitor: [60, MINUTE] },
  page: { visitor: [60, MINUTE] },
  read: { visitor: [240, MINUTE] },
  settle: { visitor: [20, MINUTE] },
  report: { address: [20, MINUTE] },
  /** Not the widget's: links that are sent to people without an account. */
  extract: { address: [20, MINUTE] },
  /** Nor these: invitations, forgotten passwords, the first run. */
  joining: { address: [30, MINUTE] },
  /** Neither: beginning a sign-in by single sign-on, and coming back from it. */
  sso: { address: [240, MINUTE] },
} as const satisfies Record<string, Partial<Record<Source, readonly [number, number]>>>;

type Source = 'visitor' | 'free' | 'address';
export type LimitName = keyof typeof LIMITS;

const limiters = once('ways-in/widget/rate-limits', () => {
  const made = new Map<string, RateLimiterMemory>();
  for (const [name, bySource] of Object.entries(LIMITS)) {
    for (const [source, [points, duration]] of Object.entries(bySource)) {
      made.set(`${name} ${source}`, new RateLimiterMemory({ points, duration }));
    }
  }
  return made;
});

export interface Caller {
  visitorId?: Id;
  address: string | null;
}

/** Counts a call, the visitor's before the address's. @throws limited, with `retryAfter` seconds, when there were too many. */
export async function countCall(name: LimitName, { visitorId, address }: Caller): Promise<void> {
  if (visitorId) await count(limiters.get(`${name} visitor`), visitorId);
  await count(limiters.get(`${name} address`), addressKey(address));
}

/** How many times the share that is free an address has used, this call among it: up to 1, no proof is asked for. */
export async function crowding(name: 'conversation', address: string | null): Promise<number> {
  const limiter = limiters.get(`${name} free`);
  if (!limiter) return 0;
  const { consumedPoints } = await limiter.consume(addressKey(address)).catch((refused) => refused as RateLimiterRes);
  return consumedPoints / limiter.points;
}

/** Counts a use. @throws limited, with `retryAfter` seconds */
export async function count(limiter: RateLimiterMemory | undefined, key: string): Promise<void> {
  try {
    await limiter?.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const retryAfter = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw limited(`That was too often. Try again in ${inWords(retryAfter)}.`, { facts: { retryAfter } });
  }
}

const inWords = (seconds: number): string =>
  seconds < 2 * MINUTE
    ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
    : `${Math.ceil(seconds / MINUTE)} minutes`;

/** A home or a phone has a /64 of IPv6 addresses, and may use them all. */
export function addressKey(address: string | null): string {
  if (!address) return 'unknown';
  const parsed = ipaddr.parse(address);
  return parsed.kind() === 'ipv6' ? parsed.toByteArray().slice(0, 8).join('.') : address;
}
