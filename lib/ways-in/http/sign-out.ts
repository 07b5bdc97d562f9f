import { cookies } from 'next/headers';
import { endOwnSession } from '@/lib/people/users/end-session';
import type { Context } from '@/lib/platform/context';
import { sessionCookie } from './auth-options';

/** Ends the session of the request and takes its cookie away. */
export async function signOut(ctx: Context, reason: 'signed_out' | 'idle' | 'expired'): Promise<void> {
  await endOwnSession(ctx, reason);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}
