/** Our own addresses for single sign-on, as providers are told them. */
import type { SamlPlaces } from '@/lib/people/users/sso/saml';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';

const origin = (): string => {
  const { NEXTAUTH_URL, PORT } = env();
  return new URL(NEXTAUTH_URL ?? `http://localhost:${PORT}`).origin;
};

/** By OpenID Connect: where the provider sends the browser. One for each connection, so that no provider answers for another. */
export const redirectUriOf = (connectionId: Id): string => `${origin()}/api/sso/oidc/${connectionId}/callback`;

/** Where the browser comes back to when its session at the provider has ended. */
export const signedOutUrl = (): string => `${origin()}/api/sso/signed-out`;

export const samlPlacesOf = (connectionId: Id): SamlPlaces => ({
  entityId: `${origin()}/api/sso/saml/${connectionId}/metadata`,
  acs: `${origin()}/api/sso/saml/${connectionId}/acs`,
  loggedOut: signedOutUrl(),
});
