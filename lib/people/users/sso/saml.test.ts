/** What is taken of a provider of SAML, and above all what is not. The provider is `samlp`. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { SamlConfig } from './config';
import { beginSaml, finishSaml, logoutOfSaml, type SamlKept } from './saml';
import { samlConfig as config, places } from './testing/saml-config';
import { otherKeys, type SamlAnswer, samlAnswer, samlKeys } from './testing/saml-provider';

const person = { id: 'olga-1', email: 'olga@clinic.example', name: 'Olga', groups: ['nurses', 'desk'] };
const EVIL = 'evil-1';

let kept: SamlKept;
beforeAll(async () => {
  ({ kept } = await beginSaml(config, places, 'state'));
});

const answer = (changes: Partial<SamlAnswer> = {}): Promise<string> =>
  samlAnswer({ person, requestId: kept.requestId, audience: places.entityId, acs: places.acs, ...changes });
const finish = (xml: string, with_: SamlConfig = config) =>
  finishSaml(with_, places, { response: Buffer.from(xml).toString('base64'), kept });
const refused = (xml: string, code: string | RegExp) =>
  expect(finish(xml)).rejects.toMatchObject({
    reason: 'not_proven',
    facts: { code: typeof code === 'string' ? code : expect.stringMatching(code) },
  });

/** As a provider makes it whose clock goes ahead. */
function ahead(ms: number): Promise<string> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  return answer().finally(() => vi.useRealTimers());
}

test('a request names us, where the answer goes, and an id of its own', async () => {
  const { location, kept: one } = await beginSaml(config, places, 'state');
  const { kept: another } = await beginSaml(config, places, 'state');
  const url = new URL(location);
  expect(url.origin + url.pathname).toBe('https://idp.example/sso');
  expect(url.searchParams.get('RelayState')).toBe('state');
  expect(one.requestId).not.toBe(another.requestId);
});

test('an assertion of the provider says who it is', async () => {
  const { identity, session, assertionId } = await finish(await answer());
  expect(identity).toMatchObject({ email: person.email, emailVerified: null, name: 'Olga', groups: person.groups });
  expect(identity.subject).toContain('olga-1');
  expect(session).toMatchObject({ nameID: 'olga-1' });
  expect(assertionId).toMatch(/^_/);
});

test('signed as a whole and in part it is taken too', async () => {
  expect((await finish(await answer({ signResponse: true }))).identity.email).toBe(person.email);
});

test('a provider changes its certificate: both are taken while both are set', async () => {
  const both = { ...config, certificate: `${otherKeys.cert}\n${samlKeys.cert}` };
  expect((await finish(await answer(), both)).identity.email).toBe(person.email);
});

test('the request to end the session there names whom it is of', async () => {
  const { session } = await finish(await answer());
  const url = await logoutOfSaml(config, places, session);
  expect(url).toMatch(/^https:\/\/idp\.example\/slo\?SAMLRequest=/);
  expect(await logoutOfSaml({ ...config, logoutUrl: '' }, places, session)).toBeNull();
});

