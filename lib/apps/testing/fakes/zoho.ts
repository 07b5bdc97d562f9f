/**
 * What the fakes of Zoho's apps have in common. Written from: "OAuth 2.0: Refresh access tokens"
 * (zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html): a refusal is status 200 with `error`.
 */

import type { FakeAnswer, FakeRequest } from '../fake-server';

export const ZOHO_CREDENTIALS = {
  clientId: '1000.FAKECLIENT',
  clientSecret: 'fake-client-secret',
  refreshToken: '1000.fake-refresh-token',
};

/** What the fake gives out, and what it takes. */
export const ACCESS_TOKEN = '1000.fake-access-token';

/** The answer of the accounts server; null: the request is another's. */
export function zohoToken({ method, path, form }: FakeRequest): FakeAnswer | null {
  if (path !== '/oauth/v2/token') return null;
  if (method !== 'POST' || form?.get('grant_type') !== 'refresh_token')
    return { status: 200, json: { error: 'invalid_request' } };
  if (form.get('client_id') !== ZOHO_CREDENTIALS.clientId) return { status: 200, json: { error: 'invalid_client' } };
  if (form.get('client_secret') !== ZOHO_CREDENTIALS.clientSecret) {
    return { status: 200, json: { error: 'invalid_client_secret' } };
  }
  if (form.get('refresh_token') !== ZOHO_CREDENTIALS.refreshToken)
    return { status: 200, json: { error: 'invalid_code' } };
  return {
    status: 200,
    json: {
      access_token: ACCESS_TOKEN,
      api_domain: 'https://www.zohoapis.com',
      token_type: 'Bearer',
      expires_in: 3600,
    },
  };
}

export const knowsUs = ({ headers }: FakeRequest): boolean =>
  headers.authorization === `Zoho-oauthtoken ${ACCESS_TOKEN}`;

/** Ids as Zoho makes them: digits, more of them than a JSON number holds. */
export function zohoIds(): () => string {
  let last = 189_200_000_000_000_000n;
  return () => {
    last += 1n;
    return String(last);
  };
}
