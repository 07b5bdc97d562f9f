/**
 * OpenID Connect, by `openid-client`. Guarantees of an identity that comes out: the provider signed it, with a key that it publishes at
 * the very issuer that was set, by an asymmetric algorithm; it is for this client, for the sign-in that this browser began (state,
 * nonce, PKCE), and of now, give or take a minute. Against: answers that somebody forged, took from another sign-in or
 * another provider (RFC 9207). Does not: open connections. It is given what does (`fetch`), which looks at each address.
 */
import * as client from 'openid-client';
import { CareledgerError } from '@/lib/platform/errors';
import type { OidcConfig } from './config';
import { SsoFailure } from './failure';
import type { Identity } from './person';

export type SsoFetch = client.CustomFetch;

const SKEW_S = 60;
const TIMEOUT_S = 10;

/** What the browser keeps while the person is at the provider. */
export interface OidcKept {
  state: string;
  nonce: string;
  verifier: string;
}

interface Begun {
  location: string;
  kept: OidcKept;
}

/** Where to send the browser. @throws SsoFailure */
export async function beginOidc(
  config: OidcConfig,
  { redirectUri, fetch, email }: { redirectUri: string; fetch: SsoFetch; email: string | null },
): Promise<Begun> {
  const kept = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  const provider = await failing(() => discovered(config, fetch));
  const location = client.buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri,
    scope: scopesOf(config),
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
    ...(email !== null && { login_hint: email }),
  });
  return { location: location.href, kept };
}

interface Finished {
  identity: Identity;
  /** Where the browser ends its session at the provider; null where that has no such place. */
  logoutUrl: string | null;
}

interface Answered {
  redirectUri: string;
  /** Of the address that the provider sent the browser to. */
  query: URLSearchParams;
  kept: OidcKept;
  fetch: SsoFetch;
  /** Where the browser comes back to from there. */
  afterLogout: string;
}

/** Who it is. @throws SsoFailure */
export async function finishOidc(config: OidcConfig, answered: Answered): Promise<Finished> {
  const { redirectUri, query, kept, fetch, afterLogout } = answered;
  return failing(async () => {
    const provider = await discovered(config, fetch);
    const url = new URL(`${redirectUri}?${query}`);
    const tokens = await client.authorizationCodeGrant(provider, url, {
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      pkceCodeVerifier: kept.verifier,
      idTokenExpected: true,
    });
    const proven = tokens.claims();
    if (!proven) throw new SsoFailure('not_proven');
    const claims = await withUserInfo(provider, config, { proven, accessToken: tokens.access_token });
    return { identity: identityOf(claims, config), logoutUrl: logoutOf(provider, tokens.id_token, afterLogout) };
  });
}

const scopesOf = ({ scopes }: OidcConfig): string =>
  [...new Set(['openid', 'email', 'profile', ...scopes.split(' ').filter(Boolean)])].join(' ');

/** The provider as it describes itself now, under the very name that was set. */
async function discovered(config: OidcConfig, fetch: SsoFetch): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = config;
  // Only addresses of the own network that an administrator allowed are connected to so (`lib/apps/outbound`).
  const isPlain = issuer.startsWith('http:');
  const found = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    [client.customFetch]: fetch,
    timeout: TIMEOUT_S,
    ...(isPlain && { execute: [client.allowInsecureRequests] }),
  });
  const server = found.serverMetadata();
  if (new URL(server.issuer).href !== new URL(issuer).href) throw new SsoFailure('not_proven', 'ISSUER');
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const isPosted = !methods.includes('client_secret_basic') && methods.includes('client_secret_post');
  const authentication = isPosted ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret);
  const provider = new client.Configuration(server, clientId, { [client.clockTolerance]: SKEW_S }, authentication);
  provider[client.customFetch] = fetch;
  provider.timeout = TIMEOUT_S;
  // The signature of the ID token, though it came by TLS from the provider itself.
  client.enableNonRepudiationChecks(provider);
  if (isPlain) client.allowInsecureRequests(provider);
  return provider;
}

type Claims = Record<string, unknown> & { sub: string };

/** What the ID token leaves out and the provider tells when it is asked; the ID token counts where both say something. */
async function withUserInfo(
  provider: client.Configuration,
  { groupsClaim, rules }: OidcConfig,
  { proven, accessToken }: { proven: client.IDToken; accessToken: string },
): Promise<Claims> {
  const lacks = proven.email === undefined || (rules.length > 0 && proven[groupsClaim || 'groups'] === undefined);
  if (!lacks || !provider.serverMetadata().userinfo_endpoint) return proven;
  const told = await client.fetchUserInfo(provider, accessToken, proven.sub);
  // An address and whether it is verified are of one source.
  const { email, email_verified, ...others } = told;
  return { ...others, ...(proven.email === undefined && { email, email_verified }), ...proven };
}

function identityOf(claims: Claims, { groupsClaim }: OidcConfig): Identity {
  const { sub, email, name } = claims;
  const groups = claims[groupsClaim || 'groups'];
  return {
    subject: sub,
    email,
    emailVerified: verifiedOf(claims),
    name: typeof name === 'string' ? name : null,
    groups: [groups].flat().filter((group) => typeof group === 'string'),
    claims,
  };
}

/** `xms_edov` is Entra ID's word for it. A text counts as said, and says no but for `true`. */
function verifiedOf({ email_verified: verified, xms_edov: edov }: Claims): boolean | null {
  if (verified !== undefined && verified !== null) return verified === true || verified === 'true';
  return edov === undefined || edov === null ? null : edov === true || edov === 1 || edov === '1' || edov === 'true';
}

function logoutOf(provider: client.Configuration, idToken: string | undefined, afterLogout: string): string | null {
  if (!provider.serverMetadata().end_session_endpoint) return null;
  const asked: Record<string, string> = { post_logout_redirect_uri: afterLogout };
  if (idToken !== undefined && idToken.length <= LONGEST_HINT) asked.id_token_hint = idToken;
  return client.buildEndSessionUrl(provider, asked).href;
}
/** It is kept in a cookie. */
const LONGEST_HINT = 2_000;

async function failing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof SsoFailure) return error;
  if (error instanceof client.AuthorizationResponseError)
    return new SsoFailure('provider_refused', codeOf(error.error));
  for (let at = error; at instanceof Error; at = at.cause) {
    // Of ours is what could not be reached.
    if (at instanceof CareledgerError)
      return at.code === 'unavailable' ? at : new SsoFailure('provider_away', at.reason);
  }
  if (error instanceof client.ClientError || error instanceof client.ResponseBodyError)
    return new SsoFailure('not_proven', codeOf(error.code));
  return error instanceof Error ? new SsoFailure('not_proven', codeOf(error.name)) : error;
}

/** A code that a library or a provider gives, as far as it looks like one. */
const codeOf = (code: string | undefined): string => (code && /^[A-Za-z_]{1,60}$/.test(code) ? code : 'UNKNOWN');
