/**
 * The visitor's door: one Hono app, served by the web server (`lib/ways-in/http/doors.ts`).
 *
 * Guarantees: what a visitor's token does not reach is not there (404), a wrong token is 401, whatever is wrong with it;
 * nothing is set in a cookie, and nothing kept by a cache.
 */
import { Hono } from 'hono';
import { visitorContext } from '@/lib/chat/visitors/context';
import { readVisitorToken } from '@/lib/chat/visitors/token';
import { notFound } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { clientAddress } from '@/lib/ways-in/http/client-address';
import { requestIdOf } from '@/lib/ways-in/http/mark-requests';
import { DATA_HEADERS } from '@/lib/ways-in/http/security-headers';
import { bearerOf } from './bearer';
import type { Endpoint, WidgetCall } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { errorAnswer } from './error-answer';
import { frameAnswer } from './frame';
import { countCall } from './rate-limits';

/** The app. Made once a process. */
export function makeWidgetDoor(): Hono {
  const app = new Hono();
  for (const endpoint of ENDPOINTS) {
    app.on(endpoint.method, `/widget/api/${endpoint.path}`, (c) => answer(endpoint, c.req.raw, c.req.param()));
  }
  app.get('/widget/frame', (c) => frameAnswer(c.req.raw));
  app.notFound((c) => safe(errorAnswer(notFound('What this address names'), requestIdOf(c.req.raw.headers))));
  return app;
}

async function answer(endpoint: Endpoint, request: Request, params: Record<string, string>): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const address = clientAddress(request.headers);
  const query = new URL(request.url).searchParams;
  try {
    return safe(await run(endpoint, { request, params, query, requestId, address }));
  } catch (error) {
    return safe(errorAnswer(error, requestId));
  }
}

async function run(endpoint: Endpoint, call: WidgetCall): Promise<Response> {
  const { request, params, requestId, address } = call;
  if (endpoint.for === 'anybody') {
    await countCall(endpoint.limit, { address });
    return endpoint.run(call);
  }
  const ctx = await visitorContext(readVisitorToken(bearerOf(request)), { requestId, address });
  await countCall(endpoint.limit, { visitorId: ctx.actor.id, address });
  if (!Object.values(params).every(isId)) throw notFound('What this address names');
  return endpoint.run({ ...call, ctx });
}

/** What an endpoint set itself stays. */
function safe(response: Response): Response {
  for (const [name, value] of Object.entries(DATA_HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}
