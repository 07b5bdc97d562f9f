/** Our own key for a provider of SAML: requests signed with it, assertions encrypted for it. The provider is `samlp`. */
import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import samlp from 'samlp';
import { beforeAll, describe, expect, test } from 'vitest';
import { encrypt } from 'xml-encryption';
import type { SamlConfig } from './config';
import { beginSaml, finishSaml, logoutOfSaml, type SamlKept, samlMetadata } from './saml';
import { makeSamlKey, type SamlKey } from './saml-key';
import { places, samlConfig as plain } from './testing/saml-config';
import { ENTITY_ID, otherKeys, publicKeyOf, type SamlAnswer, samlAnswer, samlKeys } from './testing/saml-provider';

const person = { id: 'olga-1', email: 'olga@clinic.example', name: 'Olga' };
const CBC = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc';

let key: SamlKey;
let config: SamlConfig;
let kept: SamlKept;
beforeAll(async () => {
  key = await makeSamlKey(new Date());
  config = { ...plain, signsRequests: true, takesEncrypted: true, key };
  ({ kept } = await beginSaml(config, places, 'state'));
});

/** Whether the provider takes the request that a browser brings. */
function isTaken(location: string, signingCert = key.certificate): Promise<boolean> {
  const query = Object.fromEntries(new URL(location).searchParams);
  const request = { method: 'GET', query, originalUrl: location };
  return new Promise((resolve) => {
    samlp.auth({
      issuer: ENTITY_ID,
      cert: samlKeys.cert,
      key: samlKeys.key,
      signingCert,
      getUserFromRequest: () => person,
      profileMapper: () => ({
        getClaims: () => ({ email: person.email }),
        getNameIdentifier: () => ({ nameIdentifier: person.id }),
      }),
      getPostURL: (_: unknown, __: unknown, ___: unknown, done: (error: null, url: string) => void) =>
        done(null, places.acs),
      responseHandler: () => resolve(true),
    })(request, {}, () => resolve(false));
  });
}

describe('our key', () => {
  test('is of 3,072 bits, with a certificate of ten years that it signed itself', () => {
    const certificate = new X509Certificate(key.certificate);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3_072);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(new Date(certificate.validTo).getUTCFullYear()).toBe(new Date().getUTCFullYear() + 10);
  });

  test('signs requests, and the provider takes those and no changed one', async () => {
    const { location } = await beginSaml(config, places, 'state');
    expect(new URL(location).searchParams.get('SigAlg')).toMatch(/rsa-sha256$/);
    expect(await isTaken(location)).toBe(true);
    const changed = new URL(location);
    changed.searchParams.set('RelayState', 'another');
    expect(await isTaken(changed.href)).toBe(false);
    expect(await isTaken(location, otherKeys.cert)).toBe(false);
    const { session } = await finish(await answer());
    expect(new URL((await logoutOfSaml(config, places, session)) ?? '').searchParams.has('Signature')).toBe(true);
  });

  test('signs nothing where it is not asked to, nor in a connection from before there was any', async () => {
    for (const one of [plain, { ...config, signsRequests: false }]) {
      const { location } = await beginSaml(one, places, 'state');
      expect(new URL(location).searchParams.has('Signature')).toBe(false);
    }
  });

  test('is in our metadata by its certificate, for what it is used for, and its secret half is not', () => {
    const told = samlMetadata(places, config);
    expect(told.match(/<KeyDescriptor use="(\w+)">/g)).toHaveLength(2);
    expect(told).toContain('AuthnRequestsSigned="true"');
    expect(told).toContain(key.certificate.split('\n')[1] ?? '');
    expect(told).not.toContain(key.privateKey.split('\n')[1] ?? '');
    const without = samlMetadata(places, { ...config, takesEncrypted: false, signsRequests: false });
    expect(without).toBe(samlMetadata(places, null));
    expect(without).not.toContain('KeyDescriptor');
  });
});

const answer = (changes: Partial<SamlAnswer> = {}): Promise<string> =>
  samlAnswer({ person, requestId: kept.requestId, audience: places.entityId, acs: places.acs, ...changes });
