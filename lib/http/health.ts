import { ping } from '@/lib/db/client';

/** The answer to `GET /api/health`: 200 when the database answers, else 503. It tells a stranger nothing more. */
export async function healthResponse(): Promise<Response> {
  const healthy = await ping();
  return Response.json({ status: healthy ? 'ok' : 'unavailable' }, { status: healthy ? 200 : 503 });
}
