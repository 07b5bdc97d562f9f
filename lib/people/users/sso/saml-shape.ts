/**
 * What a SAML response looks like, before its signature is looked at. Guarantees of one that passes: one assertion in one place, signed
 * itself, each signature where it belongs, by algorithms that count as good today; nothing in it that two parsers read in two ways:
 * no document type, no comments, no processing instructions, no id twice. One that was encrypted for us is opened, and has to be the
 * same within. Against: signature wrapping (XSW), comments in a name, SHA-1. Does not: verify a signature.
 */
import { SsoFailure } from './failure';
import { assertEncrypted, decrypted } from './saml-encrypted';
import { childrenOf, elementsFrom, parsedPlain, refuse } from './saml-xml';

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

const ALGORITHMS: Record<string, readonly string[]> = {
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
  Transform: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
};

/**
 * @param acs our own address that it has to be meant for
 * @param privateKey ours, to open what was encrypted for it; null: nothing is
 * @throws SsoFailure
 */
export async function assertShape(xml: string, acs: string, privateKey: string | null): Promise<void> {
  const response = parsedPlain(xml).documentElement;
  if (response.namespaceURI !== PROTOCOL || response.localName !== 'Response') refuse('NO_RESPONSE');
  if (response.getAttribute('Version') !== '2.0') refuse('VERSION');
  if (response.hasAttribute('Destination') && response.getAttribute('Destination') !== acs) refuse('DESTINATION');
  const elements = elementsFrom(response);
  assertSuccess(response);
  const encrypted = elements.filter(({ localName }) => localName === 'EncryptedAssertion');
  const [only, ...others] = encrypted;
  if (!only) return assertOpen(response, elements);
  if (privateKey === null || others.length > 0) refuse('ENCRYPTED');
  assertEncrypted(only, response);
  const inside = new Set(elementsFrom(only));
  const outside = elements.filter((element) => !inside.has(element));
  if (outside.some(({ localName }) => localName === 'Assertion')) refuse('ASSERTIONS');
  const assertion = parsedPlain(await decrypted(String(only), privateKey)).documentElement;
  const within = elementsFrom(assertion);
  if (assertion.namespaceURI !== ASSERTION || assertion.localName !== 'Assertion') refuse('ASSERTIONS');
  if (within.filter(({ localName }) => /Assertion$|^Response$/.test(localName ?? '')).length > 1) refuse('ASSERTIONS');
  assertIdsOnce([...outside, ...within]);
  assertSignatures([...outside, ...within]);
}

/** One that came in the open. */
function assertOpen(response: Element, elements: readonly Element[]): void {
  assertOneAssertion(response, elements);
  assertIdsOnce(elements);
  assertSignatures(elements);
}

/** What the provider says of the sign-in, where it says anything but that it came about. */
function assertSuccess(response: Element): void {
  const [status] = childrenOf(response).filter(({ localName }) => localName === 'Status');
  const [code] = status ? childrenOf(status).filter(({ localName }) => localName === 'StatusCode') : [];
  if (code?.getAttribute('Value') === SUCCESS) return;
  throw new SsoFailure('provider_refused', code?.getAttribute('Value')?.split(':').at(-1));
}

function assertOneAssertion(response: Element, elements: readonly Element[]): void {
  const assertions = elements.filter(({ localName }) => localName === 'Assertion');
  const [assertion] = assertions;
  if (elements.some((one) => one !== response && one.localName === 'Response')) refuse('RESPONSES');
  if (assertions.length !== 1 || assertion?.namespaceURI !== ASSERTION || assertion.parentNode !== response)
    refuse('ASSERTIONS');
}

function assertIdsOnce(elements: readonly Element[]): void {
  const ids = elements.flatMap((element) =>
    ['ID', 'Id', 'id'].flatMap((name) => (element.hasAttribute(name) ? [element.getAttribute(name)] : [])),
  );
  if (new Set(ids).size !== ids.length) refuse('IDS');
}

function assertSignatures(elements: readonly Element[]): void {
  const signatures = elements.filter(({ localName }) => localName === 'Signature');
  const owners = signatures.map(({ parentNode }) => (parentNode as Element | null)?.localName);
  const isPlaced = owners.every((owner) => owner === 'Response' || owner === 'Assertion');
  if (!isPlaced || new Set(owners).size !== owners.length || !owners.includes('Assertion')) refuse('SIGNATURES');
  for (const element of elements) {
    if (element.namespaceURI !== SIGNATURE) continue;
    const known = ALGORITHMS[element.localName ?? ''];
    if (known && !known.includes(element.getAttribute('Algorithm') ?? '')) refuse('ALGORITHM');
  }
  const methods = elements.filter(({ localName }) => localName === 'SignatureMethod' || localName === 'DigestMethod');
  // One in another namespace would not have been looked at.
  if (methods.some(({ namespaceURI }) => namespaceURI !== SIGNATURE)) refuse('ALGORITHM');
}
