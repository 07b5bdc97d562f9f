/** A program that calls as an API client, for tests. */
import { randomUUID } from 'node:crypto';
import { commandLine, type TestOrg } from '@/lib/tools/testing/factories';
import { authenticate } from '../authenticate';
import { type ClientCredentials, createClient } from '../create';
import { exchangeToken } from '../exchange-token';
import type { NewClient } from '../schemas';

export const request = (over: { ip?: string | null } = {}) => ({ requestId: randomUUID(), ip: '192.0.2.7', ...over });

export interface Program extends ClientCredentials {
  name: string;
  /** What it sends to the token endpoint. */
  form(over?: Record<string, string>): Record<string, string>;
}

export async function makeProgram(org: TestOrg, over: Partial<NewClient> = {}): Promise<Program> {
  const name = over.name ?? `Program ${randomUUID().slice(0, 8)}`;
  const scopes = ['ZohoCRM.modules.ALL'];
  const made = await createClient(commandLine(org.orgId), { name, ownerId: org.operator.actor.id, scopes, ...over });
  const secrets = { client_id: made.clientId, client_secret: made.clientSecret, refresh_token: made.refreshToken };
  return { ...made, name, form: (more = {}) => ({ grant_type: 'refresh_token', ...secrets, ...more }) };
}

export const accessTokenOf = async (program: Program, at: Date = new Date()): Promise<string> =>
  (await exchangeToken(program.form(), request(), at)).access_token;

export const callWith = (token: string | null, { ip = '192.0.2.7' as string | null, nowMs = Date.now() } = {}) =>
  authenticate({ ...request({ ip }), authorization: token === null ? null : `Zoho-oauthtoken ${token}` }, nowMs);