describe('is refused', () => {
  test('what another key signed', async () => refused(await answer({ keys: otherKeys }), 'SIGNATURE'));
  test('what nobody signed', async () => refused(await answer({ signAssertion: false }), 'SIGNATURES'));
  test('what is signed as a whole, but the assertion not by itself', async () =>
    refused(await answer({ signAssertion: false, signResponse: true }), 'SIGNATURES'));
  test('what was changed after it was signed', async () =>
    refused((await answer()).replace(person.email, 'otto@clinic.example'), 'SIGNATURE'));
  test('a reference that would be a query of another kind (XPath)', async () =>
    refused((await answer()).replace(/URI="#[^"]+"/, `URI="#_x' or '1'='1"`), 'INVALID'));
  test('what SHA-1 signed', async () => refused(await answer({ signatureAlgorithm: 'rsa-sha1' }), 'ALGORITHM'));
  test('what SHA-1 digested', async () => refused(await answer({ digestAlgorithm: 'sha1' }), 'ALGORITHM'));
  test('an assertion for another audience', async () =>
    refused(await answer({ audience: 'https://other.example/metadata' }), 'AUDIENCE'));
  test('an answer to another request', async () => refused(await answer({ requestId: '_other' }), 'IN_RESPONSE_TO'));
  test('an answer to no request', async () =>
    refused((await answer()).replace(/ InResponseTo="[^"]+"/, ''), 'IN_RESPONSE_TO'));
  test('the issuer of another organisation, by the same key', async () =>
    refused(await answer({ issuer: 'urn:other.example' }), 'ISSUER'));
  test('an assertion whose time was over an hour ago', async () =>
    refused(await answer({ lifetimeS: -3_600 }), 'EXPIRED'));
  test('an assertion of a provider whose clock is an hour ahead; half a minute is borne', async () => {
    await refused(await ahead(3_600_000), 'NOT_YET');
    expect((await finish(await ahead(30_000))).identity.email).toBe(person.email);
  });
  test('one meant for another address of ours', async () =>
    refused(await answer({ acs: 'https://care.example/api/sso/saml/2/acs' }), 'DESTINATION'));
  test('a name that is another at each sign-in', async () =>
    refused(await answer({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }), 'NAME_ID'));
  test('a comment in a name', async () =>
    refused((await answer()).replace('olga-1', 'olga-1<!-- -->.evil'), 'ODD_NODE'));
  test('a document type', async () => refused(`<!DOCTYPE a [<!ENTITY b "c">]>${await answer()}`, 'DOCTYPE'));
  test.each(['', 'no xml', '<a/>', '<Response/>'])('%j', (xml) => refused(xml, /NO_XML|NO_RESPONSE/));
  test('what the provider refused itself', async () => {
    const failed = (await answer()).replace('status:Success', 'status:Responder');
    await expect(finish(failed)).rejects.toMatchObject({ reason: 'provider_refused', facts: { code: 'Responder' } });
  });
});

/** The signed assertion as it is, and one that says somebody else, for each place where the two could stand. */
async function wrapped() {
  const xml = await answer();
  const [signed = ''] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml) ?? [];
  const [signature = ''] = /<Signature[\s\S]*<\/Signature>/.exec(signed) ?? [];
  const evil = signed
    .replace(signature, '')
    .replaceAll('olga-1', EVIL)
    .replace(/ ID="[^"]+"/, ` ID="_${randomUUID()}"`);
  const put = (inside: string) => xml.replace(signed, () => inside);
  const close = '</saml:Assertion>';
  return { xml, signed, signature, evil, put, close };
}

describe('signature wrapping', () => {
  type Made = Awaited<ReturnType<typeof wrapped>>;
  const VARIANTS: [string, (made: Made) => string][] = [
    ['a forged assertion before the signed one', ({ put, evil, signed }) => put(evil + signed)],
    ['a forged assertion behind the signed one', ({ put, evil, signed }) => put(signed + evil)],
    [
      'the signed one inside the forged one',
      ({ put, evil, signed, close }) => put(evil.replace(close, signed + close)),
    ],
    [
      'the signed one inside the signature of the forged one',
      ({ put, evil, signed, signature }) =>
        put(
          evil.replace(
            '<saml:Subject>',
            `${signature.replace('</Signature>', `<Object>${signed}</Object></Signature>`)}<saml:Subject>`,
          ),
        ),
    ],
    [
      'the forged one with the signature, the signed one without beside it',
      ({ put, evil, signed, signature }) =>
        put(evil.replace('<saml:Subject>', `${signature}<saml:Subject>`) + signed.replace(signature, '')),
    ],
    [
      'the signed one in an extension of the response',
      ({ put, evil, signed }) => put(`<samlp:Extensions>${signed}</samlp:Extensions>${evil}`),
    ],
    [
      'the forged one under the id of the signed one',
      ({ put, evil, signed }) => {
        const [, id = ''] = / ID="([^"]+)"/.exec(signed) ?? [];
        return put(evil.replace(/ ID="[^"]+"/, ` ID="${id}"`) + signed);
      },
    ],
    [
      'the whole response inside another',
      ({ xml, put, evil }) => {
        const [, root = ''] = /(<samlp:Response[^>]*>)/.exec(xml) ?? [];
        return put(evil)
          .replace('</samlp:Response>', `${xml.replace(/<\?xml[^>]*>/, '')}</samlp:Response>`)
          .replace(root, root);
      },
    ],
    [
      'a forged assertion of another namespace',
      ({ put, signed }) => put(`<x:Assertion xmlns:x="urn:x" ID="_x"/>${signed}`),
    ],
    [
      'two signatures of the assertion',
      ({ put, signed, signature }) => put(signed.replace(signature, signature + signature)),
    ],
  ];

  test.each(VARIANTS)('%s is refused', async (_, variant) => {
    const xml = variant(await wrapped());
    await expect(finish(xml)).rejects.toMatchObject({ reason: 'not_proven' });
  });

  test('what is wrapped here is what an honest answer is made of', async () => {
    const { xml, signed, signature, evil, put } = await wrapped();
    expect([signed, signature].every((part) => part.length > 100)).toBe(true);
    expect(evil).toContain(EVIL);
    expect(put(signed)).toBe(xml);
  });
});
