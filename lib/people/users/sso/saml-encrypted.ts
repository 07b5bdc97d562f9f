/**
 * An assertion that the provider encrypted for us. Guarantees of one that comes out: it was encrypted for our key, by algorithms that
 * count as good today, the key by RSA-OAEP and the rest by AES-GCM, which nobody changes unseen. Does not: say whose it is: it has yet
 * to pass as one that came in the open (`saml-shape.ts`), and its signature with it.
 */
import { promisify } from 'node:util';
import { decrypt } from 'xml-encryption';
import { childrenOf, elementsFrom, refuse } from './saml-xml';

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#';
const OF_DATA = ['http://www.w3.org/2009/xmlenc11#aes128-gcm', 'http://www.w3.org/2009/xmlenc11#aes256-gcm'];
const OF_KEY = ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'];

/** Nothing in it is fetched, and there is one of each. */
export function assertEncrypted(element: Element, response: Element): void {
  if (element.namespaceURI !== ASSERTION || element.parentNode !== response) refuse('ENCRYPTED');
  const [data, ...others] = childrenOf(element);
  if (!isNamed(data, 'EncryptedData') || others.length > 0) refuse('ENCRYPTED');
  const inside = elementsFrom(data);
  const named = (name: string) => inside.filter(({ localName }) => localName === name);
  const [keys, values, methods] = [named('EncryptedKey'), named('CipherValue'), named('EncryptionMethod')];
  if (keys.length !== 1 || values.length !== 2 || methods.length !== 2) refuse('ENCRYPTED');
  if (named('CipherReference').length > 0 || named('RetrievalMethod').length > 0) refuse('ENCRYPTED');
  if (named('EncryptedData').length !== 1 || named('Signature').length > 0) refuse('ENCRYPTED');
  for (const method of methods) {
    const known = (method.parentNode as Element | null)?.localName === 'EncryptedKey' ? OF_KEY : OF_DATA;
    if (method.namespaceURI !== ENCRYPTION || !known.includes(method.getAttribute('Algorithm') ?? '')) {
      refuse('ENCRYPTION');
    }
  }
}

const isNamed = (element: Element | undefined, name: string): element is Element =>
  element?.localName === name && element.namespaceURI === ENCRYPTION;

const decryptXml = promisify(decrypt) as (xml: string, options: object) => Promise<string>;

/** What was encrypted, as XML. @param xml the element of it alone. @throws SsoFailure, without a word of it */
export async function decrypted(xml: string, privateKey: string): Promise<string> {
  const options = { key: privateKey, disallowDecryptionWithInsecureAlgorithm: true, warnInsecureAlgorithm: false };
  return decryptXml(xml, options).catch(() => refuse('DECRYPT'));
}
