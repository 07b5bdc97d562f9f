/** What is taken of a provider of OpenID Connect, and above all what is not. The honest provider is `oidc-provider`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchFor } from '@/lib/ways-in/http/sso/fetch';
import type { OidcConfig } from './config';
import { beginOidc, finishOidc, type OidcKept } from './oidc';
import { type Answer, type DishonestProvider, foreignKey, startDishonestProvider } from './testing/dishonest-provider';
import { CLIENT_ID, CLIENT_SECRET, type OidcProvider, startOidcProvider } from './testing/oidc-provider';

const redirectUri = 'https://care.example/api/sso/oidc/1/callback';
const afterLogout = 'https://care.example/api/sso/signed-out';
const person = { id: 'olga-1', email: 'olga@clinic.example', name: 'Olga', groups: ['nurses'] };

let honest: OidcProvider;
let dishonest: DishonestProvider;
beforeAll(async () => {
  honest = await startOidcProvider(person, { redirectUris: [redirectUri], afterLogout: [afterLogout] });
  dishonest = await startDishonestProvider();
});
afterAll(async () => {
  await honest.close();
  await dishonest.close();
});

const configOf = (issuer: string, more: Partial<OidcConfig> = {}): OidcConfig => ({
  kind: 'oidc',
  issuer,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  scopes: '',
  allowedRanges: ['127.0.0.1'],
  ca: null,
  domains: ['clinic.example'],
  vouches: false,
  asksFactor: true,
  creates: null,
  groupsClaim: '',
  rules: [],
  otherwise: 'keep',
  setBy: '1',
  ...more,
});

const begin = (config: OidcConfig) => beginOidc(config, { redirectUri, fetch: fetchFor(config), email: null });
const finish = (config: OidcConfig, query: URLSearchParams, kept: OidcKept) =>
  finishOidc(config, { redirectUri, query, kept, fetch: fetchFor(config), afterLogout });

/** What a browser does at the honest provider: follows it, with its cookies, until it is sent back to us. */
async function signInThere(location: string): Promise<URLSearchParams> {
  const jar = new Map<string, string>();
  for (let url = new URL(location), n = 0; n < 10; n += 1) {
    if (url.href.startsWith(redirectUri)) return url.searchParams;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    url = new URL(answer.headers.get('location') ?? '', url);
  }
  throw new Error('The provider did not send the browser back.');
}

describe('an honest provider', () => {
  test('says who it is, and where its session ends', async () => {
    const config = configOf(honest.issuer, { rules: [{ group: 'nurses', profileId: '1', roleId: '1' }] });
    const { location, kept } = await begin(config);
    expect(new URL(location).searchParams.get('code_challenge_method')).toBe('S256');
    const { identity, logoutUrl } = await finish(config, await signInThere(location), kept);
    expect(identity).toMatchObject({ subject: 'olga-1', email: person.email, emailVerified: true, name: 'Olga' });
    expect(identity.groups).toEqual(['nurses']);
    expect(logoutUrl).toContain(`post_logout_redirect_uri=${encodeURIComponent(afterLogout)}`);
  });

  test('an answer to another browser’s sign-in is refused, and one that comes again', async () => {
    const config = configOf(honest.issuer);
    const [mine, theirs] = [await begin(config), await begin(config)];
    const query = await signInThere(theirs.location);
    await expect(finish(config, query, mine.kept)).rejects.toMatchObject({ reason: 'not_proven' });
    await expect(finish(config, query, { ...mine.kept, state: theirs.kept.state })).rejects.toMatchObject({
      reason: 'not_proven',
    });
    const again = await begin(config);
    const answered = await signInThere(again.location);
    await finish(config, answered, again.kept);
    await expect(finish(config, answered, again.kept)).rejects.toMatchObject({ reason: 'not_proven' });
  });

  test('a secret that is wrong is refused by it', async () => {
    const config = configOf(honest.issuer, { clientSecret: 'another secret' });
    const { location, kept } = await begin(config);
    await expect(finish(config, await signInThere(location), kept)).rejects.toMatchObject({ reason: 'not_proven' });
  });

  test('what it refuses itself is told as that', async () => {
    const config = configOf(honest.issuer);
    const { kept } = await begin(config);
    const query = new URLSearchParams({ error: 'access_denied', state: kept.state, iss: honest.issuer });
    await expect(finish(config, query, kept)).rejects.toMatchObject({
      reason: 'provider_refused',
      facts: { code: 'access_denied' },
    });
  });

  test('an address inside that nobody allowed is not connected to', async () => {
    await expect(begin(configOf(honest.issuer, { allowedRanges: ['10.0.0.0/8'] }))).rejects.toMatchObject({
      reason: 'provider_away',
      facts: { code: 'refused_address' },
    });
  });
});

