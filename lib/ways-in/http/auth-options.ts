import { cookies } from 'next/headers';
import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { DEVICE_DAYS, deviceOf, rememberDevice } from '@/lib/people/auth/device-token';
import { PROOF_NEEDED } from '@/lib/people/auth/guess';
import { authSecret } from '@/lib/people/auth/secret';
import { COOKIE_MAX_AGE_SECONDS } from '@/lib/people/auth/session-policy';
import { readSessionToken, type SessionToken } from '@/lib/people/auth/session-token';
import { askForProof, askOfPasskey, askToChoose } from '@/lib/people/auth/sign-in-answer';
import { CHOICE_NEEDED } from '@/lib/people/users/choose-organisation';
import { signInByKit } from '@/lib/people/users/offline-kit/sign-in';
import { rememberBrowser } from '@/lib/people/users/remember-browser';
import { signIn } from '@/lib/people/users/sign-in';
import { offerSignIn, signInByPasskey } from '@/lib/people/users/sign-in-by-passkey';
import { clock } from '@/lib/platform/clock';
import { env } from '@/lib/platform/env';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { clientAddress } from './client-address';
import { REQUEST_ID_HEADER, requestIdOf } from './mark-requests';
import { answerUnavailable, isUnavailable } from './unavailable';

declare module 'next-auth' {
  interface Session {
    /** On the server only: `/api/auth/session` is not served (app/api/auth). */
    token: SessionToken | null;
  }
  interface User {
    token: SessionToken;
  }
}

/** Over TLS `__Host-`: this host only, whatever another host of the domain sets. */
export function sessionCookie() {
  const secure = env().NEXTAUTH_URL?.startsWith('https:') ?? false;
  const name = secure ? '__Host-careledger.session' : 'careledger.session';
  return { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const };
}

/** By which a browser is known again where somebody has signed in. It opens nothing. */
function deviceCookie() {
  const { name, options } = sessionCookie();
  return { name: name.replace(/session$/, 'device'), options: { ...options, maxAge: DEVICE_DAYS * 86_400 } };
}

/** What the browser brings to be known again; null for nothing. */
export async function knownBrowser(): Promise<string | null> {
  return (await cookies()).get(deviceCookie().name)?.value ?? null;
}

/** Lets the browser be known again at the next sign-in, after one without an address. */
export async function keepBrowser(token: SessionToken): Promise<void> {
  const { name, options } = deviceCookie();
  const text = await rememberBrowser(token, await knownBrowser());
  if (text !== null) (await cookies()).set(name, text, options);
}

/** The session that the browser has so far, whatever became of it. */
export async function formerSession(): Promise<SessionToken | null> {
  const held = (await cookies()).get(sessionCookie().name)?.value;
  if (!held) return null;
  return readSessionToken(await decode({ token: held, secret: authSecret() }).catch(() => null));
}

/** next-auth as we use it: one credentials provider, and a cookie that only points to a row of `sessions`. */
export function authOptions(): NextAuthOptions {
  const sessionToken = sessionCookie();
  return {
    secret: authSecret(),
    useSecureCookies: sessionToken.options.secure,
    session: { strategy: 'jwt', maxAge: COOKIE_MAX_AGE_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, proof: {}, organisation: {} },
        authorize: (credentials, request) => authorize(credentials, new Headers(request.headers)),
      }),
      CredentialsProvider({
        id: 'passkey',
        credentials: { response: {} },
        authorize: (credentials, request) => authorizeByPasskey(credentials?.response, new Headers(request.headers)),
      }),
      CredentialsProvider({
        id: 'offline-kit',
        credentials: { email: {}, cards: {}, proof: {} },
        authorize: (credentials, request) => authorizeByKit(credentials, new Headers(request.headers)),
      }),
    ],
    callbacks: {
      // Nothing of the person goes into the cookie: the row says who it is.
      jwt: ({ token, user }) => ({ ...(user?.token ?? readSessionToken(token)) }),
      session: ({ session, token }) => ({ expires: session.expires, token: readSessionToken(token) }),
    },
    logger: {
      error: (code) => log.warn({ event: 'auth.error', code }),
      warn: (code) => log.debug({ event: 'auth.warning', code }),
      debug: () => {},
    },
  };
}

async function authorize(credentials: Record<string, string> | undefined, headers: Headers) {
  try {
    const email = String(credentials?.email ?? '')
      .trim()
      .toLowerCase();
    const { name, options } = deviceCookie();
    const known = await knownBrowser();
    const token = await signIn({
      email,
      password: String(credentials?.password ?? ''),
      ip: clientAddress(headers),
      userAgent: headers.get('user-agent'),
      requestId: requestIdOf(headers),
      device: deviceOf(known, email, clock.now()),
      proof: credentials?.proof ?? null,
      organisation: credentials?.organisation ?? null,
      former: await formerSession(),
    });
    (await cookies()).set(name, rememberDevice(known, email, clock.now()), options);
    return { id: token.userId, token };
  } catch (error) {
    return refuse(error, headers);
  }
}

/** What a passkey is to sign; then, with what it signed, the session. */
async function authorizeByPasskey(response: string | undefined, headers: Headers) {
  try {
    if (!response) throw new AskAgain(askOfPasskey(await offerSignIn()));
    const token = await signInByPasskey({
      answer: { response: readJson(response) },
      ip: clientAddress(headers),
      userAgent: headers.get('user-agent'),
      requestId: requestIdOf(headers),
      known: await knownBrowser(),
      former: await formerSession(),
    });
    await keepBrowser(token);
    return { id: token.userId, token };
  } catch (error) {
    return refuse(error, headers);
  }
}

/** @param credentials the cards one a line */
async function authorizeByKit(credentials: Record<string, string> | undefined, headers: Headers) {
  try {
    const token = await signInByKit({
      email: String(credentials?.email ?? ''),
      cards: String(credentials?.cards ?? '')
        .slice(0, MOST_TYPED)
        .split('\n'),
      proof: credentials?.proof ?? null,
      ip: clientAddress(headers),
      userAgent: headers.get('user-agent'),
      requestId: requestIdOf(headers),
      former: await formerSession(),
    });
    return { id: token.userId, token };
  } catch (error) {
    return refuse(error, headers);
  }
}

/** Of nine cards, however they are written. */
const MOST_TYPED = 2000;

/** Not a failure: the browser answers it. */
class AskAgain extends Error {}

function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('This passkey was not taken.');
  }
}

/** The message of what is thrown here reaches the sign-in page as it is. */
function refuse(error: unknown, headers: Headers): never {
  if (error instanceof AskAgain) throw error;
  if (isUnavailable(error)) answerUnavailable(headers.get(REQUEST_ID_HEADER) ?? '');
  if (error instanceof CareledgerError && error.reason === PROOF_NEEDED) {
    throw new Error(askForProof(String(error.facts.challenge)));
  }
  if (error instanceof CareledgerError && error.reason === CHOICE_NEEDED) {
    throw new Error(askToChoose(String(error.facts.choices)));
  }
  if (error instanceof CareledgerError && error.code !== 'internal') throw new Error(error.message);
  log.error({ event: 'sign_in.broken', code: error instanceof CareledgerError ? error.code : 'unknown' });
  throw new Error('Signing in does not work at the moment. Try again in a minute.');
}
