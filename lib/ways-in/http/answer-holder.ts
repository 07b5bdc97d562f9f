import { isRefused, type RefusedLink } from '@/lib/platform/refused-link';
import { ApiError } from '@/lib/ways-in/api/api-error';
import { countCall } from '@/lib/ways-in/widget/rate-limits';
import { clientAddress } from './client-address';
import { requestIdOf } from './mark-requests';
import { errorResponse } from './route';
import { DATA_HEADERS } from './security-headers';

/**
 * Answers somebody without an account, who has a link and its secret: calls from one address are counted, and what is
 * refused is said in words.
 */
export async function answerHolder<Why extends string>(
  request: Request,
  refusals: Readonly<Record<Why, string>>,
  act: (requestId: string) => Promise<object | RefusedLink<Why>>,
  limit: 'extract' | 'joining' = 'extract',
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  try {
    await countCall(limit, { address: clientAddress(request.headers) });
    const value = await act(requestId);
    return isRefused<Why>(value) ? refused(value, refusals) : Response.json(value, { headers: DATA_HEADERS });
  } catch (error) {
    if (error instanceof ApiError) {
      const answer = { error: { code: 'invalid', message: error.message } };
      return Response.json(answer, { status: error.status, headers: DATA_HEADERS });
    }
    return errorResponse(error, requestId);
  }
}

function refused<Why extends string>(
  { why, triesLeft }: RefusedLink<Why>,
  refusals: Readonly<Record<Why, string>>,
): Response {
  const message = triesLeft === undefined ? refusals[why] : `${refusals[why]} Tries left: ${triesLeft}.`;
  return Response.json({ error: { code: 'forbidden', reason: why, message } }, { status: 403, headers: DATA_HEADERS });
}
