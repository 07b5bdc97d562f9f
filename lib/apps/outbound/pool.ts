/**
 * Connections that are kept for the next request to the same address.
 *
 * Node keeps them by address, port and name, and `exchange` names the address that was looked at, never a name to look up:
 * a connection is used again only for a request whose own look found that address, by the list of that moment. What the
 * list no longer allows is not used again, and closed after some seconds.
 */
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { once } from '@/lib/platform/once';

/** Most servers keep one for five seconds or more: who closes first never loses a request to the other's closing. */
const IDLE_MS = 4_000;
/** Several organisations may have an app at one place; who waits here was decided upon a while ago. */
const MOST_AT_ONE_PLACE = 64;
const MOST_KEPT_AT_ONE_PLACE = 16;
const MOST_PLACES_KEPT = 64;

const options = {
  keepAlive: true,
  timeout: IDLE_MS,
  maxSockets: MOST_AT_ONE_PLACE,
  maxFreeSockets: MOST_KEPT_AT_ONE_PLACE,
};

export const pool = once('apps/outbound/pool', () => ({
  'http:': guarded(new PlainAgent(options)),
  // A TLS session taken up again is not asked for its certificate.
  'https:': guarded(new TlsAgent({ ...options, maxCachedSessions: 0 })),
}));

function hangUp(this: Duplex): void {
  this.destroy();
}

/** A kept connection is silent: what comes over it without a request would be taken for the next one's answer. */
function guarded<A extends PlainAgent>(agent: A): A {
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => unknown;
  const reuse = agent.reuseSocket.bind(agent);
  return Object.assign(agent, {
    keepSocketAlive(socket: Duplex): boolean {
      if (Object.keys(agent.freeSockets).length >= MOST_PLACES_KEPT || !keep(socket)) return false;
      socket.on('data', hangUp);
      return true;
    },
    reuseSocket(socket: Duplex, request: Parameters<typeof reuse>[1]): void {
      socket.off('data', hangUp);
      reuse(socket, request);
    },
  });
}
