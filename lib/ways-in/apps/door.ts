/**
 * The door for apps that send us records: signed as `lib/apps/inbound/receive.ts` asks, JSON, at most 256 KiB.
 *
 * Guarantees: who is not known gets 401, whether there is such a connection or not; an answer has ids and names of fields,
 * never a value. A repeat is answered as well, since its sender goes on until it is.
 */
import type { Landed } from '@/lib/apps/inbound/land';
import { receive } from '@/lib/apps/inbound/receive';
import { invalid, unauthenticated } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { readBytes } from '@/lib/ways-in/api/read-body';
import { clientAddress } from '@/lib/ways-in/http/client-address';
import { REQUEST_ID_HEADER } from '@/lib/ways-in/http/mark-requests';
import { DATA_HEADERS } from '@/lib/ways-in/http/security-headers';
import { errorAnswer } from '@/lib/ways-in/widget/error-answer';
import { countFrom, countMessage } from './rate-limits';

export const APPS_PATH = /^\/api\/apps\/(\d+)\/(\d+)$/;

const MOST_BYTES = 256 * 1024;
const SLOWEST_MS = 10_000;

const STATUS: Record<Landed['did'], number> = { created: 201, changed: 200, deleted: 200, nothing: 200, had_it: 200 };

export async function answerApp(request: Request): Promise<Response> {
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? crypto.randomUUID();
  try {
    const landed = await take(request, requestId);
    const { did, recordId } = landed;
    return safe(Response.json({ did, ...(recordId && { recordId }) }, { status: STATUS[did] }));
  } catch (error) {
    return safe(errorAnswer(error, requestId));
  }
}

async function take(request: Request, requestId: string): Promise<Landed> {
  const { headers } = request;
  const ip = clientAddress(headers);
  const [, orgId = '', connectionId = ''] = APPS_PATH.exec(new URL(request.url).pathname) ?? [];
  await countFrom(ip);
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw invalid('Send the body as application/json.', { reason: 'MEDIA_TYPE' });
  if (!isId(orgId) || !isId(connectionId)) throw unauthenticated('There is no such connection.');
  const body = await readBytes(request, MOST_BYTES, SLOWEST_MS);
  return receive({
    orgId,
    connectionId,
    headers: {
      id: headers.get('webhook-id'),
      timestamp: headers.get('webhook-timestamp'),
      signature: headers.get('webhook-signature'),
    },
    body,
    requestId,
    ip,
    count: () => countMessage(`${orgId}-${connectionId}`),
  });
}

function safe(response: Response): Response {
  for (const [name, value] of Object.entries(DATA_HEADERS)) response.headers.set(name, value);
  return response;
}
