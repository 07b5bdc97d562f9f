/** Somebody in a browser of their own, by the address and the password they were given. */
import { randomUUID } from 'node:crypto';
import { loadContext } from '@/lib/people/auth/load-context';
import { changePassword } from '@/lib/people/users/change-password';
import { signIn } from '@/lib/people/users/sign-in';
import type { Context } from '@/lib/platform/context';

export const OWN_PASSWORD = 'orchard lantern on the river';

const chosen = new Set<string>();

/** Signs in, chooses a password where the one given is temporary, and gives what a request of that browser may. */
export async function entered(email: string, given: string): Promise<Context> {
  const request = { requestId: randomUUID(), ip: '192.0.2.9' };
  const password = chosen.has(`${email} ${given}`) ? OWN_PASSWORD : given;
  const token = await signIn({ email, password, userAgent: null, ...request });
  const first = await loadContext(token, request);
  if (first.state === 'temporary') {
    await changePassword(first.ctx, { current: given, password: OWN_PASSWORD });
    chosen.add(`${email} ${given}`);
  }
  const session = await loadContext(token, request);
  if (session.state !== 'live') throw new Error('Not signed in.');
  return session.ctx;
}
