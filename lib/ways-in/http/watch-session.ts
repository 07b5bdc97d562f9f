import { headers } from 'next/headers';
import { getServerSession } from 'next-auth';
import type { Context } from '@/lib/platform/context';
import { authOptions } from './auth-options';
import { clientAddress } from './client-address';
import { requestIdOf } from './mark-requests';
import { watchToken } from './watch-token';

/**
 * For an answer that goes on for longer than its request: what it gives asks anew, at any later time, whose session it is
 * and with which rights. Null once it has ended. It keeps no session alive.
 */
export async function watchSession(): Promise<() => Promise<Context | null>> {
  const [session, given] = await Promise.all([getServerSession(authOptions()), headers()]);
  // Read now: later there is no request to read it from.
  const token = session?.token;
  return token ? watchToken(token, { requestId: requestIdOf(given), ip: clientAddress(given) }) : async () => null;
}
