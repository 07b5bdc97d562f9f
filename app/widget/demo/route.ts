import { COMMON_HEADERS } from '@/lib/ways-in/http/security-headers';
import { demoBrandKey } from '@/lib/ways-in/widget/demo-brand';
import { clinicPage } from './clinic-page';

export const dynamic = 'force-dynamic';

/** A page of a site, to try the chat on: with the demo's own brand or that of `?brand=`. Without the demo org it is not there. */
export async function GET(request: Request): Promise<Response> {
  const demo = await demoBrandKey();
  if (!demo) return new Response('Not found', { status: 404, headers: NOT_FOUND });
  const asked = new URL(request.url).searchParams.get('brand');
  return clinicPage(asked === null ? demo : /^\d{1,19}-\d{1,19}$/.test(asked) ? asked : null);
}

const NOT_FOUND = {
  ...COMMON_HEADERS,
  'content-type': 'text/plain; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