describe('what is not proven is refused', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const claimsOf = (kept: OidcKept, more: object = {}) => ({
    ...{ iss: dishonest.issuer, sub: 'olga-1', aud: CLIENT_ID, nonce: kept.nonce, iat: now(), exp: now() + 300 },
    ...{ email: person.email, email_verified: true },
    ...more,
  });
  const query = (kept: OidcKept, more: Record<string, string> = {}) =>
    new URLSearchParams({ code: 'c', state: kept.state, iss: dishonest.issuer, ...more });

  async function answered(made: (kept: OidcKept) => Answer, more: Record<string, string> = {}) {
    const config = configOf(dishonest.issuer);
    dishonest.answer = { claims: {} };
    const { kept } = await begin(config);
    dishonest.answer = made(kept);
    return finish(config, query(kept, more), kept);
  }
  const refused = (made: (kept: OidcKept) => Answer, more: Record<string, string> = {}) =>
    expect(answered(made, more)).rejects.toMatchObject({ reason: 'not_proven' });

  test('as it would have to be, it is taken', async () => {
    expect((await answered((kept) => ({ claims: claimsOf(kept) }))).identity.subject).toBe('olga-1');
  });
  test('signed by a key that the provider does not publish', () =>
    refused((kept) => ({ claims: claimsOf(kept), key: foreignKey })));
  test('not signed at all (alg none)', () => refused((kept) => ({ claims: claimsOf(kept), alg: 'none' })));
  test('signed by what is called a shared secret', () => refused((kept) => ({ claims: claimsOf(kept), alg: 'HS256' })));
  test('for another client', () => refused((kept) => ({ claims: claimsOf(kept, { aud: 'another' }) })));
  test('for another sign-in', () => refused((kept) => ({ claims: claimsOf(kept, { nonce: 'another' }) })));
  test('for no sign-in', () => refused((kept) => ({ claims: claimsOf(kept, { nonce: undefined }) })));
  test('of another issuer', () => refused((kept) => ({ claims: claimsOf(kept, { iss: honest.issuer }) })));
  test('over for an hour', () =>
    refused((kept) => ({ claims: claimsOf(kept, { iat: now() - 3_900, exp: now() - 3_600 }) })));
  test('of in an hour', () => refused((kept) => ({ claims: claimsOf(kept, { nbf: now() + 3_600 }) })));
  test('without a name for whom it is', () => refused((kept) => ({ claims: claimsOf(kept, { sub: undefined }) })));
  test('by another provider, in this one’s name (mix-up)', () =>
    refused((kept) => ({ claims: claimsOf(kept) }), { iss: honest.issuer }));
  test('with another state', () => refused((kept) => ({ claims: claimsOf(kept) }), { state: 'another' }));

  test('a provider that says it is another one is none', async () => {
    dishonest.answer = { claims: {}, metadata: { issuer: honest.issuer } };
    await expect(begin(configOf(dishonest.issuer))).rejects.toMatchObject({ reason: 'not_proven' });
  });

  test('an address is verified where the provider says so, and not where it says no, or nothing', async () => {
    const said = async (more: object) =>
      (await answered((kept) => ({ claims: claimsOf(kept, more) }))).identity.emailVerified;
    expect(await said({ email_verified: true })).toBe(true);
    expect(await said({ email_verified: 'true' })).toBe(true);
    expect(await said({ email_verified: false })).toBe(false);
    expect(await said({ email_verified: 'false' })).toBe(false);
    expect(await said({ email_verified: undefined })).toBeNull();
    expect(await said({ email_verified: undefined, xms_edov: true })).toBe(true);
    expect(await said({ email_verified: undefined, xms_edov: 0 })).toBe(false);
  });
});
