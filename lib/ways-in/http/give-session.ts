import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { authSecret } from '@/lib/people/auth/secret';
import { COOKIE_MAX_AGE_SECONDS } from '@/lib/people/auth/session-policy';
import type { SessionToken } from '@/lib/people/auth/session-token';
import type { Context } from '@/lib/platform/context';
import { renewSecret } from '@/lib/protection/touch/sessions';
import { sessionCookie } from './auth-options';

/** Gives the browser a session, as next-auth does, which reads it from then on. */
export async function giveSession({ orgId, userId, sessionId, secret }: SessionToken): Promise<void> {
  const { name, options } = sessionCookie();
  const maxAge = COOKIE_MAX_AGE_SECONDS;
  const token = { orgId, userId, sessionId, secret };
  (await cookies()).set(name, await encode({ token, secret: authSecret(), maxAge }), { ...options, maxAge });
}

/**
 * A verb in which somebody shows who they are: their session goes on under another token, and the former opens nothing.
 */
export const renewing =
  <Input, Value>(verb: (ctx: Context, input: Input) => Promise<Value>) =>
  async (ctx: Context, input: Input): Promise<Value> => {
    const value = await verb(ctx, input);
    const token = await renewSecret(ctx);
    if (token) await giveSession(token);
    return value;
  };
