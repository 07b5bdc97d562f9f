/** The token endpoints, in OAuth 2's own error form (`error`), as Zoho's clients read it. */
import { Hono } from 'hono';
import { exchangeToken } from '@/lib/admin/api-clients/exchange-token';
import { revokeToken } from '@/lib/admin/api-clients/revoke-token';

import { CareledgerError, invalid } from '@/lib/platform/errors';
import { clientAddress } from '@/lib/ways-in/http/client-address';
import { requestIdOf } from '@/lib/ways-in/http/mark-requests';
import { isUnavailable, RETRY_AFTER_S } from '@/lib/ways-in/http/unavailable';
import { ApiError } from './api-error';
import { errorAnswer } from './error-answer';
import { readBytes } from './read-body';

const MAX_FORM_BYTES = 10_000;
const HEADERS = { 'Cache-Control': 'no-store', Pragma: 'no-cache', 'X-Content-Type-Options': 'nosniff' };

export function tokenRoutes(): Hono {
  const app = new Hono();
  app.post('/oauth/v2/token', (c) => answer(c.req.raw, (form, about) => exchangeToken(form, about)));
  app.post('/oauth/v2/token/revoke', (c) =>
    answer(c.req.raw, async (form) => {
      await revokeToken(form.token ?? '');
      return { status: 'success' };
    }),
  );
  return app;
}

type Form = Record<string, string>;
interface About {
  requestId: string;
  ip: string | null;
  inAddress: boolean;
}

/** What opens something: an address is kept in the logs of what stands on the way. */
const SECRETS = ['client_secret', 'refresh_token', 'code'] as const;

async function answer(request: Request, act: (form: Form, about: About) => Promise<unknown>): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const inAddress = SECRETS.some((name) => asked.has(name));
  const about = { requestId: requestIdOf(request.headers), ip: clientAddress(request.headers), inAddress };
  const headers = { ...HEADERS, 'X-Request-Id': about.requestId };
  try {
    return Response.json(await act(await readForm(request), about), { headers });
  } catch (error) {
    const { status, error: code } = oauthError(error, about.requestId);
    const response = Response.json({ error: code, status: 'failure' }, { status, headers });
    if (status === 503) response.headers.set('Retry-After', String(RETRY_AFTER_S));
    return response;
  }
}

/** Parameters of the form, or of the query: older clients of Zoho's send them there, secrets only where their client may (`prove-client.ts`). @throws invalid for one with two values */
async function readForm(request: Request): Promise<Form> {
  const pairs = [...new URL(request.url).searchParams, ...(await readPairs(request))];
  const form = Object.fromEntries(pairs);
  if (pairs.some(([name, value]) => form[name] !== value)) throw invalid('A parameter has two values.');
  return form;
}

async function readPairs(request: Request): Promise<[string, string][]> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) {
    const sized = new Request(request.url, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(await readBytes(request, MAX_FORM_BYTES)),
    });
    return [...(await sized.formData())].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  }
  return [...new URLSearchParams((await readBytes(request, MAX_FORM_BYTES)).toString('utf8'))];
}

function oauthError(error: unknown, requestId: string): { status: number; error: string } {
  if (error instanceof CareledgerError && error.reason && /^[a-z_]+$/.test(error.reason)) {
    return { status: error.reason === 'invalid_client' ? 401 : 400, error: error.reason };
  }
  if (error instanceof CareledgerError && error.code === 'limited') return { status: 429, error: 'slow_down' };
  if (error instanceof CareledgerError && error.code === 'invalid') return { status: 400, error: 'invalid_request' };
  if (error instanceof ApiError || error instanceof TypeError) return { status: 400, error: 'invalid_request' };
  if (isUnavailable(error)) return { status: 503, error: 'temporarily_unavailable' };
  return { status: errorAnswer(error, requestId).status, error: 'server_error' };
}
