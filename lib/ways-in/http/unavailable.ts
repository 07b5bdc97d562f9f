/**
 * Answers 503 with `Retry-After` where Next writes the status itself (pages, server actions, signing in): the database
 * could not be reached. Not to a page's own fetch of what it shows (`RSC`): Next's client would load the page anew on
 * such a status, and what a person has typed would be gone; there the screen says it.
 */
import type { ServerResponse } from 'node:http';
import { UNAVAILABLE_DIGEST } from '@/lib/platform/errors';
import { once } from '@/lib/platform/once';

/** When to try again, in seconds, as every transport tells it. */
export const RETRY_AFTER_S = 5;

const open = once('ways-in/http/unavailable', () => new Map<string, ServerResponse>());

/** Remembers the response of a request until it has ended. Called by `markRequests`. */
export function rememberResponse(requestId: string, response: ServerResponse): void {
  // Asked now: Next takes its own headers away before it renders.
  if (response.req.headers.rsc !== undefined) return;
  open.set(requestId, response);
  response.once('close', () => open.delete(requestId));
}

/** Whether an error says that the database is away. Not by its class, of which there is one for each time it was loaded. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Error && 'digest' in error && error.digest === UNAVAILABLE_DIGEST;

/** Gives the answer to this request the status 503, whatever is rendered, unless its head has gone out already. */
export function answerUnavailable(requestId: string): void {
  const response = open.get(requestId);
  if (!response || response.headersSent) return;
  open.delete(requestId);
  response.setHeader('retry-after', String(RETRY_AFTER_S));
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) =>
    writeHead(status >= 300 && status < 400 ? status : 503, ...rest)) as ServerResponse['writeHead'];
}
