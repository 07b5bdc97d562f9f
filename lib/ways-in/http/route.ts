import { unstable_rethrow } from 'next/navigation';
import type { Context } from '@/lib/platform/context';
import { forbidden, notFound } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { answerOf, STATUS_OF } from './error-answer';
import { requestIdOf } from './mark-requests';
import { noting } from './refusal';
import { requireCallContext } from './require-context';
import { isFromAnotherSite } from './same-origin';
import { DATA_HEADERS } from './security-headers';
import type { Activity } from './session';
import { RETRY_AFTER_S } from './unavailable';

export interface RouteOptions {
  /** `background` for what a page asks by itself (progress): it does not keep the session alive. */
  activity?: Activity;
}

type RouteParams = Record<string, string | string[] | undefined>;

/**
 * Makes a route handler for signed-in people. Errors become `{ error: { code, message, fields?, reason?, facts? } }`
 * with the status of their code; every answer is `no-store` and sandboxed unless the handler says otherwise.
 */
export function route<Params extends RouteParams = Record<string, string>>(
  handler: (ctx: Context, request: Request, params: Params) => Promise<Response>,
  options: RouteOptions = {},
) {
  return async (request: Request, segment: { params: Promise<Params | undefined> }): Promise<Response> => {
    try {
      if (isFromAnotherSite(request.method, request.headers)) throw forbidden('This request came from another site.');
      const ctx = await requireCallContext(options.activity);
      // An address without a parameter has none at all.
      const params = (await segment.params) ?? ({} as Params);
      assertIds(params);
      return withSafeHeaders(await noting(ctx, handler(ctx, request, params)));
    } catch (error) {
      unstable_rethrow(error);
      return errorResponse(error, requestIdOf(request.headers));
    }
  };
}

/** The answer to an error, as JSON. */
export function errorResponse(error: unknown, requestId?: string): Response {
  const answer = answerOf(error, requestId);
  const response = Response.json({ error: answer }, { status: STATUS_OF[answer.code] });
  if (answer.code === 'unavailable') response.headers.set('retry-after', String(RETRY_AFTER_S));
  return withSafeHeaders(response);
}

/** What is no id names nothing, and would be an error of the database further in. */
function assertIds(params: RouteParams): void {
  const named = Object.entries(params).filter(([name]) => name.endsWith('Id'));
  if (!named.every(([, value]) => isId(value))) throw notFound('What this address names');
}

/** What the handler set itself stays. */
function withSafeHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(DATA_HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}
