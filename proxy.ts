import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/platform/env';
import { isFromAnotherSite } from '@/lib/ways-in/http/same-origin';
import { contentSecurityPolicy, newNonce, PAGE_HEADERS, STRICT_TRANSPORT } from '@/lib/ways-in/http/security-headers';

/**
 * Puts the security headers on every page, and refuses acts that another site's page sends (Next would refuse them too,
 * as an error of ours). Who may see a page is the page's to decide.
 */
export function proxy(request: NextRequest): NextResponse {
  if (isFromAnotherSite(request.method, request.headers)) {
    return new NextResponse('This request came from another site.\n', { status: 403 });
  }
  const nonce = newNonce();
  const isHttps = env().NEXTAUTH_URL?.startsWith('https:') ?? false;
  // biome-ignore lint/style/noProcessEnv: Next puts the mode here when it builds
  const policy = contentSecurityPolicy(nonce, { isHttps, isDevelopment: process.env.NODE_ENV === 'development' });

  // Next reads the nonce for its own scripts from the policy, the root layout from `x-nonce`.
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  if (isHttps) response.headers.set(...STRICT_TRANSPORT);
  return response;
}

/**
 * Not our own `/api`, whose handlers set headers of their own: Next would buffer every upload for the proxy, 10 MB at most.
 * Not the widget's files, which other sites load. Not the built files, which are public. The doors (`lib/ways-in/http/doors.ts`) do
 * not come here.
 */
export const config = {
  matcher: ['/((?!api/|widget/demo$|widget(?:-frame|-text-\\w\\w)?\\.js$|_next/static/|icon.svg).*)'],
};
