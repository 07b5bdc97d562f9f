/**
 * What a provider's metadata says of it (SAML 2.0 Metadata), to fill in a form with. Guarantees: nothing is kept, and nothing of a
 * connection changes by it: somebody saves what they see, and a second person confirms it, as always. Against: documents that name other
 * files or define entities, certificates whose time is over. Does not: look at the signature of the document, for which there is no
 * key to trust yet; nor fetch it: whoever answers at an address would set up who signs in.
 */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { childrenOf, elementsFrom, parsed } from './saml-xml';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const MOST = 500_000;

export const metadataSchema = z.object({
  metadata: z
    .string()
    .trim()
    .min(1, { error: 'Paste the metadata.' })
    .max(MOST, { error: 'This is too long for the metadata of one provider.' }),
});

export interface ProviderMetadata {
  issuer: string;
  entryPoint: string;
  /** Empty: it has no such place. */
  logoutUrl: string;
  /** PEM, one below the other. */
  certificate: string;
  signsRequests: boolean;
  /** What whoever saves it should know. */
  remarks: string[];
}

/** @throws forbidden; invalid, in words, for what is no metadata of one provider, or of none that could sign anybody in */
export async function readProviderMetadata(
  ctx: Context,
  input: z.input<typeof metadataSchema>,
  at: Date = clock.now(),
): Promise<ProviderMetadata> {
  assertOrgRight(ctx, 'manageUsers');
  const { metadata } = readInput(metadataSchema, input);
  const entity = entityIn(documentOf(metadata));
  const [provider] = childrenNamed(entity, 'IDPSSODescriptor');
  if (!provider) refuseFor('It describes no provider that people sign in at (IDPSSODescriptor).');
  for (const element of [entity, provider]) assertInTime(element, at);
  const entryPoint = placeOf(provider, 'SingleSignOnService');
  if (entryPoint === '') refuseFor('It has no SingleSignOnService with the binding HTTP-Redirect.');
  const { certificate, remarks } = certificatesOf(provider, at);
  return {
    issuer: entity.getAttribute('entityID') ?? '',
    entryPoint,
    logoutUrl: placeOf(provider, 'SingleLogoutService'),
    certificate,
    signsRequests: provider.getAttribute('WantAuthnRequestsSigned') === 'true',
    remarks,
  };
}

function refuseFor(message: string): never {
  throw invalid('This metadata was not taken.', { fields: { metadata: message } });
}

function documentOf(xml: string): Element {
  try {
    return parsed(xml).documentElement;
  } catch {
    return refuseFor('This is no XML that is taken: there may be no document type in it, and no entities.');
  }
}

/** The one provider of it; a federation's file has many. */
function entityIn(root: Element): Element {
  if (root.namespaceURI !== METADATA) refuseFor('This is no SAML metadata: it begins with EntityDescriptor.');
  if (root.localName === 'EntityDescriptor') return root;
  const found = elementsFrom(root).filter(
    (one) => one.localName === 'EntityDescriptor' && childrenNamed(one, 'IDPSSODescriptor').length > 0,
  );
  const [only] = found;
  if (!only || found.length > 1) refuseFor(`It describes ${found.length} providers: give that of one.`);
  return only;
}

const childrenNamed = (element: Element, name: string): Element[] =>
  childrenOf(element).filter(({ namespaceURI, localName }) => namespaceURI === METADATA && localName === name);

function assertInTime(element: Element, at: Date): void {
  const until = element.getAttribute('validUntil');
  if (until && !(Date.parse(until) > at.getTime()))
    refuseFor('Its time is over (validUntil): ask the provider for another.');
}

const placeOf = (provider: Element, name: string): string =>
  childrenNamed(provider, name)
    .find((one) => one.getAttribute('Binding') === REDIRECT)
    ?.getAttribute('Location') ?? '';

function certificatesOf(provider: Element, at: Date): Pick<ProviderMetadata, 'certificate' | 'remarks'> {
  const found = childrenNamed(provider, 'KeyDescriptor')
    .filter((one) => ['', 'signing'].includes(one.getAttribute('use') ?? ''))
    .flatMap(elementsFrom)
    .filter(({ localName }) => localName === 'X509Certificate')
    .map((one) => certificateOf(one.textContent ?? ''));
  if (found.length === 0) refuseFor('It has no certificate for signing.');
  const good = found.filter((one) => new Date(one.validTo) > at);
  if (good.length === 0) refuseFor('The time of its certificate is over: ask the provider for another.');
  const others = good.filter((one) => one.publicKey.asymmetricKeyType !== 'rsa');
  if (others.length === good.length) refuseFor('It signs with a key that is not RSA, which is not taken.');
  const rsa = [...new Set(good.filter((one) => !others.includes(one)).map((one) => one.toString().trim()))];
  return {
    certificate: rsa.join('\n'),
    remarks: [
      ...(good.length < found.length ? ['A certificate whose time is over was left out.'] : []),
      ...(others.length > 0 ? ['A certificate for a key that is not RSA was left out.'] : []),
    ],
  };
}

function certificateOf(text: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(text.replace(/\s/g, ''), 'base64'));
  } catch {
    return refuseFor('A certificate in it cannot be read.');
  }
}
