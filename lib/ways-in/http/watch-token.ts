import { loadContext } from '@/lib/people/auth/load-context';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { noteCutOff } from '@/lib/people/users/cut-off';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { log } from '@/lib/platform/log';
import { once } from '@/lib/platform/once';

export interface WatchedRequest {
  requestId: string;
  ip: string | null;
}

/**
 * Asks anew, at any later time, whose session it is and with which rights: null once it has ended. Where that is since the person
 * was deactivated, the time it took stands in the ledger. It keeps no session alive.
 */
export function watchToken(token: SessionToken, request: WatchedRequest): () => Promise<Context | null> {
  let noted = false;
  return async () => {
    const now = await loadContext(token, request);
    if (now.state === 'live') return now.ctx;
    if (!noted) {
      noted = true;
      noteLater(token, request.requestId);
    }
    return null;
  };
}

const notes = once('ways-in/http/watch-token', () => ({ last: Promise.resolve() }));

/** Not waited for, and one after the other: other streams ask meanwhile whether they may go on, and are not kept from it. */
function noteLater(token: SessionToken, requestId: string): void {
  const nowMs = clock.nowMs();
  notes.last = notes.last
    .then(() => noteCutOff(token, requestId, nowMs))
    .catch(() => log.error({ event: 'session.cut_off', requestId }));
}
