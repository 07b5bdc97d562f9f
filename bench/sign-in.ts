/**
 * Signing in by a passkey and by single sign-on, against the libraries' verification alone over the same answers: what a session, its
 * keyed checks and its event cost. The arms take turns. The provider of OpenID Connect is in this process and answers from memory, so
 * that neither a network nor its own work is in the figures.
 */
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import * as client from 'openid-client';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { addPasskey, offerPasskey } from '@/lib/people/factors/add';
import { findPasskey } from '@/lib/people/factors/rows';
import { offerSignIn, signInByPasskey } from '@/lib/people/users/sign-in-by-passkey';
import type { OidcConfig } from '@/lib/people/users/sso/config';
import { findConnection } from '@/lib/people/users/sso/connection';
import { beginOidc, finishOidc, type OidcKept, type SsoFetch } from '@/lib/people/users/sso/oidc';
import { createConnection } from '@/lib/people/users/sso/save';
import { signInBySso } from '@/lib/people/users/sso/sign-in';
import { switchOn } from '@/lib/people/users/sso/switch';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { softAuthenticator } from '@/lib/tools/testing/authenticator';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { median } from './median';
import type { BenchRow } from './row';

const ROUNDS = 60;
const ISSUER = 'https://idp.example';
const REDIRECT = 'https://care.example/callback';
const FROM = { ip: null, userAgent: null, requestId: 'bench', former: null };

interface Spent {
  ms: number;
  cpuMs: number;
}

async function spent(act: () => Promise<unknown>): Promise<Spent> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await act();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - began, cpuMs: (user + system) / 1000 };
}

interface Arms {
  ours: () => Promise<unknown>;
  bare: () => Promise<unknown>;
}

/** @param prepare makes what one round compares, which is not measured */
async function compared(name: string, prepare: () => Promise<Arms>): Promise<BenchRow[]> {
  const rounds: { ours: Spent; bare: Spent }[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const arms = await prepare();
    rounds.push({ bare: await spent(arms.bare), ours: await spent(arms.ours) });
  }
  const p50 = (arm: keyof Arms, of: keyof Spent) => median(rounds.map((round) => round[arm][of]));
  const two = (value: number) => Math.round(value * 100) / 100;
  const [ours, bare] = [p50('ours', 'ms'), p50('bare', 'ms')];
  const [cpu, bareCpu] = [p50('ours', 'cpuMs'), p50('bare', 'cpuMs')];
  return [
    {
      figure: `${name}, of its time`,
      value: two(ours / bare),
      unit: '×',
      note: `p50 ${two(ours)} against ${two(bare)} ms`,
    },
    {
      figure: `${name}, of its CPU`,
      value: two(cpu / bareCpu),
      unit: '×',
      note: `Node alone: ${two(cpu)} against ${two(bareCpu)} ms`,
    },
  ];
}

async function byPasskey({ operator, orgId }: TestOrg): Promise<BenchRow[]> {
  const origin = new URL(env().NEXTAUTH_URL ?? 'http://localhost:3000').origin;
  const device = softAuthenticator(origin);
  await addPasskey(operator, device.make(await offerPasskey(operator)));
  return compared('Sign-in by a passkey, against @simplewebauthn/server alone', async () => {
    const asked = await offerSignIn();
    const answer = device.sign(asked);
    const response = answer.response as unknown as AuthenticationResponseJSON;
    const known = await findPasskey(orgId, operator.actor.id, response.id);
    if (!known) throw new Error('There is no passkey.');
    const credential = { id: known.credentialId, publicKey: Uint8Array.from(known.publicKey), counter: 0 };
    const expected = {
      expectedChallenge: asked.challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
    };
    return {
      bare: () => verifyAuthenticationResponse({ response, ...expected, requireUserVerification: true, credential }),
      ours: () => signInByPasskey({ ...FROM, answer }),
    };
  });
}

/** A provider that answers from memory, in the name of whoever has the address. */
function memoryProvider(email: string): { fetch: SsoFetch; expect(kept: OidcKept): void } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  let nonce = '';
  const idToken = () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      aud: 'careledger',
      sub: 'olga',
      iat: now,
      exp: now + 300,
      nonce,
      email,
      email_verified: true,
    };
    const said = `${part({ alg: 'RS256', kid: '1', typ: 'JWT' })}.${part(claims)}`;
    return `${said}.${createSign('RSA-SHA256').update(said).sign(privateKey, 'base64url')}`;
  };
  const answers: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/auth`,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/token': () => ({ access_token: 'a', token_type: 'bearer', expires_in: 60, id_token: idToken() }),
    '/jwks': () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }] }),
  };
  return {
    fetch: async (url) => Response.json(answers[new URL(url).pathname]?.() ?? {}),
    expect(kept) {
      nonce = kept.nonce;
    },
  };
}

async function bySso(org: TestOrg): Promise<BenchRow[]> {
  const email = `olga@bench-${randomUUID().slice(0, 8)}.example`;
  const domain = email.slice(email.indexOf('@') + 1);
  const place = { profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
  const asked = {
    kind: 'oidc' as const,
    name: 'Bench',
    issuer: ISSUER,
    clientId: 'careledger',
    clientSecret: 's',
    domains: [domain],
  };
  const id = await createConnection(org.admin, { ...asked, creates: place });
  await switchOn(org.admin, { id });
  for (const one of (await listApprovals(org.officer)).waiting)
    await confirmApproval(org.officer, { id: one.id }, APPROVAL_HANDLERS);
  const connection = await inOrg(org.orgId, (tx) => findConnection(tx, id));
  if (!connection) throw new Error('There is no connection.');
  const config = connection.config as OidcConfig;
  const provider = memoryProvider(email);
  const { fetch } = provider;
  return compared('Sign-in by OpenID Connect, against openid-client alone', async () => {
    const { kept } = await beginOidc(config, { redirectUri: REDIRECT, fetch, email });
    provider.expect(kept);
    const query = new URLSearchParams({ code: 'c', state: kept.state });
    return {
      bare: async () => {
        const found = await client.discovery(new URL(ISSUER), 'careledger', 's', undefined, {
          [client.customFetch]: fetch,
        });
        client.enableNonRepudiationChecks(found);
        await client.authorizationCodeGrant(found, new URL(`${REDIRECT}?${query}`), {
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          pkceCodeVerifier: kept.verifier,
        });
      },
      ours: async () => {
        const { identity } = await finishOidc(config, {
          redirectUri: REDIRECT,
          query,
          kept,
          fetch,
          afterLogout: REDIRECT,
        });
        await signInBySso({ orgId: org.orgId, connection }, identity, FROM);
      },
    };
  });
}

/** Measures signing in by a passkey and by OpenID Connect. */
export async function benchSignIn(org: TestOrg): Promise<BenchRow[]> {
  return [...(await byPasskey(org)), ...(await bySso(org))];
}
