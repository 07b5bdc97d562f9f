/** XML of a provider, read so that no two parsers read it in two ways; what is odd about it refuses it. */
import { DOMParser } from '@xmldom/xmldom';
import { SsoFailure } from './failure';

/** @throws SsoFailure with a code of ours */
export function refuse(code: string): never {
  throw new SsoFailure('not_proven', code);
}

const ELEMENT = 1;
const TEXT = 3;

/** One that has elements and texts, and nothing else: no document type, comments or processing instructions. @throws SsoFailure */
export function parsedPlain(xml: string): Document {
  const document = parsed(xml);
  assertPlain(document);
  return document;
}

/** One without a document type: it defines no entities and names no other file. @throws SsoFailure */
export function parsed(xml: string): Document {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) refuse('DOCTYPE');
  const fail = () => refuse('NO_XML');
  const document = new DOMParser({ errorHandler: { warning: fail, error: fail, fatalError: fail } }).parseFromString(
    xml,
    'text/xml',
  );
  if (!document?.documentElement) refuse('NO_XML');
  return document;
}

/** The declaration at its head aside. */
function assertPlain(node: Node): void {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const isDeclaration = child.nodeType === 7 && node.nodeType === 9 && child.nodeName === 'xml';
    if (child.nodeType !== ELEMENT && child.nodeType !== TEXT && !isDeclaration) refuse('ODD_NODE');
    assertPlain(child);
  }
}

export function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === ELEMENT) children.push(child as Element);
  }
  return children;
}

/** An element with all below it. */
export const elementsFrom = (element: Element): Element[] => [element, ...childrenOf(element).flatMap(elementsFrom)];
