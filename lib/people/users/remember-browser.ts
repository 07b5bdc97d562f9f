import { rememberDevice } from '@/lib/people/auth/device-token';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';

/**
 * The cookie by which the browser is known again, once somebody has signed in there without giving their address.
 * @param known the cookie it has so far
 */
export async function rememberBrowser(
  { orgId, userId }: SessionToken,
  known: string | null,
  at: Date = clock.now(),
): Promise<string | null> {
  const [user] = await inOrg(
    orgId,
    (tx) => tx.sql<{ email: string }[]>`select email from users where org_id = ${tx.orgId} and id = ${userId}`,
  );
  return user ? rememberDevice(known, user.email, at) : known;
}
