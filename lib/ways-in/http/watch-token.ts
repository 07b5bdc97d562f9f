import { loadContext } from '@/lib/people/auth/load-context';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { noteCutOff } from '@/lib/people/users/cut-off';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { log } from '@/lib/platform/log';

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
      // Not waited for: the stream ends now.
      noteCutOff(token, request.requestId, clock.nowMs()).catch(() => {
        log.error({ event: 'session.cut_off', requestId: request.requestId });
      });
    }
    return null;
  };
}
