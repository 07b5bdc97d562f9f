/**
 * The page in the widget's frame: empty but for one script of ours.
 *
 * Guarantees: only the brand's own sites can frame it, so nobody lays a page of theirs over it; no script but ours runs
 * in it; it sets no cookie. Against: clickjacking, a message that turns out to be markup.
 */
import { findBrand } from '@/lib/chat/setup/brands';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { clientAddress } from '@/lib/ways-in/http/client-address';
import { STATUS_OF } from '@/lib/ways-in/http/error-answer';
import { COMMON_HEADERS, PAGE_HEADERS } from '@/lib/ways-in/http/security-headers';
import { RETRY_AFTER_S } from '@/lib/ways-in/http/unavailable';
import { readBrandKey } from './brand-key';
import { countCall } from './rate-limits';
import { noteSite } from './sites';

const PERMISSIONS = PAGE_HEADERS['permissions-policy'];

/** @returns the page; one that nobody may frame when there is no such brand. */
export async function frameAnswer(request: Request): Promise<Response> {
  try {
    await countCall('brand', { address: clientAddress(request.headers) });
    const { orgId, brandId } = readBrandKey(new URL(request.url).searchParams.get('brand'));
    const { settings } = await inOrg(orgId, (tx) => findBrand(tx, brandId));
    await noteSite(orgId, brandId, settings.origins, request.headers.get('referer'));
    const body = '<div id="chat"></div><script src="/widget-frame.js" defer></script>';
    return page(200, body, settings.languages[0] ?? 'en', ["'self'", ...settings.origins]);
  } catch (error) {
    if (!(error instanceof CareledgerError)) throw error;
    const passing = error.code === 'limited' || error.code === 'unavailable';
    const words = passing ? error.message : 'There is no chat at this address.';
    const response = page(STATUS_OF[error.code], `<p>${words}</p>`, 'en', ["'none'"]);
    if (error.code === 'limited') response.headers.set('retry-after', String(error.facts.retryAfter ?? 60));
    if (error.code === 'unavailable') response.headers.set('retry-after', String(RETRY_AFTER_S));
    response.headers.set('x-frame-options', 'DENY');
    return response;
  }
}

function page(status: number, body: string, language: string, framedBy: readonly string[]): Response {
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chat</title>
</head>
<body>${body}</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      ...COMMON_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(framedBy),
      'permissions-policy': PERMISSIONS,
    },
  });
}

/** Styles may be inline: the brand's colour is one. */
const policy = (framedBy: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy.join(' ')}`,
  ].join('; ');
