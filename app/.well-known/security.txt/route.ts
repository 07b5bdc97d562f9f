import { securityText } from '@/lib/ways-in/http/security-text';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  const text = securityText();
  if (text === null) return new Response('Not found.', { status: 404 });
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
