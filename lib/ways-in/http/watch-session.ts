import { headers } from 'next/headers';
import { getServerSession } from 'next-auth';
import { loadContext } from '@/lib/people/auth/load-context';
import type { Context } from '@/lib/platform/context';
import { authOptions } from './auth-options';
import { clientAddress } from './client-address';
import { requestIdOf } from './mark-requests';

/**
 * For an answer that goes on for longer than its request: what it gives asks anew, at any later time, whose session it is
 * and with which rights. Null once it has ended. It keeps no session alive.
 */
export async function watchSession(): Promise<() => Promise<Context | null>> {
  const [session, given] = await Promise.all([getServerSession(authOptions()), headers()]);
  // Read now: later there is no request to read it from.
  const token = session?.token;
  const request = { requestId: requestIdOf(given), ip: clientAddress(given) };
  return async () => {
    if (!token) return null;
    const now = await loadContext(token, request);
    return now.state === 'live' ? now.ctx : null;
  };
}
