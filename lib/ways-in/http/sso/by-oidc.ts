import { SsoFailure } from '@/lib/people/users/sso/failure';
import { finishOidc } from '@/lib/people/users/sso/oidc';
import { spendAnswer } from '@/lib/people/users/sso/replay';
import { comeBack } from './come-back';
import { fetchFor } from './fetch';
import { redirectUriOf, signedOutUrl } from './places';

/** The browser comes back from a provider of OpenID Connect, by a link. */
export function oidcResponse(request: Request, connectionId: string): Promise<Response> {
  const query = new URL(request.url).searchParams;
  return comeBack(request, { connectionId, kind: 'oidc', state: query.get('state') }, async (way, { oidc: kept }) => {
    const { config, id } = way.connection;
    if (config.kind !== 'oidc' || !kept) throw new SsoFailure('not_proven');
    await spendAnswer(way.orgId, id, kept.state);
    const asked = { redirectUri: redirectUriOf(id), query, kept, fetch: fetchFor(config), afterLogout: signedOutUrl() };
    const { identity, logoutUrl: url } = await finishOidc(config, asked);
    return { identity, end: (sessionId) => (url === null ? null : { sessionId, kind: 'oidc', url }) };
  });
}
