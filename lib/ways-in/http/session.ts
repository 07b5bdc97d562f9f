import { headers } from 'next/headers';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import {
  type FactorSession,
  type LiveSession,
  loadContext,
  type NoSession,
  type TemporarySession,
} from '@/lib/people/auth/load-context';
import { endOwnSession } from '@/lib/people/users/end-session';
import { touchSession } from '@/lib/protection/touch/sessions';
import { authOptions } from './auth-options';
import { clientAddress } from './client-address';
import { requestIdOf } from './mark-requests';
import { answerUnavailable, isUnavailable } from './unavailable';

/** The session of the request as it stands in the database, untouched. Loaded once a request. */
const loadSession = cache(async () => {
  const session = await getServerSession(authOptions());
  if (!session?.token) return { state: 'none', reason: null } as const;
  const given = await headers();
  const requestId = requestIdOf(given);
  try {
    return await loadContext(session.token, { requestId, ip: clientAddress(given) });
  } catch (error) {
    if (isUnavailable(error)) answerUnavailable(requestId);
    throw error;
  }
});

/** Which requests keep a session alive: what a person does, not what a page does by itself. */
export type Activity = 'person' | 'background';

type CurrentSession = LiveSession | TemporarySession | FactorSession | NoSession;

/** The live session of the request, or why there is none. A lapsed one is ended in the database here. */
export const currentSession = cache(async (activity: Activity): Promise<CurrentSession> => {
  const session = await loadSession();
  if (session.state === 'lapsed') {
    await endOwnSession(session.ctx, session.reason);
    return { state: 'none', reason: session.reason };
  }
  if (session.state !== 'none' && activity === 'person') await touchSession(session.ctx, session.lastSeenMs);
  return session;
});
