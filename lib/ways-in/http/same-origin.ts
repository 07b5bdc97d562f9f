/** Whether a change was asked for by a page of ours (the cookie is SameSite=Lax as well). */

/**
 * True when a page of another site asked for it. A browser says where a change comes from; what says nothing is none.
 * `Host`, `Origin` and what a proxy forwards are as `request-head.ts` left them: no client's word passes for a proxy's.
 */
export function isFromAnotherSite(method: string, headers: Headers): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = headers.get('origin');
  if (origin === null) return false;
  const ours = [headers.get('host'), headers.get('x-forwarded-host')];
  return !URL.canParse(origin) || !ours.includes(new URL(origin).host);
}
