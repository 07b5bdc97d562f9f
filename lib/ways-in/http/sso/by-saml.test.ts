/** The one form that we take from another site's page: it is given back, and nothing else is done. */
import { expect, test } from 'vitest';
import { acsResponse, finishResponse } from './by-saml';

const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  new Request('https://care.example/api/sso/saml/7/acs', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://idp.example', ...headers },
  });
const FORM = { SAMLResponse: 'PGE+\r\nPC9hPg==', RelayState: 'b1f0a7de-0000-4000-8000-000000000000' };

test('it is given back to be sent from here; no cookie is set, and only its own script runs', async () => {
  const answer = await acsResponse(post(FORM), '7');
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(html).toContain('action="/api/sso/saml/7/finish"');
  expect(html).toContain('name="SAMLResponse" value="PGE+PC9hPg=="');
  expect(html).toContain(`name="RelayState" value="${FORM.RelayState}"`);
  const [, nonce] = /script-src 'nonce-([\w-]+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? [];
  expect(html).toContain(`<script nonce="${nonce}">`);
});

test.each<Record<string, string>>([
  { SAMLResponse: '"><script>alert(1)</script>', RelayState: 'a' },
  { RelayState: 'a' },
  { SAMLResponse: 'A'.repeat(400_000) },
])('what is no such form is given back to nobody: %#', async (fields) => {
  const answer = await acsResponse(post(fields), '7');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/sign-in?sso=failed');
});

test('a state that is none of ours stays away', async () => {
  const html = await (await acsResponse(post({ ...FORM, RelayState: '"><img src=x>' }), '7')).text();
  expect(html).toContain('name="RelayState" value=""');
});

test('only our own page has an answer looked at', async () => {
  expect((await finishResponse(post(FORM), '7')).status).toBe(403);
});
