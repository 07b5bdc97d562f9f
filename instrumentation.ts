import type { Instrumentation } from 'next';

/** Next calls this once, before the server takes requests. */
export async function register() {
  // Asked this way round, Next leaves Node's modules out of what it compiles for another runtime.
  // biome-ignore lint/style/noProcessEnv: Next puts the runtime here when it builds
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { markRequests } = await import('@/lib/ways-in/http/mark-requests');
    markRequests();
  }
}

/** An error that no page or route caught: the screen shows its digest, the log finds it by that. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath }) => {
  // biome-ignore lint/style/noProcessEnv: Next puts the runtime here when it builds
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { log } = await import('@/lib/platform/log');
    const { answerUnavailable, isUnavailable } = await import('@/lib/ways-in/http/unavailable');
    const { REQUEST_ID_HEADER } = await import('@/lib/ways-in/http/mark-requests');
    if (isUnavailable(error)) return answerUnavailable(String(request.headers[REQUEST_ID_HEADER] ?? ''));
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
    log.error({ event: 'request.broken', code: digest, path: routePath });
  }
};
