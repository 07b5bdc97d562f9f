/**
 * What a SAML response looks like, before its signature is looked at. Guarantees of one that passes: one assertion in one place, signed
 * itself, each signature where it belongs, by algorithms that count as good today; nothing in it that two parsers read in two ways:
 * no document type, no comments, no processing instructions, no id twice. Against: signature wrapping (XSW), comments in a
 * name, SHA-1. Does not: verify a signature.
 */
import { DOMParser } from '@xmldom/xmldom';
import { SsoFailure } from './failure';

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

function refuse(code: string): never {
  throw new SsoFailure('not_proven', code);
}

/** @param acs our own address that it has to be meant for. @throws SsoFailure */
export function assertShape(xml: string, acs: string): void {
  const response = parsed(xml).documentElement;
  if (response?.namespaceURI !== PROTOCOL || response.localName !== 'Response') refuse('NO_RESPONSE');
  if (response.getAttribute('Version') !== '2.0') refuse('VERSION');
  if (response.hasAttribute('Destination') && response.getAttribute('Destination') !== acs) refuse('DESTINATION');
  const elements = elementsFrom(response);
  assertSuccess(response);
  assertOneAssertion(response, elements);
  assertIdsOnce(elements);
  assertSignatures(elements);
}

function parsed(xml: string): Document {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) refuse('DOCTYPE');
  const fail = () => refuse('NO_XML');
  const document = new DOMParser({ errorHandler: { warning: fail, error: fail, fatalError: fail } }).parseFromString(
    xml,
    'text/xml',
  );
  if (!document?.documentElement) refuse('NO_XML');
  assertPlain(document);
  return document;
}

const ELEMENT = 1;
const TEXT = 3;

/** Elements and texts, and nothing else; the declaration at its head aside. */
function assertPlain(node: Node): void {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const isDeclaration = child.nodeType === 7 && node.nodeType === 9 && child.nodeName === 'xml';
    if (child.nodeType !== ELEMENT && child.nodeType !== TEXT && !isDeclaration) refuse('ODD_NODE');
    assertPlain(child);
  }
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
  if (elements.some(({ localName }) => localName === 'EncryptedAssertion')) refuse('ENCRYPTED');
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

function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === ELEMENT) children.push(child as Element);
  }
  return children;
}

const elementsFrom = (element: Element): Element[] => [element, ...childrenOf(element).flatMap(elementsFrom)];
