import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { LiveSession } from '@/lib/auth/load-context';
import type { Context } from '@/lib/context';
import { unauthenticated } from '@/lib/errors';
import { PATH_HEADER } from './mark-requests';
import { returnPathOf } from './return-path';
import { type Activity, currentSession } from './session';

/** The context of a page's request. Without a session the browser is sent to `/sign-in`, and back afterwards. */
export async function requireContext(): Promise<Context> {
  return (await requireSession()).ctx;
}

/** The session of a page's request, as `requireContext`. */
export async function requireSession(): Promise<LiveSession> {
  const session = await currentSession('person');
  if (session.state === 'live') return session;
  const query = new URLSearchParams();
  if (session.reason) query.set('reason', session.reason);
  const path = returnPathOf((await headers()).get(PATH_HEADER));
  if (path !== '/') query.set('callbackUrl', path);
  redirect(query.size > 0 ? `/sign-in?${query}` : '/sign-in');
}

/**
 * The context of a call: an action or a route handler.
 * @param activity `background` for what a page asks by itself (polling): it does not keep the session alive.
 * @throws unauthenticated
 */
export async function requireCallContext(activity: Activity = 'person'): Promise<Context> {
  const session = await currentSession(activity);
  if (session.state !== 'live') throw unauthenticated('Your session has ended. Sign in again.');
  return session.ctx;
}
