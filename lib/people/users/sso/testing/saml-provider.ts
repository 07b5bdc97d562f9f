/** A provider of SAML for tests: `samlp`, which people meet in front of Auth0's directories, and what a dishonest one would do. */
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import samlp from 'samlp';
import { certifyRsa, makeAuthority } from '@/lib/apps/testing/certificates';

export const samlKeys = certifyRsa(makeAuthority(), 'idp.example');
export const otherKeys = certifyRsa(makeAuthority(), 'other.example');
export const ENTITY_ID = 'urn:idp.example';

export interface SamlPerson {
  id: string;
  email: string;
  name?: string;
  groups?: readonly string[];
}

export interface SamlAnswer {
  person: SamlPerson;
  requestId: string;
  audience: string;
  acs: string;
  issuer?: string;
  keys?: typeof samlKeys;
  lifetimeS?: number;
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
  signAssertion?: boolean;
  signResponse?: boolean;
  nameIdFormat?: string;
  /** A certificate, for whose key the assertion is encrypted. */
  encryptFor?: string;
  encryptionAlgorithm?: string;
}

/** What the provider answers, as XML. */
export function samlAnswer(answer: SamlAnswer): Promise<string> {
  const { person, keys = samlKeys } = answer;
  return new Promise((resolve, reject) => {
    samlp.getSamlResponse(
      {
        issuer: answer.issuer ?? ENTITY_ID,
        cert: keys.cert,
        key: keys.key,
        audience: answer.audience,
        recipient: answer.acs,
        destination: answer.acs,
        inResponseTo: answer.requestId,
        lifetimeInSeconds: answer.lifetimeS ?? 300,
        signatureAlgorithm: answer.signatureAlgorithm ?? 'rsa-sha256',
        digestAlgorithm: answer.digestAlgorithm ?? 'sha256',
        signAssertion: answer.signAssertion ?? true,
        signResponse: answer.signResponse ?? false,
        profileMapper: mapperOf(answer.nameIdFormat),
        ...(answer.encryptFor && {
          encryptionCert: answer.encryptFor,
          encryptionPublicKey: publicKeyOf(answer.encryptFor),
          encryptionAlgorithm: answer.encryptionAlgorithm ?? 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
          disallowEncryptionWithInsecureAlgorithm: answer.encryptionAlgorithm === undefined,
          warnOnInsecureEncryptionAlgorithm: false,
        }),
      },
      person,
      (error: Error | null, xml: string) => (error ? reject(error) : resolve(xml)),
    );
  });
}

/** Of a certificate, in PEM. */
export const publicKeyOf = (cert: string): string =>
  new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'pem' }).toString();

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

const mapperOf =
  (nameIdentifierFormat = PERSISTENT) =>
  ({ id, email, name, groups = [] }: SamlPerson) => ({
    getClaims: () => ({ email, ...(name && { displayName: name }), ...(groups.length > 0 && { groups: [...groups] }) }),
    getNameIdentifier: () => ({ nameIdentifier: id, nameIdentifierFormat }),
  });

export interface SamlProvider {
  entryPoint: string;
  logoutUrl: string;
  /** Who is at the provider's screen now. */
  person: SamlPerson;
  /** The certificate of whoever asks, once the provider has it: requests have to be signed by it, and answers are encrypted for it. */
  asker: string | null;
  /** What it tells of itself. */
  metadata: string;
  /** Requests to end the session that came. */
  loggedOut: string[];
  close(): Promise<void>;
}

/** A provider that listens at an address of this machine, and signs in whoever is set. */
export async function startSamlProvider(person: SamlPerson): Promise<SamlProvider> {
  const nothing = { entryPoint: '', logoutUrl: '', metadata: '', asker: null };
  const provider: SamlProvider = { ...nothing, person, loggedOut: [], close: async () => {} };
  const answer = (acs: string) =>
    samlp.auth({
      issuer: ENTITY_ID,
      cert: samlKeys.cert,
      key: samlKeys.key,
      // It names where the answer goes, in and outside of what is signed.
      destination: acs,
      recipient: acs,
      lifetimeInSeconds: 300,
      profileMapper: mapperOf(),
      ...(provider.asker && {
        signingCert: provider.asker,
        encryptionCert: provider.asker,
        encryptionPublicKey: publicKeyOf(provider.asker),
      }),
      getUserFromRequest: () => provider.person,
      getPostURL: (_: unknown, __: unknown, ___: unknown, done: (error: null, url: string) => void) => done(null, acs),
      responseHandler: (xml: Buffer, _: unknown, request: Asked, response: Answering) => {
        const fields = { SAMLResponse: xml.toString('base64'), RelayState: request.query.RelayState ?? '' };
        response.setHeader('content-type', 'text/html');
        response.end(formOf(acs, fields));
      },
    });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/slo') {
      provider.loggedOut.push(url.searchParams.get('SAMLRequest') ?? '');
      response.end('<!doctype html><title>Provider</title><p>You are signed out at the provider.</p>');
      return;
    }
    if (provider.asker && !url.searchParams.has('Signature')) {
      response.statusCode = 403;
      response.end('Not signed');
      return;
    }
    const asked = Object.assign(request, { query: Object.fromEntries(url.searchParams), originalUrl: request.url });
    answer(acsIn(url.searchParams.get('SAMLRequest') ?? ''))(asked, response, (error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  const origin = await listen(server);
  provider.entryPoint = `${origin}/sso`;
  provider.logoutUrl = `${origin}/slo`;
  provider.metadata = metadataOf(provider);
  provider.close = () => new Promise((done) => server.close(() => done()));
  return provider;
}

const metadataOf = ({ entryPoint, logoutUrl }: SamlProvider): string =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ENTITY_ID}">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>
${samlKeys.cert.replace(/-----[A-Z ]+-----/g, '').trim()}
</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${logoutUrl}"/>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${entryPoint}"/>
</IDPSSODescriptor></EntityDescriptor>`;

/** Where a request wants its answer. */
function acsIn(request: string): string {
  const xml = inflateRawSync(Buffer.from(request, 'base64')).toString();
  return /AssertionConsumerServiceURL="([^"]+)"/.exec(xml)?.[1] ?? '';
}

interface Asked {
  query: Record<string, string>;
}
interface Answering {
  setHeader(name: string, value: string): void;
  end(text: string): void;
}

const formOf = (action: string, fields: Record<string, string>): string => {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<!doctype html><title>Provider</title><form method="post" action="${action}">${inputs.join('')}</form>
<script>document.forms[0].submit()</script>`;
};

/** @param port any that is free, where none is named */
export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
