/**
 * SAML 2.0, by `@node-saml/node-saml`. Guarantees of an identity that comes out: the assertion is signed with one of the provider's
 * certificates that were set, names the provider, us as its audience and our address as its recipient, answers the request that
 * this browser began with (InResponseTo, in the signed part too), is of now, give or take a minute, and of no more than ten; it
 * counts once (`replay.ts`). Against: forged, wrapped, replayed, old and foreign assertions, and such as nobody asked for. Does not:
 * open connections, nor take an assertion that the provider sends unasked (IdP-initiated).
 */
import { type CacheProvider, type Profile, SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { SamlConfig } from './config';
import { certificatesIn } from './config';
import { SsoFailure } from './failure';
import type { Identity } from './person';
import { assertForUs, identityOf, type SamlKept, type SamlPlaces } from './saml-assertion';
import type { SamlKey } from './saml-key';
import { assertShape } from './saml-shape';

const SKEW_MS = 60_000;
const OLDEST_MS = 10 * 60_000;
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

export type { SamlKept, SamlPlaces } from './saml-assertion';

/** What a request to end the session at the provider names. */
export type SamlSession = Pick<
  Profile,
  'nameID' | 'nameIDFormat' | 'nameQualifier' | 'spNameQualifier' | 'sessionIndex'
>;

/** Where to send the browser. */
export async function beginSaml(
  config: SamlConfig,
  places: SamlPlaces,
  relayState: string,
): Promise<{ location: string; kept: SamlKept }> {
  let kept: SamlKept | null = null;
  const saml = samlOf(config, places, {
    saveAsync: async (requestId, at) => {
      kept = { requestId, at };
      return { value: at, createdAt: Date.parse(at) };
    },
    getAsync: async () => null,
    removeAsync: async () => null,
  });
  const location = await saml.getAuthorizeUrlAsync(relayState, undefined, {});
  if (kept === null) throw new SsoFailure('not_proven', 'REQUEST');
  return { location, kept };
}

interface Finished {
  identity: Identity;
  session: SamlSession;
  /** By which it is known when it comes again. */
  assertionId: string;
}

/** Who it is. @param response in base64, as it was posted. @throws SsoFailure */
export async function finishSaml(
  config: SamlConfig,
  places: SamlPlaces,
  { response, kept }: { response: string; kept: SamlKept },
): Promise<Finished> {
  const xml = Buffer.from(response, 'base64').toString('utf8');
  await assertShape(xml, places.acs, keyFor(config, 'takesEncrypted')?.privateKey ?? null);
  const saml = samlOf(config, places, {
    saveAsync: async () => null,
    getAsync: async (requestId) => (requestId === kept.requestId ? kept.at : null),
    removeAsync: async () => null,
  });
  const profile = await saml
    .validatePostResponseAsync({ SAMLResponse: response })
    .then(({ profile }) => profile)
    // What it throws may repeat what was answered.
    .catch((error: unknown) => {
      throw new SsoFailure('not_proven', codeOf(error));
    });
  if (!profile) throw new SsoFailure('not_proven', 'NO_PROFILE');
  const { issuer, nameID, nameIDFormat } = profile;
  if (issuer !== config.issuer) throw new SsoFailure('not_proven', 'ISSUER');
  if (!nameID || nameIDFormat === TRANSIENT) throw new SsoFailure('not_proven', 'NAME_ID');
  const assertionId = assertForUs(profile, places, kept);
  const { nameQualifier, spNameQualifier, sessionIndex } = profile;
  const session = { nameID, nameIDFormat, nameQualifier, spNameQualifier, sessionIndex };
  return { identity: identityOf(profile, config), session: withoutGaps(session), assertionId };
}

/** Where the browser ends its session at the provider; null where that has no such place. */
export async function logoutOfSaml(
  config: SamlConfig,
  places: SamlPlaces,
  session: SamlSession,
): Promise<string | null> {
  if (config.logoutUrl === '') return null;
  const saml = samlOf(config, places, {
    saveAsync: async () => null,
    getAsync: async () => null,
    removeAsync: async () => null,
  });
  return saml.getLogoutUrlAsync({ issuer: config.issuer, ...session }, '', {});
}

/** What the provider's administrator is given of us. */
export const samlMetadata = ({ entityId, acs, loggedOut }: SamlPlaces, config: SamlConfig | null): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">`,
    `  <SPSSODescriptor AuthnRequestsSigned="${keyFor(config, 'signsRequests') !== null}" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`,
    ...keyDescriptor('signing', keyFor(config, 'signsRequests')),
    ...keyDescriptor('encryption', keyFor(config, 'takesEncrypted')),
    `    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${loggedOut}"/>`,
    `    <AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acs}"/>`,
    '  </SPSSODescriptor>',
    '</EntityDescriptor>',
    '',
  ].join('\n');

/** Our key, where it is used for this. A connection from before there were any has none. */
const keyFor = (config: SamlConfig | null, use: 'signsRequests' | 'takesEncrypted'): SamlKey | null =>
  config?.[use] && config.key ? config.key : null;

const GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';

const keyDescriptor = (use: 'signing' | 'encryption', key: SamlKey | null): string[] =>
  key === null
    ? []
    : [
        `    <KeyDescriptor use="${use}">`,
        '      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>',
        key.certificate.replace(/-----[A-Z ]+-----/g, '').trim(),
        '      </X509Certificate></X509Data></KeyInfo>',
        ...(use === 'encryption' ? [`      <EncryptionMethod Algorithm="${GCM}"/>`] : []),
        '    </KeyDescriptor>',
      ];

function samlOf(config: SamlConfig, { entityId, acs }: SamlPlaces, cacheProvider: CacheProvider): SAML {
  const [signing, opening] = [keyFor(config, 'signsRequests'), keyFor(config, 'takesEncrypted')];
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acs,
    entryPoint: config.entryPoint,
    ...(config.logoutUrl !== '' && { logoutUrl: config.logoutUrl }),
    idpCert: certificatesIn(config.certificate) ?? [],
    idpIssuer: config.issuer,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    signatureAlgorithm: 'sha256',
    ...(signing && { privateKey: signing.privateKey }),
    ...(opening && { decryptionPvk: opening.privateKey }),
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    acceptedClockSkewMs: SKEW_MS,
    maxAssertionAgeMs: OLDEST_MS,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: OLDEST_MS,
    cacheProvider,
  });
}

const withoutGaps = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null)) as T;

/** What the library says is wrong, as a code. */
function codeOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  const [code] = CODES.find(([, pattern]) => pattern.test(said)) ?? ['INVALID'];
  return code;
}
const CODES: readonly (readonly [string, RegExp])[] = [
  ['IN_RESPONSE_TO', /InResponseTo/],
  ['EXPIRED', /expired|No valid subject confirmation/i],
  ['NOT_YET', /not yet valid/i],
  ['AUDIENCE', /audience/i],
  ['SIGNATURE', /signature/i],
];
