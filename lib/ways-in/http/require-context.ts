import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { FactorSession, LiveSession, NoSession, TemporarySession } from '@/lib/people/auth/load-context';
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
  if (session.state === 'factor') return sendTo('/second-factor');
  return session.state === 'temporary' ? sendTo('/new-password') : sendTo('/sign-in', session);
}

type SignedIn = LiveSession | TemporarySession | FactorSession;

/** The session of the page where a temporary password is changed. Whoever has one of their own is sent to its settings. */
export async function requireTemporarySession(): Promise<SignedIn> {
  const session = await currentSession('person');
  if (session.state === 'none') return sendTo('/sign-in', session);
  return session.state === 'temporary' || (await answersAct()) ? session : redirect('/account');
}

/** The session of the page where a second factor is given or set up. Whoever needs neither is sent to their settings. */
export async function requireFactorSession(): Promise<SignedIn> {
  const session = await currentSession('person');
  if (session.state === 'none') return sendTo('/sign-in', session);
  return session.state === 'factor' || (await answersAct()) ? session : redirect('/account/security');
}

/**
 * Whether this page comes along with the answer of an act of its own, as it does when the act gave the browser another cookie.
 * Then nobody is sent away: the screen goes on by itself, and may have something to show first, such as recovery codes.
 */
const answersAct = async (): Promise<boolean> => (await headers()).has('next-action');

async function sendTo(place: '/sign-in' | '/new-password' | '/second-factor', session?: NoSession): Promise<never> {
  const query = new URLSearchParams();
  if (session?.reason) query.set('reason', session.reason);
  const path = returnPathOf((await headers()).get(PATH_HEADER));
  if (path !== '/' && !/^\/(new-password|second-factor)/.test(path)) query.set('callbackUrl', path);
  redirect(query.size > 0 ? `${place}?${query}` : place);
}

/**
 * Which calls a session that is not live yet may make: choosing a password, giving a second factor, setting up the first one,
 * and, at any stage, signing out.
 */
export type Stage = 'signed in' | 'new password' | 'second factor' | 'first factor' | 'any';

/**
 * The context of a call: an action or a route handler.
 * @param activity `background` for what a page asks by itself (polling): it does not keep the session alive.
 * @throws unauthenticated; forbidden `PASSWORD_TO_CHANGE` to whoever has a temporary password, `SECOND_FACTOR` to whoever
 * has not given the second factor yet
 */
export async function requireCallContext(activity: Activity = 'person', stage: Stage = 'signed in'): Promise<Context> {
  const session = await currentSession(activity);
  if (session.state === 'none') throw unauthenticated('Your session has ended. Sign in again.');
  if (session.state === 'live' || stage === 'any' || stageOf(session) === stage) return session.ctx;
  throw session.state === 'temporary'
    ? forbidden('Choose a password of your own first.', { reason: 'PASSWORD_TO_CHANGE' })
    : forbidden('Give your second factor first.', { reason: 'SECOND_FACTOR' });
}

/** Whoever has a second factor gives it, and sets none up before. */
const stageOf = (session: TemporarySession | FactorSession): Stage =>
  session.state === 'temporary' ? 'new password' : session.enrolled ? 'second factor' : 'first factor';
