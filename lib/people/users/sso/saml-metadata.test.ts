/** What is read of a provider's metadata, and what is not. */
import { beforeAll, describe, expect, test } from 'vitest';
import { certify, certifyRsa, makeAuthority } from '@/lib/apps/testing/certificates';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { getSsoConnection } from './queries';
import { readProviderMetadata } from './saml-metadata';
import { createConnection } from './save';
import { otherKeys, samlKeys } from './testing/saml-provider';

const DAY_MS = 86_400_000;
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

const bare = (pem: string) => pem.replace(/-----[A-Z ]+-----|\s/g, '');
const keyOf = (pem: string, use = ' use="signing"') =>
  `<KeyDescriptor${use}><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>
  ${bare(pem)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
const service = (name: string, binding: string, at: string) => `<${name} Binding="${binding}" Location="${at}"/>`;

interface Parts {
  keys?: string;
  services?: string;
  attributes?: string;
  role?: string;
}
const ALL = `${service('SingleLogoutService', REDIRECT, 'https://idp.example/slo')}
${service('SingleSignOnService', POST, 'https://idp.example/post')}${service('SingleSignOnService', REDIRECT, 'https://idp.example/sso')}`;
const entity = ({
  keys = keyOf(samlKeys.cert),
  services = ALL,
  attributes = '',
  role = 'IDPSSODescriptor',
}: Parts = {}) =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:idp.example">
  <!-- made by a provider --><${role} ${attributes} protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
  ${keys}${services}</${role}></EntityDescriptor>`;

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});
const read = (metadata: string, at?: Date) => readProviderMetadata(org.admin, { metadata }, at);
const refused = (metadata: string, words: string) =>
  expect(read(metadata)).rejects.toMatchObject({
    code: 'invalid',
    fields: { metadata: expect.stringContaining(words) },
  });

test('where the provider is, with what it signs, and whether it wants signed requests', async () => {
  const found = await read(`<?xml version="1.0"?>\n${entity({ attributes: 'WantAuthnRequestsSigned="true"' })}`);
  expect(found).toEqual({
    issuer: 'urn:idp.example',
    entryPoint: 'https://idp.example/sso',
    logoutUrl: 'https://idp.example/slo',
    certificate: samlKeys.cert.trim(),
    signsRequests: true,
    remarks: [],
  });
});

test('both certificates while it changes them; none that is for encrypting, or over', async () => {
  const over = certify(makeAuthority(), ['idp.example'], 1);
  const keys = [
    keyOf(samlKeys.cert, ''),
    keyOf(otherKeys.cert),
    keyOf(certifyRsa(makeAuthority(), 'x').cert, ' use="encryption"'),
    keyOf(over.cert),
  ];
  const { certificate, remarks } = await read(entity({ keys: keys.join('') }));
  expect(certificate).toBe(`${samlKeys.cert.trim()}\n${otherKeys.cert.trim()}`);
  expect(remarks).toEqual(['A certificate whose time is over was left out.']);
});

test('of a file of several, the one that people sign in at', async () => {
  const both = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${entity({ role: 'SPSSODescriptor' })}${entity()}</EntitiesDescriptor>`;
  expect((await read(both)).issuer).toBe('urn:idp.example');
  await refused(both.replace(entity({ role: 'SPSSODescriptor' }), entity()), '2 providers');
});

describe('is refused, in words', () => {
  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'document type'],
    ['an entity', '<a>&b;</a>', 'no entities'],
    ['no XML', 'entityID', 'is no XML'],
    ['another document', '<a/>', 'no SAML metadata'],
    ['a service', entity({ role: 'SPSSODescriptor' }), 'no provider'],
    [
      'no address for a redirect',
      entity({ services: service('SingleSignOnService', POST, 'https://idp.example') }),
      'HTTP-Redirect',
    ],
    ['no certificate', entity({ keys: '' }), 'no certificate'],
    ['one for encrypting only', entity({ keys: keyOf(samlKeys.cert, ' use="encryption"') }), 'no certificate'],
    ['what is no certificate', entity({ keys: keyOf('AAAA') }), 'cannot be read'],
    [
      'a certificate whose time is over',
      entity({ keys: keyOf(certify(makeAuthority(), ['idp'], 1).cert) }),
      'time of its certificate is over',
    ],
    ['a key that is not RSA', entity({ keys: keyOf(makeAuthority().cert) }), 'not RSA'],
    [
      'one whose time is over',
      entity({ attributes: `validUntil="${new Date(Date.now() - DAY_MS).toISOString()}"` }),
      'time is over',
    ],
  ])('%s', (_, metadata, words) => refused(metadata, words));

  test('to whoever does not manage people', async () => {
    await expect(readProviderMetadata(org.operator, { metadata: entity() })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a connection', () => {
  const given = () => ({
    kind: 'saml' as const,
    name: `Provider ${Math.floor(performance.now())}`,
    domains: [`d${Math.floor(performance.now() * 1000)}.example`],
    issuer: 'urn:idp.example',
    entryPoint: 'https://idp.example/sso',
    certificate: samlKeys.cert,
  });

  test('stays as it was when other metadata of its provider is read: nothing is kept, and it is no event', async () => {
    const id = await createConnection(org.admin, given());
    const before = await getSsoConnection(org.admin, id);
    await read(
      entity({
        keys: keyOf(otherKeys.cert),
        services: service('SingleSignOnService', REDIRECT, 'https://evil.example'),
      }),
    );
    expect(await getSsoConnection(org.admin, id)).toEqual(before);
    expect(await eventsOf(org.orgId, 'sso.update')).toEqual([]);
  });
});
