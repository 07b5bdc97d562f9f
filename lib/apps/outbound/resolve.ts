import { lookup } from 'node:dns/promises';
import { once } from '@/lib/platform/once';

/** All addresses of a name, best first. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const running = once('apps/outbound/resolve', () => new Map<string, ReturnType<Resolve>>());

/**
 * Asks as every program of this machine does, `/etc/hosts` included. Nothing is kept; who asks for a name while it is
 * being looked up gets that answer, so that a slow name server holds up one of Node's four threads and not all.
 */
export function resolveName(name: string): ReturnType<Resolve> {
  const asked = running.get(name);
  if (asked) return asked;
  const answer = lookup(name, { all: true, verbatim: true })
    .then((found) => found.map(({ address }) => address))
    .finally(() => running.delete(name));
  running.set(name, answer);
  return answer;
}
