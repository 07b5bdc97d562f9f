import { unstable_rethrow } from 'next/navigation';
import type { Context } from '@/lib/context';
import { forbidden } from '@/lib/errors';
import { answerOf, STATUS_OF } from './error-answer';
import { requireCallContext } from './require-context';
import type { Activity } from './session';

export interface RouteOptions {
  /** `background` for what a page asks by itself (progress): it does not keep the session alive. */
  activity?: Activity;
}

type RouteParams = Record<string, string | string[] | undefined>;

/**
 * Makes a route handler for signed-in people. Errors become `{ error: { code, message, fields?, reason?, facts? } }`
 * with the status of their code; every answer is `Cache-Control: no-store` unless the handler says otherwise.
 */
export function route<Params extends RouteParams = Record<string, string>>(
  handler: (ctx: Context, request: Request, params: Params) => Promise<Response>,
  options: RouteOptions = {},
) {
  return async (request: Request, segment: { params: Promise<Params> }): Promise<Response> => {
    try {
      assertSameOrigin(request);
      const ctx = await requireCallContext(options.activity);
      return withoutStore(await handler(ctx, request, await segment.params));
    } catch (error) {
      unstable_rethrow(error);
      return errorResponse(error, request.headers.get('x-request-id') ?? undefined);
    }
  };
}

/** The answer to an error, as JSON. */
export function errorResponse(error: unknown, requestId?: string): Response {
  const answer = answerOf(error, requestId);
  return withoutStore(Response.json({ error: answer }, { status: STATUS_OF[answer.code] }));
}

/** A change asked for by another site's page is refused (the cookie is SameSite=Lax as well). */
function assertSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  if (origin === null) return; // not a browser's cross-site request: those carry one
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.get('host')) {
    throw forbidden('This request came from another site.');
  }
}

function withoutStore(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}
