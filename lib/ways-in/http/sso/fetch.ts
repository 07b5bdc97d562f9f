import { send } from '@/lib/apps/outbound';
import type { OidcConfig } from '@/lib/people/users/sso/config';
import type { SsoFetch } from '@/lib/people/users/sso/oidc';
import { invalid } from '@/lib/platform/errors';

const METHODS = ['GET', 'POST'] as const;
/** Statuses whose answers have no body. */
const BODILESS = new Set([204, 205, 304]);

/** Asks a provider by the product's one way to the outside: at addresses in the public internet, or allowed for the connection. */
export const fetchFor =
  ({ allowedRanges, ca }: Pick<OidcConfig, 'allowedRanges' | 'ca'>): SsoFetch =>
  async (url, { method: given, headers, body }) => {
    const method = METHODS.find((one) => one === given);
    if (!method) throw invalid('A provider is asked by GET and POST alone.');
    const request = { method, url, headers, ...(body && { body: textOf(body) }) };
    const answer = await send(request, allowedRanges, { timeoutMs: TIMEOUT_MS, ca: ca ?? undefined });
    const { 'content-encoding': _, 'content-length': __, 'transfer-encoding': ___, ...others } = answer.headers;
    return new Response(BODILESS.has(answer.status) ? null : answer.body, { status: answer.status, headers: others });
  };

const TIMEOUT_MS = 8_000;

/** @throws invalid for what is neither a text nor a form */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw invalid('A provider is sent texts and forms alone.');
}
