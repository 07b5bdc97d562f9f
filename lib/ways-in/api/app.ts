/** The REST door: one Hono app, served by the web server and alone by `npm run api` (`lib/ways-in/http/doors.ts`). */
import { Hono } from 'hono';
import { type ApiSession, authenticate } from '@/lib/admin/api-clients/authenticate';
import { allows } from '@/lib/admin/api-clients/scopes';
import { noteCall } from '@/lib/admin/api-clients/usage';
import { isIntact } from '@/lib/crm/modules/metadata';
import { closedToPrograms } from '@/lib/protection/integrity/errors';
import { clientAddress } from '@/lib/ways-in/http/client-address';
import { requestIdOf } from '@/lib/ways-in/http/mark-requests';
import { DATA_POLICY } from '@/lib/ways-in/http/security-headers';
import { RETRY_AFTER_S } from '@/lib/ways-in/http/unavailable';
import { ApiError } from './api-error';
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { errorAnswer } from './error-answer';
import { runOnce } from './idempotency';
import { tokenRoutes } from './oauth';
import { openApiDocument } from './openapi';
import { assertLookedAt } from './preconditions';
import { assertBodyTaken } from './read-body';
import { queryIn } from './read-query';
import { inFormOf } from './salesiq/error-form';

/** The app. Made once a process. */
export function makeApi(): Hono {
  const app = new Hono();
  app.route('/', tokenRoutes());
  app.get('/crm/v8/openapi.json', (c) => c.json(openApiDocument()));
  const inOrder = [...ENDPOINTS].sort((a, b) => parameters(a) - parameters(b));
  for (const endpoint of inOrder) {
    app.on(endpoint.method.toUpperCase(), honoPath(endpoint.path), (c) => answer(endpoint, c.req.raw, c.req.param()));
  }
  app.notFound((c) => unknownPath(c.req.raw));
  return app;
}

/** Fixed paths before those with a parameter in their place, so that a module cannot shadow `/org`. */
const parameters = ({ path }: Endpoint): number =>
  path.split('/').reduce((sum, part) => sum * 2 + (part.startsWith('{') ? 1 : 0), 1);

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

async function answer(endpoint: Endpoint, request: Request, params: Record<string, string>): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const headers: Record<string, string> = { ...SAFE_HEADERS, 'X-Request-Id': requestId };
  let noted: { orgId: string; clientId: string } | undefined;
  const fieldsRead: string[] = [];
  let response: Response;
  try {
    const session = await authenticate({
      authorization: request.headers.get('authorization'),
      requestId,
      ip: clientAddress(request.headers),
    });
    noted = { orgId: session.ctx.orgId, clientId: session.clientId };
    Object.assign(headers, limitHeaders(session.limit));
    if (![endpoint.need(params)].flat().some((need) => allows(session.scopes, need))) {
      throw new ApiError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL');
    }
    await assertIntact(endpoint, session);
    assertLookedAt(endpoint, request);
    const { query, ignored } = queryIn(request, endpoint);
    await assertBodyTaken(request, endpoint);
    if (ignored.length > 0) headers['X-Ignored-Parameters'] = ignored.join(', ');
    response = await runOnce(endpoint, { ctx: session.ctx, session, request, params, query, fieldsRead });
  } catch (error) {
    const { status, body } = errorAnswer(error, requestId);
    response = Response.json(inFormOf(endpoint.path, status, body), { status });
    if (status === 503) headers['Retry-After'] = String(RETRY_AFTER_S);
    if (status === 429) headers['Retry-After'] = String(body.details.resetSeconds ?? 60);
  }
  if (noted) {
    const about = params.module ? { module: params.module, fields: fieldsRead } : {};
    noteCall({ ...noted, ok: response.status < 400, ...about });
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** The log of what happened is read all the same. @throws internal `INTEGRITY` */
async function assertIntact({ path }: Endpoint, { ctx, metaVersion }: ApiSession): Promise<void> {
  if (path.includes('/audit_log_export') || (await isIntact(ctx.orgId, metaVersion))) return;
  throw closedToPrograms();
}

/** Nothing keeps an answer, nothing runs it. */
const SAFE_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': DATA_POLICY,
  'Referrer-Policy': 'no-referrer',
};

const limitHeaders = ({
  limit,
  remaining,
  resetSeconds,
}: {
  limit: number;
  remaining: number;
  resetSeconds: number;
}) => ({
  'RateLimit-Limit': String(limit),
  'RateLimit-Remaining': String(remaining),
  'RateLimit-Reset': String(resetSeconds),
});

/** The answer where no endpoint is: another method at a known path is told apart from a path that is none. */
export function unknownPath(request: Request): Response {
  const { pathname } = new URL(request.url);
  const known = ENDPOINTS.filter(({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
  const allowed = [...new Set(known.map(({ method }) => method.toUpperCase()))];
  const error = allowed.length
    ? new ApiError(405, 'INVALID_REQUEST_METHOD', 'the http request method type is not a valid one')
    : new ApiError(404, 'INVALID_URL_PATTERN', 'please check if the URL trying to access is a correct one');
  const { status, body } = errorAnswer(error, '');
  return Response.json(inFormOf(pathname, status, body), {
    status,
    headers: {
      ...SAFE_HEADERS,
      'X-Request-Id': requestIdOf(request.headers),
      ...(allowed.length > 0 && { Allow: allowed.join(', ') }),
    },
  });
}
