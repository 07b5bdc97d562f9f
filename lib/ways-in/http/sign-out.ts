import { cookies } from 'next/headers';
import { endOwnSession } from '@/lib/people/users/end-session';
import type { Context } from '@/lib/platform/context';
import { sessionCookie } from './auth-options';
import { endAtProvider } from './sso/sign-out';

/**
 * Ends the session of the request and takes its cookie away. @returns where the browser ends its session at the provider that it
 * came by; null where there is none, or the clock did it
 */
export async function signOut(ctx: Context, reason: 'signed_out' | 'idle' | 'expired'): Promise<string | null> {
  await endOwnSession(ctx, reason);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
  return reason === 'signed_out' ? endAtProvider(ctx.sessionId) : null;
}
