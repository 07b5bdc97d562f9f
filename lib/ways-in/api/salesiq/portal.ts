import { isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { type Call, json } from '../endpoint';

/** SalesIQ's paths name the portal; ours is the org's id, and a token is good for its own org alone. */
export function assertPortal({ ctx, params }: Call): void {
  if (params.portal !== ctx.orgId) throw new ApiError(404, 'INVALID_PORTAL', 'Invalid portal or wrong screen name.');
}

/** @throws INVALID_DATA */
export function conversationIdOf({ params }: Call): string {
  const id = params.conversationId;
  if (!isId(id)) throw invalidData('the id given seems to be invalid', { param_name: 'conversation_id' });
  return id;
}

/** An answer as SalesIQ wraps it. Ours: whether another page follows, and its token. */
export const wrapped = (
  { request }: Call,
  object: 'list' | 'conversations',
  data: unknown,
  page?: { more: boolean; next: string | null },
): Response =>
  json({
    url: new URL(request.url).pathname,
    object,
    data,
    ...(page && { more_data: page.more, next_page_token: page.next }),
  });
