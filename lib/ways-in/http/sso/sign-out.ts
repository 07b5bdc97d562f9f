import { findWay } from '@/lib/people/users/sso/find';
import { logoutOfSaml } from '@/lib/people/users/sso/saml';
import type { Id } from '@/lib/platform/ids';
import { forget, kept } from './cookies';
import { samlPlacesOf } from './places';

/** Where the browser ends, at its provider, the session by which it was signed in here; null where there is no such place. */
export async function endAtProvider(sessionId: Id | null): Promise<string | null> {
  const end = await kept('end');
  if (!end) return null;
  await forget('end');
  if (end.sessionId !== sessionId) return null;
  if (end.kind === 'oidc') return end.url;
  const way = await findWay(end.orgId, end.connectionId);
  const config = way?.connection.config;
  return config?.kind === 'saml' ? logoutOfSaml(config, samlPlacesOf(end.connectionId), end.session) : null;
}
