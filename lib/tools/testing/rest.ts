/** A program with a token of its own that calls the REST door, as a real one does. */
import { randomUUID } from 'node:crypto';
import { createClient } from '@/lib/admin/api-clients/create';
import { exchangeToken } from '@/lib/admin/api-clients/exchange-token';
import type { Context } from '@/lib/platform/context';
import type { StatedPurpose } from '@/lib/protection/accounting/purposes';
import { makeApi } from '@/lib/ways-in/api/app';
import { commandLine, type TestOrg } from './make-org';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what a test is about
  body: any;
  headers: Headers;
}

export type Rest = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export const ALL_SCOPES = [
  'ZohoCRM.modules.ALL',
  'ZohoCRM.settings.ALL',
  'ZohoCRM.org.READ',
  'ZohoCRM.users.READ',
  'ZohoCRM.coql.READ',
  'ZohoCRM.bulk.ALL',
  'SalesIQ.conversations.ALL',
  'SalesIQ.visitors.ALL',
];

/** The word for an error, in the form of CRM's API or of SalesIQ's. */
export const codeIn = (body: Answer['body']): string | undefined => body?.code ?? body?.error?.reason;

const api = makeApi();

/** A client that acts for a person of the org. */
export async function restClient(
  org: TestOrg,
  owner: Context,
  scopes: string[] = ALL_SCOPES,
  purpose?: StatedPurpose,
): Promise<Rest> {
  const token = await tokenFor(org, owner, scopes, purpose);
  return (method, path, body, headers = {}) =>
    call(method, path, body, { Authorization: `Bearer ${token}`, ...headers });
}

/** The access token of a client that acts for a person of the org. */
export async function tokenFor(
  org: TestOrg,
  owner: Context,
  scopes: string[] = ALL_SCOPES,
  purpose?: StatedPurpose,
): Promise<string> {
  const client = await createClient(commandLine(org.orgId), {
    name: `Program ${randomUUID().slice(0, 8)}`,
    ownerId: owner.actor.id,
    scopes,
    allowedIps: [],
    expiresAt: null,
    callsPerMinute: 10_000,
    ...(purpose && { purpose }),
  });
  const { access_token: token } = await exchangeToken(
    { grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret },
    { requestId: randomUUID(), ip: '192.0.2.1' },
  );
  return token;
}

/** A call as it stands, with no token of its own. */
export async function call(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const response = await api.request(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && {
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}
