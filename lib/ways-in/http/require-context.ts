import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { LiveSession, NoSession, TemporarySession } from '@/lib/people/auth/load-context';
import type { Context } from '@/lib/platform/context';
import { forbidden, unauthenticated } from '@/lib/platform/errors';
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
  return session.state === 'temporary' ? sendTo('/new-password') : sendTo('/sign-in', session);
}

/** The session of the page where a temporary password is changed. Whoever has one of their own is sent to its settings. */
export async function requireTemporarySession(): Promise<TemporarySession> {
  const session = await currentSession('person');
  if (session.state === 'temporary') return session;
  return session.state === 'live' ? redirect('/account') : sendTo('/sign-in', session);
}

async function sendTo(place: '/sign-in' | '/new-password', session?: NoSession): Promise<never> {
  const query = new URLSearchParams();
  if (session?.reason) query.set('reason', session.reason);
  const path = returnPathOf((await headers()).get(PATH_HEADER));
  if (path !== '/' && !path.startsWith('/new-password')) query.set('callbackUrl', path);
  redirect(query.size > 0 ? `${place}?${query}` : place);
}

/** Which calls somebody with a temporary password may make: choosing another, and signing out. */
export type Stage = 'signed in' | 'new password';

/**
 * The context of a call: an action or a route handler.
 * @param activity `background` for what a page asks by itself (polling): it does not keep the session alive.
 * @throws unauthenticated; forbidden `PASSWORD_TO_CHANGE` to whoever has a temporary password
 */
export async function requireCallContext(activity: Activity = 'person', stage: Stage = 'signed in'): Promise<Context> {
  const session = await currentSession(activity);
  if (session.state === 'temporary') {
    if (stage === 'new password') return session.ctx;
    throw forbidden('Choose a password of your own first.', { reason: 'PASSWORD_TO_CHANGE' });
  }
  if (session.state !== 'live') throw unauthenticated('Your session has ended. Sign in again.');
  return session.ctx;
}
