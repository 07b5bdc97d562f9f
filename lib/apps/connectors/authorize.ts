/** How a request says who sends it, and how an access token is asked for. Pure: `lib/apps/outbound.ts` sends. */

import { invalid } from '@/lib/platform/errors';
import type { Credentials } from '@/lib/protection/credentials';
import type { AppAnswer, Auth } from './connector';
import { at } from './values';

/**
 * The headers that a request needs.
 * @param accessToken of `oauth` only; null for all others.
 * @throws invalid where a credential is missing, or has a sign in it that would end a header.
 */
export function headersOf(auth: Auth, credentials: Credentials, accessToken: string | null): Record<string, string> {
  switch (auth.kind) {
    case 'oauth':
      return { authorization: line(`${auth.scheme} ${accessToken ?? missing('access token')}`) };
    case 'key':
      return { [auth.header]: line(auth.prefix + taken(credentials, auth.asked[0]?.name ?? 'key')) };
    case 'basic': {
      const pair = `${taken(credentials, auth.user)}:${taken(credentials, auth.password)}`;
      return { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
    }
    case 'signed':
      return {};
  }
}

/**
 * RFC 6749, section 6. The secret is in the body, never in the address, which others log.
 * @param tokenAddress as `tokenAddressOf` says
 * @throws invalid where a credential is missing.
 */
export const tokenRequest = (
  tokenAddress: string | null,
  credentials: Credentials,
): { url: string; form: Record<string, string> } => ({
  url: tokenAddress ?? missing('token address'),
  form: {
    grant_type: 'refresh_token',
    client_id: taken(credentials, 'clientId'),
    client_secret: taken(credentials, 'clientSecret'),
    refresh_token: taken(credentials, 'refreshToken'),
  },
});

export interface AccessToken {
  accessToken: string;
  /** Some name none (Salesforce): then half an hour, after which it is asked for again. */
  expiresInS: number;
}

/** The answer to `tokenRequest`; null: it is a refusal, which Zoho writes with status 200. */
export function readToken({ status, json }: AppAnswer): AccessToken | null {
  const accessToken = at(json, 'access_token');
  if (status !== 200 || typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) return null;
  const expires = Number(at(json, 'expires_in') ?? HALF_AN_HOUR);
  return { accessToken, expiresInS: Number.isFinite(expires) && expires > 0 ? Math.min(expires, A_DAY) : HALF_AN_HOUR };
}

const HALF_AN_HOUR = 1800;
const A_DAY = 86_400;

const taken = (credentials: Credentials, name: string): string => credentials[name] || missing(name);

const missing = (what: string): never => {
  throw invalid(`The connection has no ${what}: enter its credentials again.`, { reason: 'NO_CREDENTIAL' });
};

/** Of the signs that a header takes. */
function line(text: string): string {
  if (/^[\x20-\x7e]+$/.test(text)) return text;
  throw invalid('A credential of the connection has a sign in it that no header takes: enter it again.');
}