const encrypted = (changes: Partial<SamlAnswer> = {}) => answer({ encryptFor: key.certificate, ...changes });
const finish = (xml: string, with_: SamlConfig = config) =>
  finishSaml(with_, places, { response: Buffer.from(xml).toString('base64'), kept });
const refused = (xml: string, code: string, with_?: SamlConfig) =>
  expect(finish(xml, with_)).rejects.toMatchObject({ reason: 'not_proven', facts: { code } });

/** Any text, encrypted for us as a provider would. */
async function encryptedText(text: string): Promise<string> {
  const data = (await promisify(encrypt)(text, {
    rsa_pub: publicKeyOf(key.certificate),
    pem: key.certificate,
    encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  } as never)) as unknown as string;
  return (await encrypted()).replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/s, data);
}

describe('an assertion that was encrypted for us', () => {
  test('says who it is, signed as a whole too, and so does one in the open', async () => {
    for (const xml of [await encrypted(), await encrypted({ signResponse: true }), await answer()]) {
      expect((await finish(xml)).identity).toMatchObject({ email: person.email, name: 'Olga' });
    }
    expect(await encrypted()).not.toContain(person.email);
  });

  test('is refused where we have no key, or it is for another', async () => {
    await refused(await encrypted(), 'ENCRYPTED', plain);
    await refused(await encrypted(), 'ENCRYPTED', { ...config, takesEncrypted: false });
    await refused(await encrypted({ encryptFor: otherKeys.cert }), 'DECRYPT');
  });

  test('is refused by a way that could be changed unseen, or that is broken', async () => {
    await refused(await encrypted({ encryptionAlgorithm: CBC }), 'ENCRYPTION');
    const old = (await encrypted()).replace('xmlenc#rsa-oaep-mgf1p', 'xmlenc#rsa-1_5');
    await refused(old, 'ENCRYPTION');
    const changed = (await encrypted()).replace(
      /(<xenc:CipherValue>)(.)([^<]*<\/xenc:CipherValue>\s*<\/xenc:CipherData>\s*<\/xenc:EncryptedData>)/,
      (_, before: string, sign: string, rest: string) => `${before}${sign === 'A' ? 'B' : 'A'}${rest}`,
    );
    await refused(changed, 'DECRYPT');
  });

  test('has to be signed by the provider within, for this sign-in, as one in the open', async () => {
    await refused(await encrypted({ signAssertion: false }), 'SIGNATURES');
    await refused(await encrypted({ keys: otherKeys }), 'SIGNATURE');
    await refused(await encrypted({ signatureAlgorithm: 'rsa-sha1' }), 'ALGORITHM');
    await refused(await encrypted({ audience: 'https://other.example/metadata' }), 'AUDIENCE');
    await refused(await encrypted({ lifetimeS: -3_600 }), 'EXPIRED');
  });

  test('stands alone: no other beside it, nor within it', async () => {
    const [open = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(await answer()) ?? [];
    const xml = await encrypted();
    const [sealed = ''] = /<saml:EncryptedAssertion.*<\/saml:EncryptedAssertion>/s.exec(xml) ?? [];
    await refused(xml.replace(sealed, `${sealed}${open}`), 'ASSERTIONS');
    await refused(xml.replace(sealed, `${sealed}${sealed}`), 'ENCRYPTED');
    await refused(await encryptedText(`<a>${open}</a>`), 'ASSERTIONS');
    await refused(await encryptedText(open.replace('</saml:Assertion>', `${open}</saml:Assertion>`)), 'ASSERTIONS');
  });

  test('defines no entity within, nor has a comment in a name', async () => {
    const [open = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(await answer()) ?? [];
    await refused(await encryptedText(`<!DOCTYPE a [<!ENTITY b "c">]>${open}`), 'DOCTYPE');
    await refused(await encryptedText(open.replace('olga-1', 'olga-1<!-- -->.evil')), 'ODD_NODE');
  });
});
