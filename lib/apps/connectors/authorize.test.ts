import { expect, test } from 'vitest';
import { type FakeServer, startFake } from '../testing/fake-server';
import { ZOHO_CREDENTIALS, zohoToken } from '../testing/fakes/zoho';
import { headersOf, readToken, tokenRequest } from './authorize';
import type { Auth } from './connector';
import { desk } from './desk';
import { salesforce } from './salesforce';
import { tokenAddressOf } from './token-address';
import { zohoAuth } from './zoho';

const oauth = zohoAuth as Extract<Auth, { kind: 'oauth' }>;
const key: Auth = {
  kind: 'key',
  header: 'authorization',
  prefix: 'Bearer ',
  asked: [{ name: 'token', label: 'Token', secret: true }],
};
const basic: Auth = { kind: 'basic', user: 'user', password: 'key', asked: [] };

test('each way to be known is its header', () => {
  expect(headersOf(oauth, {}, 'abc')).toEqual({ authorization: 'Zoho-oauthtoken abc' });
  expect(headersOf(key, { token: 'xoxb-1' }, null)).toEqual({ authorization: 'Bearer xoxb-1' });
  expect(headersOf(basic, { user: 'ann', key: 'pä' }, null)).toEqual({ authorization: 'Basic YW5uOnDDpA==' });
  expect(headersOf({ kind: 'signed', asked: [] }, {}, null)).toEqual({});
});

test('a missing credential, or one that would write a header of its own, is said and not sent', () => {
  expect(() => headersOf(oauth, {}, null)).toThrow(expect.objectContaining({ reason: 'NO_CREDENTIAL' }));
  expect(() => headersOf(key, {}, null)).toThrow(expect.objectContaining({ reason: 'NO_CREDENTIAL' }));
  for (const bad of ['a\r\nhost: other', 'a\nb', 'ä']) {
    expect(() => headersOf(key, { token: bad }, null)).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(() => headersOf(oauth, {}, bad)).toThrow(expect.objectContaining({ code: 'invalid' }));
  }
});

test('an access token is asked for in the body, and a refusal with status 200 is none', async () => {
  const server: FakeServer = await startFake((request) => zohoToken(request) ?? { status: 404 });
  const ask = async (credentials: Record<string, string>) => {
    const { url, form } = tokenRequest(`${server.address}/oauth/v2/token`, credentials);
    expect(url).not.toContain('secret');
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    return readToken({ status: response.status, headers: {}, json: await response.json() });
  };
  expect(await ask(ZOHO_CREDENTIALS)).toEqual({ accessToken: '1000.fake-access-token', expiresInS: 3600 });
  expect(await ask({ ...ZOHO_CREDENTIALS, refreshToken: 'revoked' })).toBeNull();
  expect(await ask({ ...ZOHO_CREDENTIALS, clientSecret: 'wrong' })).toBeNull();
  await server.close();
});

test('tokens are asked for in the data centre of the address, or where an administrator says where the connector lets them', () => {
  const of = (address: string, settings: Record<string, string> = {}, auth: Auth = oauth) =>
    tokenAddressOf({ auth, addresses: desk.addresses }, { address, settings });
  const own = { tokenAddress: 'https://accounts.zohocloud.ca/oauth/v2/token' };
  expect(of('https://desk.zoho.com')).toBe('https://accounts.zoho.com/oauth/v2/token');
  expect(of('https://desk.zoho.eu')).toBe('https://accounts.zoho.eu/oauth/v2/token');
  expect(of('https://desk.zohocloud.ca')).toBeNull();
  expect(of('https://desk.zohocloud.ca', own)).toBe(own.tokenAddress);
  const { ownTokenAddress: _, ...strict } = oauth;
  expect(of('https://desk.zoho.com', own, strict)).toBe('https://accounts.zoho.com/oauth/v2/token');
  expect(of('https://desk.zoho.com', own, key)).toBeNull();
  expect(tokenAddressOf(salesforce, { address: 'https://a.my.salesforce.com', settings: {} })).toContain('login.');
  expect(() => tokenRequest(null, ZOHO_CREDENTIALS)).toThrow(expect.objectContaining({ reason: 'NO_CREDENTIAL' }));
  expect(() => tokenRequest(own.tokenAddress, {})).toThrow(expect.objectContaining({ reason: 'NO_CREDENTIAL' }));
});

test('a lying answer is no token, and a token of no stated life lives half an hour', () => {
  const read = (json: unknown, status = 200) => readToken({ status, headers: {}, json });
  expect(read({ access_token: 'abc' })).toEqual({ accessToken: 'abc', expiresInS: 1800 });
  expect(read({ access_token: 'abc', expires_in: -5 })?.expiresInS).toBe(1800);
  expect(read({ access_token: 'abc', expires_in: 1e12 })?.expiresInS).toBe(86_400);
  for (const json of [undefined, null, {}, { access_token: 7 }, { access_token: 'a\r\nb' }, { access_token: '' }]) {
    expect(read(json)).toBeNull();
  }
  expect(read({ access_token: 'abc' }, 401)).toBeNull();
});
