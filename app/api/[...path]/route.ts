import { notFound } from '@/lib/platform/errors';
import { requestIdOf } from '@/lib/ways-in/http/mark-requests';
import { errorResponse } from '@/lib/ways-in/http/route';

/** An address below `/api` that none of ours is: told as data, not as a page. */
const nothingHere = (request: Request): Response =>
  errorResponse(notFound('What this address names'), requestIdOf(request.headers));

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
