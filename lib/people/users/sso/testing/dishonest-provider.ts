/** A provider of OpenID Connect that answers what a test tells it to: what an honest one does not do. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { listen } from './saml-provider';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = pair();
export const foreignKey: KeyObject = pair().privateKey;

export interface Answer {
  claims: Record<string, unknown>;
  /** `none`: unsigned. */
  alg?: 'RS256' | 'none' | 'HS256';
  key?: KeyObject;
  /** What discovery says, where it is not the truth. */
  metadata?: Record<string, unknown>;
}

export interface DishonestProvider {
  issuer: string;
  answer: Answer;
  close(): Promise<void>;
}

export async function startDishonestProvider(): Promise<DishonestProvider> {
  const provider: DishonestProvider = { issuer: '', answer: { claims: {} }, close: async () => {} };
  const server = createServer((request, response) => {
    const { answer, issuer } = provider;
    const path = new URL(request.url ?? '/', issuer).pathname;
    if (path === '/.well-known/openid-configuration')
      return json(response, { ...metadataOf(issuer), ...answer.metadata });
    if (path === '/jwks')
      return json(response, { keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig' }] });
    if (path === '/token') return json(response, tokensOf(answer));
    response.statusCode = 404;
    response.end();
  });
  provider.issuer = await listen(server);
  provider.close = () => new Promise((done) => server.close(() => done()));
  return provider;
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
  authorization_response_iss_parameter_supported: true,
});

const tokensOf = (answer: Answer) => ({ access_token: 'access', token_type: 'Bearer', id_token: idToken(answer) });

function idToken({ claims, alg = 'RS256', key = published.privateKey }: Answer): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg, kid: '1', typ: 'JWT' })}.${part(claims)}`;
  if (alg === 'none') return `${text}.`;
  return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`;
}

function json(response: ServerResponse, value: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
