import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/ways-in/http/auth-options';

/**
 * What the sign-in form needs of next-auth, and no more: its `session` would hand the session's secret to scripts, and
 * signing out is an action of ours.
 */
const SERVED = new Set([
  'GET providers',
  'GET csrf',
  'POST callback/credentials',
  'POST callback/passkey',
  'POST callback/offline-kit',
]);

type Segment = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, segment: Segment): Promise<Response> {
  const { nextauth } = await segment.params;
  if (!SERVED.has(`${request.method} ${nextauth.join('/')}`)) return new Response('Not found.', { status: 404 });
  return NextAuth(request, segment, authOptions());
}

export { handle as GET, handle as POST };
